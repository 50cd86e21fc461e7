namespace ContractWatch.Watches.Yaml;

/// <summary>Where something stands in a file; both count from 1.</summary>
internal sealed record Place(int Line, int Column);

/// <summary>A piece of a YAML file that remembers its place. Tags, anchors and aliases have no form here: they are refused.</summary>
internal abstract record YamlNode(Place Place)
{
    /// <summary>What it is, in words for people.</summary>
    public abstract string Kind { get; }
}

/// <summary>One value, as written. <paramref name="IsPlain"/> tells <c>250</c> from <c>"250"</c>.</summary>
internal sealed record YamlText(Place Place, string Value, bool IsPlain) : YamlNode(Place)
{
    public bool IsNothing => IsPlain && Value is "" or "~" or "null" or "Null" or "NULL";

    public override string Kind => IsNothing ? "nothing" : Quoted.Of(Value);
}

internal sealed record YamlList(Place Place, IReadOnlyList<YamlNode> Nodes) : YamlNode(Place)
{
    public override string Kind => "a list";
}

internal sealed record YamlMap(Place Place, IReadOnlyList<YamlPair> Pairs) : YamlNode(Place)
{
    public override string Kind => "keys with values";
}

internal sealed record YamlPair(YamlText Key, YamlNode Value);

/// <summary>A piece of a file, short and harmless enough to be shown in a message.</summary>
internal static class Quoted
{
    private const int Longest = 60;

    public static string Of(string text)
    {
        var harmless = string.Concat(text.Select(letter => char.IsControl(letter) || char.IsSurrogate(letter) ? '?' : letter));
        return harmless.Length <= Longest ? $"'{harmless}'" : $"'{harmless[..Longest]}…'";
    }
}
