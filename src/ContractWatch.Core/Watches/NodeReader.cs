using ContractWatch.Watches.Yaml;

namespace ContractWatch.Watches;

/// <summary>The simple forms a watch file is made of: keys, lists, texts, names.</summary>
internal sealed class NodeReader(WatchFileFaults faults)
{
    /// <summary>The values under known keys; null when the node is something else.</summary>
    public KeyedNodes? Keys(YamlNode node, string expected, IReadOnlyList<string> known)
    {
        if (node is not YamlMap map)
        {
            faults.Add(node.Place, node.Kind, expected);
            return null;
        }

        foreach (var key in map.Pairs.Select(pair => pair.Key).Where(key => !known.Contains(key.Value)))
        {
            var right = Secret.IsKeyOfOne(key.Value) ? Secret.WhereItBelongs : NearestWord.Expected(key.Value, known);
            faults.Add(key.Place, $"the key {Quoted.Of(key.Value)}", right);
        }

        return new KeyedNodes(map);
    }

    /// <summary>The nodes of a list; none where nothing is written.</summary>
    public IReadOnlyList<YamlNode> List(YamlNode? node, string expected)
    {
        if (node is YamlList list)
            return list.Nodes;
        if (node is not (null or YamlText { IsNothing: true }))
            faults.Add(node.Place, node.Kind, expected);
        return [];
    }

    public string? Text(YamlNode node, string expected)
    {
        if (node is YamlText { IsNothing: false } text)
            return text.Value;
        faults.Add(node.Place, node.Kind, expected);
        return null;
    }

    /// <summary>A name or phrase.</summary>
    public string? Name(YamlNode node)
    {
        if (Text(node, WatchRules.NameRule) is not { } name)
            return null;
        if (WatchRules.IsName(name))
            return name.Trim();
        faults.Add(node.Place, Quoted.Of(name), WatchRules.NameRule);
        return null;
    }

    public IReadOnlyList<string> Names(YamlNode? node, string expected) =>
        [.. List(node, expected).Select(Name).OfType<string>()];
}

/// <summary>Nodes by key.</summary>
internal sealed class KeyedNodes(YamlMap map)
{
    public YamlNode? Find(string key) => map.Pairs.FirstOrDefault(pair => pair.Key.Value == key)?.Value;

    public bool IsNothing(string key) => Find(key) is null or YamlText { IsNothing: true };

    public IEnumerable<YamlPair> Pairs => map.Pairs;
}
