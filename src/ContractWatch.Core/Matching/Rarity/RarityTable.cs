using System.Globalization;
using System.Runtime.InteropServices;

namespace ContractWatch.Matching.Rarity;

/// <summary>
/// In how many known supplier names a word occurs. Words and counts only: a word of a single name is left out, so that no
/// name can be read from the table. Built by <c>build-rarity</c> of the benchmarks project.
/// </summary>
public sealed class RarityTable
{
    private const string Resource = "ContractWatch.Matching.Rarity.rarity.txt";

    private static readonly Lazy<RarityTable> Shipped = new(ReadShipped);

    private readonly Dictionary<string, WordCount> _counts;
    private readonly Dictionary<string, WordCount>.AlternateLookup<ReadOnlySpan<char>> _bySpan;
    private readonly double _logNames;

    private RarityTable(string version, int names, Dictionary<string, WordCount> counts)
    {
        Version = version;
        Names = names;
        _counts = counts;
        _bySpan = counts.GetAlternateLookup<ReadOnlySpan<char>>();
        _logNames = Math.Log(names);
    }

    public static RarityTable Default => Shipped.Value;

    public string Version { get; }

    /// <summary>How many names were counted.</summary>
    public int Names { get; }

    public int Words => _counts.Count;

    /// <summary>In how many names the word occurs; a word that is not listed occurs in one at most.</summary>
    public WordCount Count(ReadOnlySpan<char> word) => _bySpan.TryGetValue(word, out var count) ? count : new WordCount(1, 1, 1);

    /// <summary>1 for a word nobody else has, 0 for one that every name has.</summary>
    public double Rarity(int count) => Math.Max(0, (_logNames - Math.Log(1 + count)) / _logNames);

    /// <summary>
    /// Reads a table: a first line <c>rarity VERSION NAMES</c>, then one line a word: the word, in how many names it
    /// occurs, how many it begins, and in how many spellings of names it occurs.
    /// </summary>
    /// <exception cref="FormatException">The text is not such a table.</exception>
    public static RarityTable Read(TextReader text)
    {
        if (text.ReadLine()?.Split(' ') is not ["rarity", var version, var names])
            throw new FormatException("a rarity table begins with: rarity VERSION NAMES");
        var counts = new Dictionary<string, WordCount>(StringComparer.Ordinal);
        while (text.ReadLine() is { } line)
        {
            if (line.Split(' ') is not [var word, var total, var first, var spellings])
                throw new FormatException($"line {counts.Count + 2} of the rarity table is not: WORD NAMES FIRST SPELLINGS");
            counts.Add(word, new WordCount(Whole(total), Whole(first), Whole(spellings)));
        }

        return new RarityTable(version, Whole(names), counts);
    }

    private static int Whole(string digits) => int.Parse(digits, NumberStyles.None, CultureInfo.InvariantCulture);

    private static RarityTable ReadShipped()
    {
        using var stream = typeof(RarityTable).Assembly.GetManifestResourceStream(Resource)
            ?? throw new InvalidOperationException($"the resource {Resource} is missing from the assembly");
        using var reader = new StreamReader(stream);
        return Read(reader);
    }
}

/// <summary>How common a word is.</summary>
/// <param name="Names">In how many names it occurs.</param>
/// <param name="First">How many names begin with it.</param>
/// <param name="Spellings">In how many spellings of names it occurs; many spellings of few names are the mark of one large company.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct WordCount(int Names, int First, int Spellings);
