using System.Text.Json.Serialization;

namespace ContractWatch.Feeds.UsaSpending.Wire;

/// <summary>One action as the search returns it. Equal rows say the same.</summary>
internal sealed record SearchRow
{
    public const string KeyField = "generated_internal_id";

    /// <summary>What is asked for: nothing that names a street or a person.</summary>
    public static readonly IReadOnlyList<string> Fields =
    [
        "Award ID", "Mod", "Action Date", "Action Type", "Transaction Amount", "Transaction Description", "Recipient Name",
        "Recipient UEI", "Awarding Agency", "Awarding Sub Agency", "Funding Agency", "Funding Sub Agency", "Award Type", "NAICS", "PSC",
        KeyField,
    ];

    [JsonPropertyName(KeyField)]
    public string? AwardKey { get; init; }

    [JsonPropertyName("Award ID")]
    public string? Piid { get; init; }

    [JsonPropertyName("Mod")]
    public string? Mod { get; init; }

    [JsonPropertyName("Action Date")]
    public DateOnly? ActionDate { get; init; }

    [JsonPropertyName("Action Type")]
    public string? ActionType { get; init; }

    [JsonPropertyName("Transaction Amount")]
    public decimal? Amount { get; init; }

    [JsonPropertyName("Transaction Description")]
    public string? Description { get; init; }

    [JsonPropertyName("Recipient Name")]
    public string? Recipient { get; init; }

    [JsonPropertyName("Recipient UEI")]
    public string? Uei { get; init; }

    [JsonPropertyName("Awarding Agency")]
    public string? AwardingDepartment { get; init; }

    [JsonPropertyName("Awarding Sub Agency")]
    public string? AwardingAgency { get; init; }

    [JsonPropertyName("Funding Agency")]
    public string? FundingDepartment { get; init; }

    [JsonPropertyName("Funding Sub Agency")]
    public string? FundingAgency { get; init; }

    [JsonPropertyName("Award Type")]
    public string? AwardType { get; init; }

    [JsonPropertyName("NAICS")]
    public CodedText? Naics { get; init; }

    [JsonPropertyName("PSC")]
    public CodedText? Psc { get; init; }
}

internal sealed record CodedText(
    [property: JsonPropertyName("code")] string? Code,
    [property: JsonPropertyName("description")] string? Description);
