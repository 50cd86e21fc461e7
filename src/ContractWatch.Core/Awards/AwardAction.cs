namespace ContractWatch.Awards;

/// <summary>One dated action on an award, as its source published it.</summary>
public sealed record AwardAction
{
    public required ActionKey Key { get; init; }

    /// <summary>The number people know the award by (FPDS PIID). Not unique.</summary>
    public string? Piid { get; init; }

    /// <summary>The day the action was signed.</summary>
    public DateOnly? ActionDate { get; init; }

    /// <summary>
    /// The source's code for the kind of action. For US sources the FPDS reason for modification, absent on the base action
    /// (https://www.fpds.gov/help/Reason_for_Modification.htm).
    /// </summary>
    public string? ActionType { get; init; }

    /// <summary>What this action obligated: a <see cref="MoneyMeaning.Delta"/>.</summary>
    public Money? Obligation { get; init; }

    public string? Description { get; init; }

    public required Recipient Recipient { get; init; }

    public Agency? AwardingAgency { get; init; }

    public Agency? FundingAgency { get; init; }

    public string? AwardType { get; init; }

    public Classification? Naics { get; init; }

    public Classification? ProductOrService { get; init; }
}
