namespace ContractWatch.Matching.Names;

/// <summary>A published name, ready to be compared.</summary>
public sealed class FoldedName
{
    /// <summary>Old records of FPDS have the first 30 characters of a name.</summary>
    private const int LengthOfCut = 30;

    /// <summary>What is left of 30 characters when punctuation is folded; less is a part of a name that holds two.</summary>
    private const int LeastOfCut = 25;

    private FoldedName(string published, string[] words, int coreLength)
    {
        Published = published;
        Words = words;
        CoreLength = coreLength;
        Core = string.Join(' ', words, 0, coreLength);
        Squashed = string.Concat(words.Take(coreLength).Where(word => !IsLink(word)));
        if (Squashed.Length == 0)
            Squashed = Core.Replace(" ", "", StringComparison.Ordinal);
    }

    public string Published { get; }

    /// <summary>Every folded word, legal forms last.</summary>
    public string[] Words { get; }

    /// <summary>How many of <see cref="Words"/> remain without the legal forms.</summary>
    public int CoreLength { get; }

    /// <summary>The name without its legal forms.</summary>
    public string Core { get; }

    /// <summary>The core without spaces and linking words: <c>VM WARE</c> and <c>VMWARE</c> are equal here.</summary>
    public string Squashed { get; }

    /// <summary>Every word as one, legal forms too: <c>SO-PAK-CO</c> and <c>SOPAKCO</c> are equal here.</summary>
    public string Joined => field ??= string.Concat(Words);

    /// <summary>The words of the core in the order of the alphabet, linking words left out.</summary>
    public string Sorted => field ??= string.Join(' ', Words.Take(CoreLength).Where(word => !IsLink(word)).Order(StringComparer.Ordinal));

    /// <summary>Whether there is nothing to compare by: no letters at all, or words of legal forms alone.</summary>
    public bool IsEmpty => Words.Length == 0 || Squashed.Length < 2 || Array.TrueForAll(Words, word => LegalForms.IsForm(word) || IsLink(word));

    public static bool IsLink(ReadOnlySpan<char> word) => word is "AND" or "THE" or "OF";

    /// <summary>Whether it is as long as FPDS leaves names.</summary>
    public bool IsOfCutLength => Published.AsSpan().Trim().Length == LengthOfCut;

    /// <summary>Whether this name breaks off inside a word of the other where FPDS cuts names.</summary>
    public bool IsCutOf(FoldedName whole)
    {
        if (!IsOfCutLength)
            return false;
        var (cut, text) = (string.Join(' ', Words), string.Join(' ', whole.Words));
        return cut.Length >= LeastOfCut && text.Length > cut.Length && text[cut.Length] != ' ' && text.StartsWith(cut, StringComparison.Ordinal);
    }

    public static FoldedName Of(string published) => Of(published, WordsOf(published));

    /// <summary>
    /// The name and, where it holds several (<c>C/O</c>, <c>DBA</c>, <c>O/A</c>, <c>A DIVISION OF</c>), each of them; the
    /// first is the one before the mark.
    /// </summary>
    public static IReadOnlyList<FoldedName> Parts(string published)
    {
        var words = WordsOf(published);
        var parts = new List<FoldedName>(1);
        var start = 0;
        for (var at = 0; at <= words.Length; at++)
        {
            var mark = at == words.Length ? 1 : NameMarks.LengthAt(words.AsSpan(at));
            if (mark == 0)
                continue;
            if (at > start)
                parts.Add(Of(published, words[start..at]));
            start = at + mark;
            at = start - 1;
        }

        return parts;
    }

    private static FoldedName Of(string published, string[] words)
    {
        words = Reordered(words);
        return new FoldedName(published, words, words.Length == 0 ? 0 : LegalForms.CoreLength(words));
    }

    private static string[] WordsOf(string published) =>
        NameFolding.Fold(published).Split(' ', StringSplitOptions.RemoveEmptyEntries);

    /// <summary><c>GEO GROUP INC, THE</c> and <c>ADAMS, COUNTY OF</c>: FPDS puts the head of a name behind it.</summary>
    private static string[] Reordered(string[] words)
    {
        if (words.Length > 1 && words[^1] == "THE")
            words = words[..^1];
        if (words.Length > 1 && words[0] == "THE")
            words = words[1..];
        words = words[LegalForms.HeadLength(words)..];
        return words.Length > 2 && words[^1] == "OF" ? [.. words[^2..], .. words[..^2]] : words;
    }
}
