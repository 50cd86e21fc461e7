using ContractWatch.Matching.Rarity;

namespace ContractWatch.Matching.Names;

/// <summary>All listed names of one vendor, weighed once; names that differ in legal form alone count once.</summary>
internal sealed class VendorNames
{
    private readonly string? _first;

    private VendorNames(WeighedName[] weighed, string? first)
    {
        Weighed = weighed;
        _first = first;
    }

    /// <summary>The name first, then the aliases.</summary>
    public IReadOnlyList<WeighedName> Weighed { get; }

    public static VendorNames Of(IReadOnlyCollection<string> names, RarityTable table) =>
        new(
            [.. names.Select(FoldedName.Of).Where(name => !name.IsEmpty).DistinctBy(name => name.Core).Select(name => new WeighedName(name, table))],
            names.FirstOrDefault());

    /// <summary>The word evidence uses for a listed name.</summary>
    public string KindOf(WeighedName listed) => string.Equals(listed.Name.Published, _first, StringComparison.Ordinal) ? "name" : "alias";
}
