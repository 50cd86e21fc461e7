using ContractWatch.Matching.Rarity;

namespace ContractWatch.Matching.Names;

/// <summary>A folded name whose words are weighed by their rarity. Legal forms are left out of <see cref="Words"/>.</summary>
public sealed class WeighedName
{
    /// <summary>More words are not looked at, so that no comparison takes long.</summary>
    public const int MostWords = 24;

    public WeighedName(FoldedName name, RarityTable table)
    {
        Name = name;
        Words = [.. name.Words.Take(Math.Min(name.CoreLength, MostWords)).Select(word => NameWord.Of(word, table))];
        Weight = Words.Sum(word => word.Rarity);
        Rarest = Words.Length == 0 ? 0 : Words.Max(word => word.Rarity);
        LegalClass = name.CoreLength < name.Words.Length ? LegalForms.ClassOf(name.Words[^1]) : null;
    }

    public FoldedName Name { get; }

    public NameWord[] Words { get; }

    /// <summary>The rarities of all words, summed.</summary>
    public double Weight { get; }

    public double Rarest { get; }

    public string? LegalClass { get; }
}
