namespace ContractWatch.Awards;

/// <summary>The award as its source shows it now. Every amount keeps its own meaning.</summary>
public sealed record Award
{
    public required AwardKey Key { get; init; }

    public string? Piid { get; init; }

    public string? Description { get; init; }

    public Recipient? Recipient { get; init; }

    public Agency? AwardingAgency { get; init; }

    public Agency? FundingAgency { get; init; }

    /// <summary><see cref="MoneyMeaning.Cumulative"/>.</summary>
    public Money? Obligated { get; init; }

    /// <summary><see cref="MoneyMeaning.CurrentValue"/>.</summary>
    public Money? CurrentValue { get; init; }

    /// <summary><see cref="MoneyMeaning.Ceiling"/>.</summary>
    public Money? Ceiling { get; init; }

    /// <summary><see cref="MoneyMeaning.Paid"/>.</summary>
    public Money? Paid { get; init; }

    public DateOnly? Signed { get; init; }

    public DateOnly? Start { get; init; }

    public DateOnly? End { get; init; }

    /// <summary>The end with every option exercised.</summary>
    public DateOnly? PotentialEnd { get; init; }

    /// <summary>The vehicle this award was ordered under.</summary>
    public AwardKey? Parent { get; init; }

    public int? OffersReceived { get; init; }

    public string? ExtentCompeted { get; init; }

    public int? SubawardCount { get; init; }

    /// <summary>The page a person opens to check it.</summary>
    public Uri? Page { get; init; }
}
