using System.IO.Compression;
using System.Text.Json;

namespace ContractWatch.TestServers.UsaSpending;

/// <summary>What a capture showed that no earlier one had: a label of <c>FYxxxx_truth_events.jsonl.gz</c>.</summary>
/// <param name="Kind"><c>new_award</c>, <c>new_modification</c>, <c>rekeyed_award</c>, <c>changed</c>, <c>missing</c>, <c>reappeared</c>.</param>
/// <param name="Fields">Of a change: column to old and new text.</param>
public sealed record TruthEvent(
    string FiscalYear,
    string Version,
    string Kind,
    string Award,
    string Mod,
    string? Recipient,
    decimal? Amount,
    string? ActionDate,
    IReadOnlyDictionary<string, (string Old, string New)> Fields,
    bool ReturnsLater)
{
    public bool IsNew => Kind.StartsWith("new_", StringComparison.Ordinal);

    internal static IEnumerable<TruthEvent> Read(string folder, string fiscalYear)
    {
        var path = Path.Combine(folder, fiscalYear + "_truth_events.jsonl.gz");
        if (!File.Exists(path))
            yield break;
        using var text = new StreamReader(new GZipStream(File.OpenRead(path), CompressionMode.Decompress));
        while (text.ReadLine() is { } line)
        {
            using var json = JsonDocument.Parse(line);
            var version = json.RootElement.GetProperty("version").GetString()!;
            foreach (var one in json.RootElement.GetProperty("events").EnumerateArray())
                yield return Of(fiscalYear, version, one);
        }
    }

    private static TruthEvent Of(string fiscalYear, string version, JsonElement json) => new(
        fiscalYear,
        version,
        json.GetProperty("kind").GetString()!,
        json.GetProperty("award").GetString()!,
        json.GetProperty("mod").GetString()!,
        json.TryGetProperty("recipient", out var recipient) ? recipient.GetString() : null,
        json.TryGetProperty("amount", out var amount) && amount.ValueKind == JsonValueKind.Number ? amount.GetDecimal() : null,
        json.TryGetProperty("action_date", out var date) ? date.GetString() : null,
        json.TryGetProperty("fields", out var fields)
            ? fields.EnumerateObject().ToDictionary(field => field.Name, field => (field.Value[0].ToString(), field.Value[1].ToString()))
            : [],
        json.TryGetProperty("returns_later", out var returns) && returns.ValueKind == JsonValueKind.True);
}
