using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using ContractWatch.Awards;
using ContractWatch.Diffing;
using ContractWatch.Feeds;
using ContractWatch.Matching;
using ContractWatch.Watches;

namespace ContractWatch.Storage;

/// <summary>
/// The nouns as the text that stores keep: compact JSON in which money and moments are exact. What a store has in columns of its own
/// (keys, ids, kind, first seen) is left out and given back when reading.
/// </summary>
public static class StoredText
{
    private static readonly StoredJson Json = new(Options());

    public static string Of(AwardAction action) => JsonSerializer.Serialize(action, Json.AwardAction);

    public static AwardAction Action(string text, ActionKey key) => Read(text, Json.AwardAction) with { Key = key };

    public static string Of(Change change) => JsonSerializer.Serialize(change, Json.Change);

    public static Change Change(string text, string id, ChangeKind kind, string feed, ActionKey action, DateTimeOffset firstSeen)
    {
        var change = Read(text, Json.Change);
        return change with { Id = id, Kind = kind, Feed = feed, FirstSeen = firstSeen, Action = change.Action with { Key = action } };
    }

    public static string Of(IReadOnlyList<Match> matches) => JsonSerializer.Serialize(matches, Json.IReadOnlyListMatch);

    public static IReadOnlyList<Match> Matches(string text) => Read(text, Json.IReadOnlyListMatch);

    public static string Of(Award award) => JsonSerializer.Serialize(award, Json.Award);

    public static Award Award(string text) => Read(text, Json.Award);

    public static string Of(Watch watch) => JsonSerializer.Serialize(watch, Json.Watch);

    public static Watch Watch(string text) => Read(text, Json.Watch);

    public static string Of(FeedHealth health) => JsonSerializer.Serialize(health, Json.FeedHealth);

    public static FeedHealth Health(string text) => Read(text, Json.FeedHealth);

    public static string Of(IEnumerable<string> texts) => JsonSerializer.Serialize(texts, Json.IEnumerableString);

    private static T Read<T>(string text, JsonTypeInfo<T> type) where T : class =>
        JsonSerializer.Deserialize(text, type) ?? throw new JsonException($"null where a {typeof(T).Name} was kept");

    private static JsonSerializerOptions Options() => new(StoredJson.Default.Options)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        TypeInfoResolver = StoredJson.Default.WithAddedModifier(LeaveOutWhatColumnsHold),
    };

    private static void LeaveOutWhatColumnsHold(JsonTypeInfo type)
    {
        var held = type.Type == typeof(AwardAction) ? ["key"]
            : type.Type == typeof(Change) ? ["id", "kind", "feed", "firstSeen"]
            : Array.Empty<string>();
        foreach (var property in type.Properties.Where(property => held.Contains(property.Name)))
        {
            property.IsRequired = false;
            property.ShouldSerialize = (_, _) => false;
        }
    }
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    IgnoreReadOnlyProperties = true,
    UseStringEnumConverter = true,
    Converters = [typeof(AwardKeyText), typeof(MoneyText), typeof(IdentifiersText), typeof(ChangeKindText)])]
[JsonSerializable(typeof(AwardAction))]
[JsonSerializable(typeof(Award))]
[JsonSerializable(typeof(Change))]
[JsonSerializable(typeof(IReadOnlyList<Match>))]
[JsonSerializable(typeof(Watch))]
[JsonSerializable(typeof(FeedHealth))]
[JsonSerializable(typeof(IEnumerable<string>))]
internal sealed partial class StoredJson : JsonSerializerContext;
