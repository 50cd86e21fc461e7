using ContractWatch.Matching.Names;
using ContractWatch.Matching.Rarity;
using ContractWatch.Watches;

namespace ContractWatch.Matching;

/// <summary>A watch with everything folded that its questions need.</summary>
internal sealed class PreparedWatch
{
    private readonly HashSet<string> _excludedNames = new(StringComparer.Ordinal);
    private readonly HashSet<string> _excludedIdentifiers = new(StringComparer.Ordinal);

    public PreparedWatch(Watch watch)
    {
        Watch = watch;
        Names = VendorNames.Of([.. watch.Vendor?.Names ?? []], RarityTable.Default);
        foreach (var (scheme, values) in watch.Vendor?.Identifiers ?? new Dictionary<string, IReadOnlyList<string>>())
            Identifiers.UnionWith(values.Select(value => (scheme.ToLowerInvariant(), value.Trim().ToUpperInvariant())));
        Agencies = [.. watch.Agencies.Select(agency => (AgencyNames.Of(agency), agency))];
        foreach (var excluded in watch.Vendor?.Exclude ?? [])
        {
            _excludedIdentifiers.Add(excluded.Trim().ToUpperInvariant());
            _excludedNames.Add(NameFolding.Fold(excluded));
            if (FoldedName.Of(excluded) is { IsEmpty: false } name)
                _excludedNames.Add(name.Core);
        }
    }

    public Watch Watch { get; }

    /// <summary>The vendor's name and aliases; the name comes first.</summary>
    public VendorNames Names { get; }

    /// <summary>What a description is searched for: names, aliases and products.</summary>
    public IReadOnlyList<(string Kind, string Phrase)> Phrases =>
    [
        .. Names.Weighed.Select(name => (Names.KindOf(name), name.Name.Core)),
        .. (Watch.Vendor?.Products ?? []).Select(product => ("product", product)),
    ];

    public HashSet<(string Scheme, string Value)> Identifiers { get; } = [];

    /// <summary>Whether the vendor's identifiers of the scheme are listed.</summary>
    public bool Lists(string scheme) => Identifiers.Any(one => one.Scheme == scheme);

    public IReadOnlyList<(string Key, string AsWritten)> Agencies { get; }

    /// <summary>The listed exclusion that the recipient falls under, or null.</summary>
    public string? Exclusion(Awards.Recipient recipient, IEnumerable<WeighedName> names)
    {
        if (_excludedNames.Count + _excludedIdentifiers.Count == 0)
            return null;
        if (recipient.Identifiers.ByScheme.Values.FirstOrDefault(_excludedIdentifiers.Contains) is { } identifier)
            return identifier;
        return names.Select(name => name.Name).FirstOrDefault(name => _excludedNames.Contains(name.Core) || _excludedNames.Contains(string.Join(' ', name.Words)))?.Core;
    }
}
