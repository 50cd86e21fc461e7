using System.Globalization;
using System.Text.Json.Nodes;

namespace ContractWatch.TestServers.UsaSpending;

/// <summary>
/// The filter object. A key the service does not model is dropped without a word, so that a misspelt filter brings everything.
/// </summary>
internal sealed class SearchFilters
{
    private static readonly DateOnly Earliest = new(2007, 10, 1);

    private readonly List<Func<TransactionRow, bool>> _tests = [];

    private SearchFilters(string text) => Text = text;

    /// <summary>The same question has the same text.</summary>
    public string Text { get; }

    public static SearchFilters Read(JsonObject body, IReadOnlySet<string> ignored)
    {
        var asked = body["filters"] as JsonObject ?? throw RefusalException.Of(422, "Missing value: 'filters' is a required field");
        var filters = new SearchFilters(asked.ToJsonString());
        foreach (var (name, value) in asked)
        {
            if (value is not null && !ignored.Contains(name))
                filters.Add(name, asked, value);
        }

        if (!ignored.Contains("award_type_codes") && asked["award_type_codes"] is null)
            throw RefusalException.Of(422, "Missing value: 'filters|award_type_codes' is a required field");
        return filters;
    }

    public bool Hold(TransactionRow row) => _tests.TrueForAll(test => test(row));

    private void Add(string name, JsonObject asked, JsonNode value)
    {
        switch (name)
        {
            case "award_type_codes":
                Types(asked);
                break;
            case "time_period":
                _tests.Add(Periods(value));
                break;
            case "agencies":
                AddAgencies(value);
                break;
            case "recipient_search_text":
                AddAny(asked, name, SearchText.Recipient);
                break;
            case "keywords":
                AddAny(asked, name, SearchText.Keyword);
                break;
            case "description":
                _tests.Add(SearchText.Description(value.ToString()));
                break;
            case "award_ids":
                AddAny(asked, name, piid => row => string.Equals(row.Piid, piid.Trim('"'), StringComparison.OrdinalIgnoreCase));
                break;
            case "award_unique_id":
                _tests.Add(row => string.Equals(row.AwardKey, value.ToString(), StringComparison.OrdinalIgnoreCase));
                break;
            case "naics_codes":
                AddAny(asked, name, code => row => row.NaicsCode?.StartsWith(code, StringComparison.Ordinal) == true);
                break;
            case "psc_codes":
                AddAny(asked, name, code => row => row.PscCode == code);
                break;
        }
    }

    private void Types(JsonObject asked)
    {
        var codes = SearchQuery.Texts(asked, "award_type_codes") ?? [];
        if (codes.FirstOrDefault(code => !Wire.AwardTypes.Contains(code)) is not null)
            throw RefusalException.Of(400, $"Field 'filters|award_type_codes' is outside valid values [{SearchQuery.Listed(Wire.AwardTypes)}]");
        if (codes.Count > 0)
            _tests.Add(row => codes.Contains(row.AwardType));
    }

    /// <summary>An empty array, or only empty texts, filters nothing.</summary>
    private void AddAny(JsonObject asked, string name, Func<string, Func<TransactionRow, bool>> test)
    {
        var tests = (SearchQuery.Texts(asked, name) ?? []).Where(text => text.Length > 0).Select(test).ToList();
        if (tests.Count > 0)
            _tests.Add(row => tests.Exists(one => one(row)));
    }

    private static Func<TransactionRow, bool> Periods(JsonNode value)
    {
        var periods = (value as JsonArray ?? []).OfType<JsonObject>().Select(Period).ToList();
        return row => periods.Count == 0 || periods.Exists(period => period(row));
    }

    private static Func<TransactionRow, bool> Period(JsonObject period)
    {
        var (first, last) = (Day(period, "start_date"), Day(period, "end_date"));
        if (first < Earliest)
            throw RefusalException.Of(422, $"Field 'filters|time_period' value '{first:yyyy-MM-dd}' is below min '2007-10-01'");
        if (last < first)
            throw RefusalException.Of(422, "Field 'filters|time_period': end_date is before start_date");
        bool Inside(DateOnly day) => day >= first && day <= last;

        return (SearchQuery.Text(period, "date_type") ?? "action_date") switch
        {
            "action_date" => row => Inside(row.ActionDate),
            "last_modified_date" => row => Inside(DateOnly.FromDateTime(row.LastModified)),
            "date_signed" => row => row.Signed is { } signed && Inside(signed),
            "new_awards_only" => row => Inside(row.ActionDate) && row.Signed is { } signed && Inside(signed),
            _ => throw RefusalException.Of(
                400, $"Field 'filters|time_period|date_type' is outside valid values [{SearchQuery.Listed(Wire.DateTypes)}]"),
        };
    }

    private static DateOnly Day(JsonObject period, string name)
    {
        var text = SearchQuery.Text(period, name) ?? throw RefusalException.Of(422, $"Missing value: 'filters|time_period|{name}' is a required field");
        return DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? day
            : throw RefusalException.Of(
                400, $"Invalid value in 'filters|time_period|{name}'. '{text}' is not a valid type (date). Expected format: (%Y-%m-%d)");
    }

    /// <summary>Any of the awarding ones, and any of the funding ones.</summary>
    private void AddAgencies(JsonNode value)
    {
        var agencies = (value as JsonArray ?? []).OfType<JsonObject>().Select(AgencyTest.Read).ToList();
        foreach (var list in agencies.GroupBy(agency => agency.IsFunding))
        {
            var any = list.ToList();
            _tests.Add(row => any.Exists(agency => agency.Holds(row)));
        }
    }

    private sealed record AgencyTest(bool IsFunding, bool IsSubtier, string Name, string? Department)
    {
        public static AgencyTest Read(JsonObject agency)
        {
            var type = SearchQuery.Text(agency, "type");
            var tier = SearchQuery.Text(agency, "tier");
            var name = SearchQuery.Text(agency, "name") ?? throw RefusalException.Of(422, "Missing value: 'filters|agencies|name' is a required field");
            if (type is not ("awarding" or "funding"))
                throw RefusalException.Of(400, "Field 'filters|agencies|type' is outside valid values ['awarding', 'funding']");
            if (tier is not ("toptier" or "subtier"))
                throw RefusalException.Of(400, "Field 'filters|agencies|tier' is outside valid values ['toptier', 'subtier']");
            return new AgencyTest(type == "funding", tier == "subtier", name, SearchQuery.Text(agency, "toptier_name"));
        }

        public bool Holds(TransactionRow row)
        {
            var (department, agency) = IsFunding ? (row.FundingDepartment, row.FundingAgency) : (row.AwardingDepartment, row.AwardingAgency);
            return IsSubtier ? agency == Name && (Department is null || department == Department) : department == Name;
        }
    }
}
