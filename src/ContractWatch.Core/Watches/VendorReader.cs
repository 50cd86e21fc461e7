using ContractWatch.Watches.Yaml;

namespace ContractWatch.Watches;

/// <summary>Reads the vendor of a watch.</summary>
internal sealed class VendorReader(WatchFileFaults faults)
{
    private static readonly string[] VendorKeys = ["name", "aliases", "identifiers", "products", "exclude"];
    private static readonly string[] Schemes = [.. IdentifierScheme.All.Select(scheme => scheme.Name)];

    private readonly NodeReader _nodes = new(faults);

    public Vendor? Read(YamlNode? node)
    {
        if (node is null or YamlText { IsNothing: true } || _nodes.Keys(node, "a vendor: 'name:' and what else it goes by", VendorKeys) is not { } keys)
            return null;
        if (keys.IsNothing("name"))
            faults.Add(node.Place, "a vendor without name", $"'name:' with {WatchRules.NameRule}");
        else
            RefuseLegalWords(keys.Find("name")!);
        foreach (var alias in (keys.Find("aliases") as YamlList)?.Nodes ?? [])
            RefuseLegalWords(alias);
        var vendor = new Vendor
        {
            Name = keys.IsNothing("name") ? "" : _nodes.Name(keys.Find("name")!) ?? "",
            Aliases = _nodes.Names(keys.Find("aliases"), "a list of names"),
            Identifiers = Identifiers(keys.Find("identifiers")),
            Products = _nodes.Names(keys.Find("products"), "a list of product names"),
            Exclude = _nodes.Names(keys.Find("exclude"), "a list of names that are not this vendor"),
        };
        RefuseContradiction(vendor, keys.Find("exclude"));
        return vendor;
    }

    private void RefuseLegalWords(YamlNode node)
    {
        if (node is YamlText { IsNothing: false } name && WatchRules.IsName(name.Value) && WatchRules.IsOnlyLegalWords(name.Value))
            faults.Add(node.Place, Quoted.Of(name.Value), WatchRules.NotOnlyLegalWordsRule);
    }

    private void RefuseContradiction(Vendor vendor, YamlNode? exclude)
    {
        foreach (var node in (exclude as YamlList)?.Nodes.OfType<YamlText>() ?? [])
        {
            if (vendor.Names.Contains(node.Value.Trim(), StringComparer.OrdinalIgnoreCase))
                faults.Add(node.Place, $"the vendor's own name {Quoted.Of(node.Value)}", "under exclude only names that are not this vendor");
        }
    }

    private Dictionary<string, IReadOnlyList<string>> Identifiers(YamlNode? node)
    {
        var known = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
        if (node is null or YamlText { IsNothing: true } || _nodes.Keys(node, $"identifiers under {string.Join(", ", Schemes)}", Schemes) is not { } keys)
            return known;
        foreach (var pair in keys.Pairs)
        {
            if (IdentifierScheme.Find(pair.Key.Value) is { } scheme && Values(scheme, pair.Value) is { Count: > 0 } values)
                known[scheme.Name] = values;
        }

        return known;
    }

    private List<string> Values(IdentifierScheme scheme, YamlNode node)
    {
        var values = new List<string>();
        foreach (var one in _nodes.List(node, $"a list, each {scheme.Description}"))
        {
            if (_nodes.Text(one, scheme.Description) is not { } value)
                continue;
            if (!scheme.Fits(value))
                faults.Add(one.Place, $"the {scheme.Name} {Quoted.Of(value)}", scheme.Description);
            else
                values.Add(value.ToUpperInvariant());
        }

        return values;
    }
}
