using System.Globalization;
using System.Text.Json.Nodes;

namespace ContractWatch.TestServers.UsaSpending;

/// <summary>The fields a transaction search returns and sorts by.</summary>
internal static class SearchFields
{
    private static readonly Dictionary<string, Func<TransactionRow, JsonNode?>> Known = new(StringComparer.Ordinal)
    {
        ["Award ID"] = row => row.Piid,
        ["Mod"] = row => row.Mod,
        ["Action Date"] = row => Day(row.ActionDate),
        ["Action Type"] = row => row.ActionType,
        ["Transaction Amount"] = row => row.Amount,
        ["Transaction Description"] = row => row.Description,
        ["Recipient Name"] = row => row.Recipient,
        ["Recipient UEI"] = row => row.Uei,
        ["recipient_id"] = row => null,
        ["Awarding Agency"] = row => row.AwardingDepartment,
        ["Awarding Sub Agency"] = row => row.AwardingAgency,
        ["Funding Agency"] = row => row.FundingDepartment,
        ["Funding Sub Agency"] = row => row.FundingAgency,
        ["Award Type"] = row => Wire.TypeName(row.AwardType),
        ["NAICS"] = row => Classified(row.NaicsCode, row.NaicsDescription),
        ["PSC"] = row => Classified(row.PscCode, row.PscDescription),
        ["naics_code"] = row => row.NaicsCode,
        ["naics_description"] = row => row.NaicsDescription,
        ["product_or_service_code"] = row => row.PscCode,
        ["product_or_service_description"] = row => row.PscDescription,
        ["generated_internal_id"] = row => row.AwardKey,
        ["internal_id"] = row => Surrogate(row),
    };

    /// <summary>Accepted, and null in every row here.</summary>
    private static readonly string[] Empty =
    [
        "awarding_agency_id", "awarding_agency_slug", "cfda_number", "cfda_title", "def_codes", "funding_agency_slug", "Issued Date",
        "Last Date to Order", "Loan Value", "pop_city_name", "pop_country_name", "pop_state_code", "recipient_location_address_line1",
        "recipient_location_address_line2", "recipient_location_address_line3", "recipient_location_city_name",
        "recipient_location_country_name", "recipient_location_state_code", "Subsidy Cost", "Assistance Listing", "Recipient Location",
        "Primary Place of Performance",
    ];

    public static string[] All { get; } = [.. Known.Keys, .. Empty];

    public static JsonObject Write(TransactionRow row, IReadOnlyList<string> fields)
    {
        var result = new JsonObject { ["internal_id"] = Surrogate(row), ["generated_internal_id"] = row.AwardKey };
        foreach (var field in fields)
            result[field] = Known.TryGetValue(field, out var read) ? read(row) : null;
        return result;
    }

    public static IComparable SortKey(TransactionRow row, string field) => field switch
    {
        "Transaction Amount" => row.Amount ?? decimal.MinValue,
        "internal_id" => Surrogate(row),
        "NAICS" => row.NaicsCode ?? "",
        "PSC" => row.PscCode ?? "",
        _ => Known.TryGetValue(field, out var read) ? read(row)?.ToString() ?? "" : "",
    };

    private static int Surrogate(TransactionRow row)
    {
        var hash = 17;
        foreach (var letter in row.AwardKey)
            hash = unchecked((hash * 31) + letter);
        return hash & 0x7fffffff;
    }

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static JsonObject Classified(string? code, string? description) => new() { ["code"] = code, ["description"] = description };
}
