namespace ContractWatch.TestServers.UsaSpending;

/// <summary>One action as the test server holds it.</summary>
public sealed record TransactionRow
{
    public const string Homeland = "Department of Homeland Security";
    public const string Ice = "U.S. Immigration and Customs Enforcement";
    public const string Cbp = "U.S. Customs and Border Protection";

    /// <summary><c>CONT_AWD_…</c> or <c>CONT_IDV_…</c>.</summary>
    public required string AwardKey { get; init; }

    public required string Piid { get; init; }

    public required string Mod { get; init; }

    public required DateOnly ActionDate { get; init; }

    public decimal? Amount { get; init; }

    public required string? Recipient { get; init; }

    public string? Uei { get; init; }

    public string? ParentName { get; init; }

    public string? ParentUei { get; init; }

    public string AwardingDepartment { get; init; } = Homeland;

    public string AwardingAgency { get; init; } = Ice;

    public string FundingDepartment { get; init; } = Homeland;

    public string FundingAgency { get; init; } = Ice;

    /// <summary>A to D, or one of the IDV types.</summary>
    public string AwardType { get; init; } = "C";

    public string? NaicsCode { get; init; }

    public string? NaicsDescription { get; init; }

    public string? PscCode { get; init; }

    public string? PscDescription { get; init; }

    public string? Description { get; init; }

    /// <summary>FPDS reason for modification; absent on the base action.</summary>
    public string? ActionType { get; init; }

    /// <summary>What the date filter <c>last_modified_date</c> looks at, in UTC; the search never returns it.</summary>
    public required DateTime LastModified { get; init; }

    /// <summary>The day the award itself was signed.</summary>
    public DateOnly? Signed { get; init; }
}
