using ContractWatch.Awards;
using ContractWatch.Feeds.UsaSpending.Wire;

namespace ContractWatch.Feeds.UsaSpending;

/// <summary>An agency by its exact full name: a department when it is called one, else a sub-tier.</summary>
internal sealed record AgencyName(string Name)
{
    private static readonly string[] Armed = ["Department of the Army", "Department of the Navy", "Department of the Air Force"];

    /// <summary>The services are departments by name, and sub-tiers of the Department of Defense here.</summary>
    private bool IsDepartment => Name.StartsWith("Department of ", StringComparison.Ordinal) && !Armed.Contains(Name);

    /// <summary>Its actions become public 90 days after they were signed.</summary>
    public bool IsDefence =>
        Name == "Department of Defense" || Armed.Contains(Name) || Name.StartsWith("Defense ", StringComparison.Ordinal);

    public AgencyFilter Awarding => new("awarding", Tier, Name);

    public AgencyFilter Funding => new("funding", Tier, Name);

    private string Tier => IsDepartment ? "toptier" : "subtier";

    public bool Is(Agency? agency) => agency is not null && Is(agency.Department, agency.Name);

    public bool Is(string? department, string? agency) =>
        string.Equals(IsDepartment ? department : agency, Name, StringComparison.OrdinalIgnoreCase);
}
