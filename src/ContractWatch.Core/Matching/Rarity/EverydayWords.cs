using System.Collections.Frozen;
using ContractWatch.Matching.Names;

namespace ContractWatch.Matching.Rarity;

/// <summary>
/// Plain words, names of people and places: many companies carry them, and texts use them without meaning any company.
/// </summary>
public static class EverydayWords
{
    private const string Resource = "ContractWatch.Matching.Rarity.everyday.txt";

    private const string BrandsInTexts = "# names of many companies";

    private static readonly (FrozenSet<string> Words, FrozenSet<string> Brands) Lists = Read();

    /// <summary>Whether many companies carry the word.</summary>
    public static bool Contains(string word) => Lists.Words.Contains(word) || Lists.Brands.Contains(word);

    /// <summary>Whether the phrase says nothing about a vendor when it stands alone in a text: one such word, or one or two letters.</summary>
    public static bool Alone(string phrase)
    {
        var folded = NameFolding.Fold(phrase);
        return folded.Length < 3 || Lists.Words.Contains(folded);
    }

    private static (FrozenSet<string> Words, FrozenSet<string> Brands) Read()
    {
        using var stream = typeof(EverydayWords).Assembly.GetManifestResourceStream(Resource)
            ?? throw new InvalidOperationException($"the resource {Resource} is missing from the assembly");
        using var reader = new StreamReader(stream);
        var words = new HashSet<string>(StringComparer.Ordinal);
        var brands = new HashSet<string>(StringComparer.Ordinal);
        var section = words;
        while (reader.ReadLine() is { } line)
        {
            if (line.StartsWith(BrandsInTexts, StringComparison.Ordinal))
                section = brands;
            else if (!line.StartsWith('#'))
                section.UnionWith(line.ToUpperInvariant().Split(' ', StringSplitOptions.RemoveEmptyEntries));
        }

        return (words.ToFrozenSet(StringComparer.Ordinal), brands.ToFrozenSet(StringComparer.Ordinal));
    }
}
