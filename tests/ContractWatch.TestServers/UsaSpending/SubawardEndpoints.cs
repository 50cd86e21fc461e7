using System.Globalization;
using System.Text.Json.Nodes;

namespace ContractWatch.TestServers.UsaSpending;

/// <summary><c>subawards/</c>, and <c>spending_by_award/</c> as far as it searches sub-awards.</summary>
internal static class SubawardEndpoints
{
    /// <summary>Page numbers end here without a word: <c>hasNext</c> is computed from a total that the index caps.</summary>
    private const int MostByPageNumber = 10_000;

    private static readonly string[] Sorts = ["subaward_number", "id", "description", "action_date", "amount", "recipient_name"];

    public static Reply List(Universe universe, JsonObject body)
    {
        var limit = SearchQuery.Whole(body, "limit", 1, 100, 10);
        var page = SearchQuery.Whole(body, "page", 1, null, 1);
        var sort = SearchQuery.Text(body, "sort") ?? "subaward_number";
        if (!Sorts.Contains(sort))
            throw RefusalException.Of(400, $"Field 'sort' is outside valid values [{SearchQuery.Listed(Sorts)}]");
        if (sort != "id")
            throw new NotSupportedException("this server sorts sub-awards by id only");
        var prime = SearchQuery.Text(body, "award_id");
        var all = universe.Subawards.Where(report => prime is null || report.PrimeKey == prime).OrderBy(report => report.Id).ToList();
        var hasNext = page * limit < all.Count;
        return Reply.Ok(new JsonObject
        {
            ["page_metadata"] = new JsonObject { ["page"] = page, ["next"] = hasNext ? page + 1 : null, ["previous"] = page > 1 ? page - 1 : null, ["hasNext"] = hasNext, ["hasPrevious"] = page > 1 },
            ["results"] = new JsonArray([.. all.Skip((page - 1) * limit).Take(limit).Select(Listed)]),
        });
    }

    public static Reply Search(Universe universe, JsonObject body, IReadOnlySet<string> ignored)
    {
        if (SearchQuery.Text(body, "spending_level") != "subawards")
            throw new NotSupportedException("this server searches sub-awards only");
        var found = Find(universe, Filters(body), ignored).OrderBy(report => report.Number, StringComparer.Ordinal).ThenBy(report => report.Id).ToList();
        var fields = SearchQuery.Texts(body, "fields") ?? throw RefusalException.Of(422, "Missing value: 'fields' is a required field");
        if (SearchQuery.Text(body, "sort") is not "Sub-Award ID" || !fields.Contains("Sub-Award ID"))
            throw RefusalException.Of(400, "Sort value not found in requested fields");
        var limit = SearchQuery.Whole(body, "limit", 1, 100, 10);
        var page = SearchQuery.Whole(body, "page", 1, null, 1);
        var after = After(body, found);
        var skipped = after ?? (page - 1) * limit;
        var rows = found.Skip(skipped).Take(limit).ToList();
        var hasNext = skipped + limit < (after is null ? Math.Min(found.Count, MostByPageNumber) : found.Count);
        return Reply.Ok(new JsonObject
        {
            ["spending_level"] = "subawards",
            ["limit"] = limit,
            ["results"] = new JsonArray([.. rows.Select(report => Row(universe, report, fields))]),
            ["page_metadata"] = new JsonObject
            {
                ["page"] = page,
                ["hasNext"] = hasNext,
                ["last_record_unique_id"] = hasNext ? rows[^1].Id.ToString(CultureInfo.InvariantCulture) : null,
                ["last_record_sort_value"] = hasNext ? rows[^1].Number : "None",
            },
            ["messages"] = new JsonArray(Wire.Boilerplate),
        });
    }

    private static JsonObject Filters(JsonObject body)
    {
        var filters = body["filters"] as JsonObject ?? throw RefusalException.Of(422, "Missing value: 'filters' is a required field");
        var types = SearchQuery.Texts(filters, "award_type_codes") ?? throw RefusalException.Of(422, "Missing value: 'filters|award_type_codes' is a required field");
        if (!types.All(type => Wire.Contracts.Contains(type) || Wire.Idvs.Contains(type)))
            throw RefusalException.Of(422, "'award_type_codes' array contains types outside of one group");
        return filters;
    }

    private static IEnumerable<SubawardReport> Find(Universe universe, JsonObject filters, IReadOnlySet<string> ignored)
    {
        var texts = ignored.Contains("recipient_search_text") ? [] : (SearchQuery.Texts(filters, "recipient_search_text") ?? []).Where(text => text.Length > 0).ToList();
        return universe.Subawards.Where(report => texts.Count == 0 || texts.Exists(text =>
            SearchText.Says(text, report.Recipient) || SearchText.Says(text, report.ParentName) || report.Uei?.StartsWith(text, StringComparison.OrdinalIgnoreCase) == true));
    }

    /// <summary>How many records come before the page, by the last record of the one before; either of the two alone makes the service fail.</summary>
    private static int? After(JsonObject body, List<SubawardReport> found)
    {
        var (id, value) = (body["last_record_unique_id"], SearchQuery.Text(body, "last_record_sort_value"));
        if (id is null != value is null)
            throw new RefusalException(new Reply(500, FaultWriter.HtmlPage, "text/html"));
        if (id is null)
            return null;
        var last = found.FindIndex(report => report.Id == SearchQuery.Whole(body, "last_record_unique_id", 0, null, 0) && report.Number == value);
        return last < 0 ? throw new NotSupportedException("a reader names a last record that was never sent") : last + 1;
    }

    private static JsonObject Listed(SubawardReport report) => new()
    {
        ["id"] = report.Id,
        ["subaward_number"] = report.Number,
        ["description"] = report.Description,
        ["action_date"] = Day(report),
        ["amount"] = report.Amount,
        ["recipient_name"] = report.Recipient,
    };

    /// <summary>What was not asked for is left out, but for the keys that always come.</summary>
    private static JsonObject Row(Universe universe, SubawardReport report, IReadOnlyList<string> fields)
    {
        var prime = universe.Award(report.PrimeKey) is [.., var latest] ? latest : null;
        var all = new Dictionary<string, JsonNode?>
        {
            ["Sub-Award ID"] = report.Number,
            ["Sub-Awardee Name"] = report.Recipient,
            ["Sub-Recipient UEI"] = report.Uei,
            ["Sub-Award Date"] = Day(report),
            ["Sub-Award Amount"] = report.Amount,
            ["Sub-Award Description"] = report.Description,
            ["Prime Award ID"] = prime?.Piid ?? report.PrimeKey.Split('_')[2],
            ["Prime Recipient Name"] = prime?.Recipient ?? report.PrimeRecipient,
            ["Prime Award Recipient UEI"] = prime?.Uei,
            ["Awarding Agency"] = prime?.AwardingDepartment ?? TransactionRow.Homeland,
            ["Awarding Sub Agency"] = prime?.AwardingAgency ?? TransactionRow.Ice,
        };
        var row = new JsonObject { ["internal_id"] = null, ["prime_award_internal_id"] = null, ["prime_award_generated_internal_id"] = report.PrimeKey };
        foreach (var field in fields)
            row[field] = all.GetValueOrDefault(field);
        return row;
    }

    private static string Day(SubawardReport report) => report.ActionDate.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
