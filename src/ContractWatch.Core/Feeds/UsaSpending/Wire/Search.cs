using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace ContractWatch.Feeds.UsaSpending.Wire;

/// <summary>
/// The filters of a transaction search. A key the service does not know is dropped without a word and brings the whole
/// universe, so the names are written here once and nowhere else.
/// https://github.com/fedspendingtransparency/usaspending-api/blob/master/usaspending_api/api_contracts/search_filters.md
/// </summary>
internal sealed record Filters
{
    [JsonPropertyName("award_type_codes")]
    public required IReadOnlyList<string> AwardTypes { get; init; }

    [JsonPropertyName("time_period")]
    public required IReadOnlyList<TimePeriod> Periods { get; init; }

    [JsonPropertyName("agencies")]
    public IReadOnlyList<AgencyFilter>? Agencies { get; init; }

    [JsonPropertyName("recipient_search_text")]
    public IReadOnlyList<string>? Recipients { get; init; }

    /// <summary>PIIDs.</summary>
    [JsonPropertyName("award_ids")]
    public IReadOnlyList<string>? AwardIds { get; init; }
}

internal sealed record TimePeriod(
    [property: JsonPropertyName("start_date")] string First,
    [property: JsonPropertyName("end_date")] string Last,
    [property: JsonPropertyName("date_type")] string DateType);

/// <param name="Type"><c>awarding</c> or <c>funding</c>: the two lists are AND-ed, inside each it is OR.</param>
/// <param name="Tier"><c>toptier</c> or <c>subtier</c>.</param>
/// <param name="Name">The exact full name; a slug or an abbreviation brings nothing, silently.</param>
internal sealed record AgencyFilter(
    [property: JsonPropertyName("type")] string Type,
    [property: JsonPropertyName("tier")] string Tier,
    [property: JsonPropertyName("name")] string Name);

internal sealed record CountRequest([property: JsonPropertyName("filters")] Filters Filters);

internal sealed record CountAnswer([property: JsonPropertyName("results")] CountResults? Results);

internal sealed record CountResults
{
    [JsonPropertyName("contracts")]
    public int? Contracts { get; init; }

    [JsonPropertyName("idvs")]
    public int? Idvs { get; init; }
}

internal sealed record SearchRequest
{
    [JsonPropertyName("filters")]
    public required Filters Filters { get; init; }

    [JsonPropertyName("fields")]
    public IReadOnlyList<string> Fields { get; init; } = SearchRow.Fields;

    [JsonPropertyName("sort")]
    public string Sort { get; init; } = SearchRow.KeyField;

    [JsonPropertyName("order")]
    public required string Order { get; init; }

    [JsonPropertyName("limit")]
    public required int Limit { get; init; }

    [JsonPropertyName("page")]
    public required int Page { get; init; }
}

internal sealed record SearchAnswer
{
    [JsonPropertyName("results")]
    public IReadOnlyList<JsonElement>? Rows { get; init; }

    [JsonPropertyName("page_metadata")]
    public PageInfo? Page { get; init; }

    [JsonPropertyName("messages")]
    public IReadOnlyList<string>? Messages { get; init; }

    /// <summary>The JSON pointer to a row.</summary>
    public static string PointerTo(int row) => string.Create(CultureInfo.InvariantCulture, $"/results/{row}");
}

internal sealed record PageInfo([property: JsonPropertyName("hasNext")] bool HasNext);
