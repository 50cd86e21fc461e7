using System.Text.Json.Serialization;

namespace ContractWatch.Feeds.UsaSpending.Wire;

/// <summary>An award's own page, as far as it is kept; many parts may be null.</summary>
internal sealed record AwardPage
{
    [JsonPropertyName("generated_unique_award_id")]
    public string? Key { get; init; }

    [JsonPropertyName("piid")]
    public string? Piid { get; init; }

    [JsonPropertyName("description")]
    public string? Description { get; init; }

    [JsonPropertyName("total_obligation")]
    public decimal? Obligated { get; init; }

    [JsonPropertyName("base_exercised_options")]
    public decimal? CurrentValue { get; init; }

    [JsonPropertyName("base_and_all_options")]
    public decimal? Ceiling { get; init; }

    [JsonPropertyName("total_outlay")]
    public decimal? Outlay { get; init; }

    [JsonPropertyName("total_account_outlay")]
    public decimal? AccountOutlay { get; init; }

    [JsonPropertyName("subaward_count")]
    public int? SubawardCount { get; init; }

    [JsonPropertyName("date_signed")]
    public DateOnly? Signed { get; init; }

    [JsonPropertyName("parent_award")]
    public ParentAward? Parent { get; init; }

    [JsonPropertyName("latest_transaction_contract_data")]
    public ContractFacts? Contract { get; init; }

    [JsonPropertyName("awarding_agency")]
    public AgencyFacts? AwardingAgency { get; init; }

    [JsonPropertyName("funding_agency")]
    public AgencyFacts? FundingAgency { get; init; }

    [JsonPropertyName("period_of_performance")]
    public Period? Period { get; init; }

    [JsonPropertyName("recipient")]
    public RecipientFacts? Recipient { get; init; }
}

internal sealed record ParentAward([property: JsonPropertyName("generated_unique_award_id")] string? Key);

internal sealed record ContractFacts(
    [property: JsonPropertyName("extent_competed_description")] string? ExtentCompeted,
    [property: JsonPropertyName("number_of_offers_received")] int? OffersReceived);

internal sealed record AgencyFacts(
    [property: JsonPropertyName("toptier_agency")] NamedAgency? TopTier,
    [property: JsonPropertyName("subtier_agency")] NamedAgency? SubTier);

internal sealed record NamedAgency([property: JsonPropertyName("name")] string? Name);

internal sealed record Period(
    [property: JsonPropertyName("start_date")] DateOnly? Start,
    [property: JsonPropertyName("end_date")] DateOnly? End,
    [property: JsonPropertyName("potential_end_date")] DateOnly? PotentialEnd);

internal sealed record RecipientFacts(
    [property: JsonPropertyName("recipient_name")] string? Name,
    [property: JsonPropertyName("recipient_uei")] string? Uei,
    [property: JsonPropertyName("recipient_unique_id")] string? Duns,
    [property: JsonPropertyName("parent_recipient_name")] string? ParentName,
    [property: JsonPropertyName("parent_recipient_uei")] string? ParentUei);
