using System.Globalization;
using System.Text.Json.Nodes;

namespace ContractWatch.TestServers.UsaSpending;

/// <summary><c>transactions/</c>, <c>awards/{key}/</c> and <c>awards/last_updated/</c>.</summary>
internal static class AwardEndpoints
{
    private static readonly string[] Sorts =
    [
        "modification_number", "action_date", "federal_action_obligation", "face_value_loan_guarantee", "original_loan_subsidy_cost",
        "action_type_description", "description", "id", "type",
    ];

    public static Reply LastUpdated(Universe universe) =>
        Reply.Ok(new JsonObject { ["last_updated"] = universe.LastUpdated.ToString("MM/dd/yyyy", CultureInfo.InvariantCulture) });

    public static Reply Transactions(Universe universe, JsonObject body)
    {
        var key = body["award_id"]?.ToString() ?? throw RefusalException.Of(422, "Missing value: 'award_id' is a required field");
        var limit = SearchQuery.Whole(body, "limit", 1, 5000, 10);
        var page = SearchQuery.Whole(body, "page", 1, null, 1);
        var sort = SearchQuery.Text(body, "sort") ?? "action_date";
        if (!Sorts.Contains(sort))
            throw RefusalException.Of(400, $"Field 'sort' is outside valid values [{SearchQuery.Listed(Sorts)}]");
        var rows = universe.Award(key);
        var sorted = SearchQuery.Text(body, "order") == "asc" ? rows.OrderBy(row => row.ActionDate) : rows.OrderByDescending(row => row.ActionDate);
        var found = sorted.Skip((page - 1) * limit).Take(limit).Select(row => Write(row, TwinOf(row, rows)));
        var hasNext = page * limit < rows.Count;
        return Reply.Ok(new JsonObject
        {
            ["page_metadata"] = new JsonObject
            {
                ["page"] = page,
                ["next"] = hasNext ? page + 1 : null,
                ["previous"] = page > 1 ? page - 1 : null,
                ["hasNext"] = hasNext,
                ["hasPrevious"] = page > 1,
            },
            ["results"] = new JsonArray([.. found]),
        });
    }

    public static Reply Award(Universe universe, string key)
    {
        var rows = universe.Award(key);
        if (rows.Count == 0)
            throw RefusalException.Of(404, $"No Award found with: {{'generated_unique_award_id_legacy': '{key}'}}");
        var latest = rows.OrderBy(row => row.ActionDate).ThenBy(row => row.Mod, StringComparer.Ordinal).Last();
        var facts = universe.Facts.GetValueOrDefault(key) ?? new AwardFacts();
        var total = rows.Sum(row => row.Amount ?? 0);
        return Reply.Ok(new JsonObject
        {
            ["id"] = 1,
            ["generated_unique_award_id"] = key,
            ["piid"] = latest.Piid,
            ["category"] = key.StartsWith("CONT_IDV", StringComparison.Ordinal) ? "idv" : "contract",
            ["type"] = latest.AwardType,
            ["type_description"] = Wire.TypeName(latest.AwardType),
            ["description"] = (rows.FirstOrDefault(row => row.Mod == "0") ?? latest).Description,
            ["total_obligation"] = total,
            ["base_exercised_options"] = facts.CurrentValue,
            ["base_and_all_options"] = facts.Ceiling,
            ["total_account_outlay"] = facts.Outlay,
            ["total_outlay"] = facts.Outlay,
            ["subaward_count"] = facts.SubawardCount ?? universe.Subawards.Count(report => report.PrimeKey == key),
            ["date_signed"] = Day(rows.Min(row => row.ActionDate)),
            ["parent_award"] = Parent(key),
            ["latest_transaction_contract_data"] = new JsonObject
            {
                ["extent_competed"] = null,
                ["extent_competed_description"] = "FULL AND OPEN COMPETITION",
                ["number_of_offers_received"] = facts.Offers?.ToString(CultureInfo.InvariantCulture),
                ["naics"] = latest.NaicsCode,
                ["product_or_service_code"] = latest.PscCode,
            },
            ["awarding_agency"] = Agency(latest.AwardingDepartment, latest.AwardingAgency),
            ["funding_agency"] = Agency(latest.FundingDepartment, latest.FundingAgency),
            ["period_of_performance"] = new JsonObject
            {
                ["start_date"] = Day(facts.Start ?? rows.Min(row => row.ActionDate)),
                ["end_date"] = facts.End is { } end ? Day(end) : null,
                ["last_modified_date"] = latest.LastModified.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture),
                ["potential_end_date"] = facts.PotentialEnd is { } potential ? Day(potential) + " 00:00:00" : null,
            },
            ["recipient"] = new JsonObject
            {
                ["recipient_name"] = latest.Recipient,
                ["recipient_uei"] = latest.Uei,
                ["recipient_unique_id"] = null,
                ["parent_recipient_name"] = latest.ParentName,
                ["parent_recipient_uei"] = latest.ParentUei,
                ["business_categories"] = new JsonArray(),
                ["location"] = new JsonObject { ["address_line1"] = "1 EXAMPLE STREET", ["city_name"] = "DENVER" },
            },
        });
    }

    private static JsonObject Write(TransactionRow row, int twin) => new()
    {
        ["id"] = TransactionId(row, twin),
        ["type"] = row.AwardType,
        ["type_description"] = Wire.TypeName(row.AwardType),
        ["action_date"] = Day(row.ActionDate),
        ["action_type"] = row.ActionType,
        ["action_type_description"] = row.ActionType is null ? null : $"REASON {row.ActionType}",
        ["modification_number"] = row.Mod,
        ["description"] = row.Description,
        ["federal_action_obligation"] = row.Amount,
        ["face_value_loan_guarantee"] = 0.0,
        ["original_loan_subsidy_cost"] = 0.0,
    };

    private static int TwinOf(TransactionRow row, IReadOnlyList<TransactionRow> rows) =>
        rows.Where(other => other.Mod == row.Mod).TakeWhile(other => !ReferenceEquals(other, row)).Count();

    /// <summary>The award key names number, agency, parent and the parent's agency; the transaction id agency, parent's agency, number, mod, parent.</summary>
    private static string TransactionId(TransactionRow row, int twin)
    {
        var parts = row.AwardKey.Split('_');
        var isOrder = parts.Length > 5;
        var (parent, parentAgency) = isOrder ? (parts[^2], parts[^1]) : ("-NONE-", "-NONE-");
        var agency = parts.Length > 3 ? parts[3] : "-NONE-";
        return isOrder
            ? $"CONT_TX_{agency}_{parentAgency}_{row.Piid}_{row.Mod}_{parent}_{twin}"
            : $"CONT_TX_{agency}_-NONE-_{row.Piid}_{row.Mod}_-NONE-_{(twin == 0 ? "-NONE-" : twin)}";
    }

    private static JsonObject? Parent(string key)
    {
        var parts = key.Split('_');
        return parts.Length < 6 || parts[^2] == "-NONE-"
            ? null
            : new JsonObject { ["piid"] = parts[^2], ["generated_unique_award_id"] = $"CONT_IDV_{parts[^2]}_{parts[^1]}" };
    }

    private static JsonObject Agency(string department, string agency) => new()
    {
        ["id"] = 1,
        ["toptier_agency"] = new JsonObject { ["name"] = department },
        ["subtier_agency"] = new JsonObject { ["name"] = agency },
        ["office_agency_name"] = "OFFICE OF ACQUISITION",
    };

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
