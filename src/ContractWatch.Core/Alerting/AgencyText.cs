using ContractWatch.Awards;
using ContractWatch.Matching;

namespace ContractWatch.Alerting;

/// <summary>Agencies in words.</summary>
public static class AgencyText
{
    /// <summary>The agency and what it belongs to.</summary>
    public static string Full(Agency agency)
    {
        var name = ForeignText.OneLine(agency.Name, ForeignText.NameLength);
        var department = ForeignText.OneLine(agency.Department, ForeignText.NameLength);
        return department.Length == 0 || department.Equals(name, StringComparison.OrdinalIgnoreCase) ? name : $"{name}, {department}";
    }

    /// <summary>The common abbreviation, or the name.</summary>
    public static string Short(Agency agency) => AgencyNames.Short(agency.Name) ?? ForeignText.OneLine(agency.Name, 60);
}
