using System.Text.Json;
using ContractWatch.Awards;
using ContractWatch.Feeds.UsaSpending.Wire;

namespace ContractWatch.Feeds.UsaSpending;

/// <summary>A row of a response: read, or kept as it came. Equal ones say the same, wherever they were seen.</summary>
/// <param name="AwardKey">Empty when the row has none.</param>
internal sealed record ReadRow(string AwardKey, SearchRow? Row, QuarantinedRow? Unreadable)
{
    public Sighting? Seen { get; init; }

    public bool Equals(ReadRow? other) =>
        other is not null && AwardKey == other.AwardKey && Row == other.Row && Unreadable == other.Unreadable;

    public override int GetHashCode() => HashCode.Combine(AwardKey, Row, Unreadable);

    public static ReadRow Of(JsonElement json, Sighting? seen = null)
    {
        try
        {
            var row = json.Deserialize(WireJson.Default.SearchRow);
            if (!string.IsNullOrWhiteSpace(row?.AwardKey) && !string.IsNullOrWhiteSpace(row.Mod))
                return new ReadRow(row.AwardKey, row, null) { Seen = seen };
            return Kept(json, row?.AwardKey, string.IsNullOrWhiteSpace(row?.AwardKey) ? $"no {SearchRow.KeyField}" : "no Mod");
        }
        catch (JsonException failure)
        {
            return Kept(json, KeyIn(json), $"{failure.Path}: not of the expected kind");
        }
    }

    private static ReadRow Kept(JsonElement json, string? key, string reason) => new(key ?? "", null, new QuarantinedRow(json.GetRawText(), reason));

    private static string? KeyIn(JsonElement json) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty(SearchRow.KeyField, out var key) && key.ValueKind == JsonValueKind.String
            ? key.GetString()
            : null;
}

/// <summary>Rows in the words of the house.</summary>
internal static class Actions
{
    /// <summary>Twins, published under one modification number, are numbered by what they say: the same on every reading.</summary>
    public static IReadOnlyList<(AwardAction Action, Sighting? Seen)> Of(IEnumerable<(SearchRow Row, Sighting? Seen)> rows) =>
    [
        .. rows.GroupBy(read => (read.Row.AwardKey, read.Row.Mod)).SelectMany(twins => twins
            .OrderBy(read => read.Row.ActionDate)
            .ThenBy(read => read.Row.Amount)
            .ThenBy(read => read.Row.Description, StringComparer.Ordinal)
            .ThenBy(read => read.Row.Recipient, StringComparer.Ordinal)
            .Select((read, twin) => (Of(read.Row, twin), read.Seen))),
    ];

    public static AwardAction Of(SearchRow row, int twin) => new()
    {
        Key = new ActionKey(new AwardKey(row.AwardKey!), row.Mod!, twin),
        Piid = row.Piid,
        ActionDate = row.ActionDate,
        ActionType = row.ActionType,
        Obligation = row.Amount is { } amount ? Money.Usd(amount) : null,
        Description = row.Description,
        Recipient = new Recipient { Name = row.Recipient ?? "", Identifiers = Identifiers.OfUei(row.Uei) },
        AwardingAgency = Agency(row.AwardingDepartment, row.AwardingAgency),
        FundingAgency = Agency(row.FundingDepartment, row.FundingAgency),
        AwardType = row.AwardType,
        Naics = Classification(row.Naics),
        ProductOrService = Classification(row.Psc),
    };

    private static Agency? Agency(string? department, string? agency) =>
        (agency ?? department) is { } name ? new Agency { Name = name, Department = department } : null;

    private static Classification? Classification(CodedText? text) =>
        text is { Code: null, Description: null } or null ? null : new Classification(text.Code, text.Description);
}
