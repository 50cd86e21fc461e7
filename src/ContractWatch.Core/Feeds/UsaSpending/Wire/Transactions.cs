using System.Text.Json.Serialization;

namespace ContractWatch.Feeds.UsaSpending.Wire;

/// <summary>Asks for the actions of one award. There is no second sort key, so a page holds as much as it may.</summary>
internal sealed record TransactionsRequest
{
    public const int MostPerPage = 5000;

    [JsonPropertyName("award_id")]
    public required string AwardKey { get; init; }

    [JsonPropertyName("page")]
    public required int Page { get; init; }

    [JsonPropertyName("limit")]
    public int Limit { get; init; } = MostPerPage;

    [JsonPropertyName("sort")]
    public string Sort { get; init; } = "action_date";

    [JsonPropertyName("order")]
    public string Order { get; init; } = "asc";
}

internal sealed record TransactionsAnswer
{
    [JsonPropertyName("results")]
    public IReadOnlyList<TransactionRow>? Rows { get; init; }

    [JsonPropertyName("page_metadata")]
    public PageInfo? Page { get; init; }
}

internal sealed record TransactionRow
{
    [JsonPropertyName("id")]
    public string? Id { get; init; }

    [JsonPropertyName("modification_number")]
    public string? Mod { get; init; }

    [JsonPropertyName("action_date")]
    public DateOnly? ActionDate { get; init; }

    [JsonPropertyName("action_type")]
    public string? ActionType { get; init; }

    [JsonPropertyName("action_type_description")]
    public string? ActionTypeDescription { get; init; }

    [JsonPropertyName("federal_action_obligation")]
    public decimal? Obligation { get; init; }

    [JsonPropertyName("description")]
    public string? Description { get; init; }
}

internal sealed record LastUpdated([property: JsonPropertyName("last_updated")] string? Day);
