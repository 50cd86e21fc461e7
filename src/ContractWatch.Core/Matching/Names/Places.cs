using System.Collections.Frozen;

namespace ContractWatch.Matching.Names;

/// <summary>Words for places. A country or continent behind a company's name is a branch of it; a state or city in a public body's name is another body.</summary>
public static class Places
{
    private static readonly FrozenSet<string> Branches = Set(
        "USA US UNITED STATES AMERICA AMERICAS CANADA CANADIAN EUROPE ASIA AFRICA UK KINGDOM GREAT BRITAIN FRANCE GERMANY DEUTSCHLAND ITALIA ITALY " +
        "JAPAN KOREA INDIA AUSTRALIA MEXICO BRASIL BRAZIL ISRAEL EMEA COM COMPUTER");

    private static readonly FrozenSet<string> Wide = Branches
        .Concat(Set("AMERICAN NORTH SOUTH LATIN EUROPEAN PACIFIC INTERNATIONAL GLOBAL WORLDWIDE FEDERAL GOVERNMENT NA"))
        .ToFrozenSet(StringComparer.Ordinal);

    private static readonly FrozenSet<string> Narrow = Set(
        "ALABAMA ALASKA ARIZONA ARKANSAS CALIFORNIA COLORADO CONNECTICUT DELAWARE FLORIDA GEORGIA HAWAII IDAHO ILLINOIS INDIANA IOWA KANSAS KENTUCKY " +
        "LOUISIANA MAINE MARYLAND MASSACHUSETTS MICHIGAN MINNESOTA MISSISSIPPI MISSOURI MONTANA NEBRASKA NEVADA HAMPSHIRE JERSEY YORK CAROLINA " +
        "DAKOTA OHIO OKLAHOMA OREGON PENNSYLVANIA RHODE TENNESSEE TEXAS UTAH VERMONT VIRGINIA WASHINGTON WISCONSIN WYOMING COLUMBIA PUERTO RICO " +
        "CHICAGO BOSTON DALLAS HOUSTON ATLANTA DENVER DETROIT PHOENIX SEATTLE MIAMI BALTIMORE TOLEDO CLEVELAND PHILADELPHIA MILWAUKEE PORTLAND " +
        "MEMPHIS OAKLAND TUCSON OMAHA");

    private static readonly FrozenSet<string> Reach = Set(
        "GROUP HOLDING COMPANY CORPORATION ENTERPRISE INDUSTRY NATIONAL TECHNOLOGY SERVICE SYSTEM SOLUTION ASSOCIATES AND OF THE");

    /// <summary>Words that a company adds to its own name for a branch or a holding: places far and wide, <c>GROUP</c>, <c>SERVICES</c>.</summary>
    public static bool IsReach(string form) => Wide.Contains(form) || Reach.Contains(form);

    /// <summary>A country, a continent, or a word of reach such as <c>INTERNATIONAL</c> or the <c>COM</c> of a network name.</summary>
    public static bool IsWide(string word) => Wide.Contains(word);

    /// <summary>A country or continent, the <c>COM</c> of a network name, or another word that leaves a whole name the name of the same company.</summary>
    public static bool IsBranch(string form) => Branches.Contains(form);

    /// <summary>A state of the USA or a large city there.</summary>
    public static bool IsNarrow(string word) => Narrow.Contains(word);

    private static FrozenSet<string> Set(string words) => words.Split(' ').ToFrozenSet(StringComparer.Ordinal);
}
