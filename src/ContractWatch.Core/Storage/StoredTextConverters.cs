using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using ContractWatch.Awards;

namespace ContractWatch.Storage;

internal sealed class AwardKeyText : JsonConverter<AwardKey>
{
    public override AwardKey Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => new(reader.GetString()!);

    public override void Write(Utf8JsonWriter writer, AwardKey value, JsonSerializerOptions options) => writer.WriteStringValue(value.Value);
}

/// <summary><c>"1250000.00 USD"</c>: the digits as they are, so that no reader makes a binary fraction of them.</summary>
internal sealed class MoneyText : JsonConverter<Money>
{
    public override Money Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var text = reader.GetString()!;
        var space = text.IndexOf(' ', StringComparison.Ordinal);
        return space > 0 && decimal.TryParse(text.AsSpan(0, space), NumberStyles.Number, CultureInfo.InvariantCulture, out var value)
            ? new Money(value, text[(space + 1)..])
            : throw new JsonException("an amount of money is kept as digits, a space and a currency");
    }

    public override void Write(Utf8JsonWriter writer, Money value, JsonSerializerOptions options) =>
        writer.WriteStringValue(string.Create(CultureInfo.InvariantCulture, $"{value.Value} {value.Currency}"));
}

internal sealed class IdentifiersText : JsonConverter<Identifiers>
{
    public override Identifiers Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var pairs = new List<KeyValuePair<string, string?>>(1);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var scheme = reader.GetString()!;
            reader.Read();
            pairs.Add(new(scheme, reader.GetString()));
        }

        return Identifiers.Of(pairs);
    }

    public override void Write(Utf8JsonWriter writer, Identifiers value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        foreach (var (scheme, id) in value.ByScheme)
            writer.WriteString(scheme, id);
        writer.WriteEndObject();
    }
}

internal sealed class ChangeKindText : JsonConverter<ChangeKind>
{
    public override ChangeKind Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => Of(reader.GetString()!);

    public override void Write(Utf8JsonWriter writer, ChangeKind value, JsonSerializerOptions options) => writer.WriteStringValue(value.Name);

    public static ChangeKind Of(string name) => ChangeKind.Find(name) ?? throw new JsonException($"'{name}' is not a kind of change");
}
