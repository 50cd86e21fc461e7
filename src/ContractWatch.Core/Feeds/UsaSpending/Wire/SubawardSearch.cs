using System.Text.Json.Serialization;

namespace ContractWatch.Feeds.UsaSpending.Wire;

/// <summary>
/// Asks for sub-contracts by who got them. From the second page on the last record of the one before is named: page numbers
/// end at ten thousand without a word.
/// https://github.com/fedspendingtransparency/usaspending-api/blob/master/usaspending_api/api_contracts/contracts/v2/search/spending_by_award.md
/// </summary>
internal sealed record SubawardSearchRequest
{
    [JsonPropertyName("spending_level")]
    public string Level { get; init; } = "subawards";

    [JsonPropertyName("filters")]
    public required SubawardFilters Filters { get; init; }

    [JsonPropertyName("fields")]
    public IReadOnlyList<string> Fields { get; init; } = SubawardSearchRow.Fields;

    [JsonPropertyName("sort")]
    public string Sort { get; init; } = "Sub-Award ID";

    [JsonPropertyName("order")]
    public string Order { get; init; } = "asc";

    [JsonPropertyName("limit")]
    public int Limit { get; init; } = SubawardsRequest.MostPerPage;

    [JsonPropertyName("page")]
    public required int Page { get; init; }

    [JsonPropertyName("last_record_unique_id")]
    public long? LastId { get; init; }

    [JsonPropertyName("last_record_sort_value")]
    public string? LastValue { get; init; }
}

/// <param name="AwardTypes">Of the primes: contracts and vehicles together.</param>
internal sealed record SubawardFilters(
    [property: JsonPropertyName("award_type_codes")] IReadOnlyList<string> AwardTypes,
    [property: JsonPropertyName("recipient_search_text")] IReadOnlyList<string> Recipients);

internal sealed record SubawardSearchAnswer
{
    [JsonPropertyName("results")]
    public IReadOnlyList<SubawardSearchRow>? Rows { get; init; }

    [JsonPropertyName("page_metadata")]
    public LastRecord? Page { get; init; }

    [JsonPropertyName("messages")]
    public IReadOnlyList<string>? Messages { get; init; }
}

internal sealed record LastRecord
{
    [JsonPropertyName("hasNext")]
    public bool HasNext { get; init; }

    [JsonPropertyName("last_record_unique_id")]
    public string? Id { get; init; }

    [JsonPropertyName("last_record_sort_value")]
    public string? Value { get; init; }
}

internal sealed record SubawardSearchRow
{
    public static readonly IReadOnlyList<string> Fields =
    [
        "Sub-Award ID", "Sub-Awardee Name", "Sub-Recipient UEI", "Sub-Award Date", "Sub-Award Amount", "Sub-Award Description",
        "Prime Award ID", "Prime Recipient Name", "Prime Award Recipient UEI", "Awarding Agency", "Awarding Sub Agency",
    ];

    [JsonPropertyName("prime_award_generated_internal_id")]
    public string? PrimeKey { get; init; }

    [JsonPropertyName("Sub-Award ID")]
    public string? Number { get; init; }

    [JsonPropertyName("Sub-Awardee Name")]
    public string? Recipient { get; init; }

    [JsonPropertyName("Sub-Recipient UEI")]
    public string? Uei { get; init; }

    [JsonPropertyName("Sub-Award Date")]
    public DateOnly? ActionDate { get; init; }

    [JsonPropertyName("Sub-Award Amount")]
    public decimal? Amount { get; init; }

    [JsonPropertyName("Sub-Award Description")]
    public string? Description { get; init; }

    [JsonPropertyName("Prime Award ID")]
    public string? PrimePiid { get; init; }

    [JsonPropertyName("Prime Recipient Name")]
    public string? PrimeRecipient { get; init; }

    [JsonPropertyName("Prime Award Recipient UEI")]
    public string? PrimeUei { get; init; }

    [JsonPropertyName("Awarding Agency")]
    public string? AwardingDepartment { get; init; }

    [JsonPropertyName("Awarding Sub Agency")]
    public string? AwardingAgency { get; init; }
}
