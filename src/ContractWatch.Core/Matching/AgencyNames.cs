using System.Collections.Frozen;
using ContractWatch.Matching.Names;

namespace ContractWatch.Matching;

/// <summary>Agencies by full name or by the abbreviation everybody uses.</summary>
public static class AgencyNames
{
    private static readonly FrozenDictionary<string, string> FullByShort = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["ICE"] = "U.S. Immigration and Customs Enforcement",
        ["CBP"] = "U.S. Customs and Border Protection",
        ["USCIS"] = "U.S. Citizenship and Immigration Services",
        ["DHS"] = "Department of Homeland Security",
        ["TSA"] = "Transportation Security Administration",
        ["USSS"] = "U.S. Secret Service",
        ["USCG"] = "U.S. Coast Guard",
        ["FEMA"] = "Federal Emergency Management Agency",
        ["CISA"] = "Cybersecurity and Infrastructure Security Agency",
        ["FLETC"] = "Federal Law Enforcement Training Center",
        ["DOJ"] = "Department of Justice",
        ["FBI"] = "Federal Bureau of Investigation",
        ["DEA"] = "Drug Enforcement Administration",
        ["ATF"] = "Bureau of Alcohol, Tobacco, Firearms and Explosives",
        ["USMS"] = "U.S. Marshals Service",
        ["BOP"] = "Federal Bureau of Prisons",
        ["EOIR"] = "Executive Office for Immigration Review",
        ["DOD"] = "Department of Defense",
        ["DOS"] = "Department of State",
        ["VA"] = "Department of Veterans Affairs",
        ["HHS"] = "Department of Health and Human Services",
        ["ACF"] = "Administration for Children and Families",
        ["GSA"] = "General Services Administration",
        ["FAS"] = "Federal Acquisition Service",
        ["IRS"] = "Internal Revenue Service",
        ["NASA"] = "National Aeronautics and Space Administration",
        ["EPA"] = "Environmental Protection Agency",
        ["SSA"] = "Social Security Administration",
        ["DOE"] = "Department of Energy",
        ["DOI"] = "Department of the Interior",
        ["DOL"] = "Department of Labor",
        ["DOT"] = "Department of Transportation",
        ["USDA"] = "Department of Agriculture",
        ["HUD"] = "Department of Housing and Urban Development",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, string> ShortByKey =
        FullByShort.ToFrozenDictionary(pair => Key(pair.Value), pair => pair.Key, StringComparer.Ordinal);

    /// <summary>One key for every spelling of one agency: <c>ICE</c> and <c>U.S. Immigration and Customs Enforcement</c> share theirs.</summary>
    public static string Of(string nameOrAbbreviation)
    {
        var folded = NameFolding.Fold(nameOrAbbreviation);
        if (FullByShort.TryGetValue(folded, out var full))
            return Key(full);
        var key = Key(folded);
        return FullByShort.TryGetValue(key, out full) ? Key(full) : key;
    }

    /// <summary>The common abbreviation, or null: <c>ICE</c> for <c>U.S. Immigration and Customs Enforcement</c>.</summary>
    public static string? Short(string name) => ShortByKey.GetValueOrDefault(Of(name));

    private static string Key(string name)
    {
        var words = NameFolding.Fold(name).Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Where(word => word is not ("THE" or "AND" or "US" or "UNITED" or "STATES"))
            .ToArray();
        return string.Join(' ', words is [.., "DEPARTMENT", "OF"] ? ["DEPARTMENT", "OF", .. words[..^2]] : words);
    }
}
