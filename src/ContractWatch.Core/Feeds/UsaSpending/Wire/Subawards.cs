using System.Text.Json.Serialization;

namespace ContractWatch.Feeds.UsaSpending.Wire;

/// <summary>
/// Asks for the sub-awards of one award, by the source's own number of them, which no two share.
/// https://github.com/fedspendingtransparency/usaspending-api/blob/master/usaspending_api/api_contracts/contracts/v2/subawards.md
/// </summary>
internal sealed record SubawardsRequest
{
    public const int MostPerPage = 100;

    [JsonPropertyName("award_id")]
    public required string AwardKey { get; init; }

    [JsonPropertyName("page")]
    public required int Page { get; init; }

    [JsonPropertyName("limit")]
    public int Limit { get; init; } = MostPerPage;

    [JsonPropertyName("sort")]
    public string Sort { get; init; } = "id";

    [JsonPropertyName("order")]
    public string Order { get; init; } = "asc";
}

/// <summary>A sub-award under the award that was asked for.</summary>
internal sealed record SubawardRow
{
    [JsonPropertyName("subaward_number")]
    public string? Number { get; init; }

    [JsonPropertyName("description")]
    public string? Description { get; init; }

    [JsonPropertyName("action_date")]
    public DateOnly? ActionDate { get; init; }

    [JsonPropertyName("amount")]
    public decimal? Amount { get; init; }

    [JsonPropertyName("recipient_name")]
    public string? Recipient { get; init; }
}

internal sealed record SubawardsAnswer
{
    [JsonPropertyName("results")]
    public IReadOnlyList<SubawardRow>? Rows { get; init; }

    [JsonPropertyName("page_metadata")]
    public PageInfo? Page { get; init; }
}
