namespace ContractWatch.Awards;

/// <summary>A buying body as published. Awarding is not funding: an order placed by one agency can be another's money.</summary>
public sealed record Agency
{
    /// <summary>The agency itself, for US sources the sub-tier, such as <c>U.S. Immigration and Customs Enforcement</c>.</summary>
    public required string Name { get; init; }

    /// <summary>What it belongs to, for US sources the top tier, such as <c>Department of Homeland Security</c>.</summary>
    public string? Department { get; init; }

    public override string ToString() => Name;
}

/// <summary>A code of a published classification and its words; either may be missing.</summary>
public sealed record Classification(string? Code, string? Description);
