using ContractWatch.Matching.Rarity;

namespace ContractWatch.Matching.Names;

/// <summary>A word of a name with what its rarity is worth.</summary>
public sealed class NameWord
{
    /// <summary>The worth of a word in letters that were not counted, as if a hundred names had it.</summary>
    private const double Uncounted = .62;

    /// <summary>The end of Latin Extended-B.</summary>
    private const char LastLatin = '\u024F';

    private NameWord(string text, string form, WordCount count, double rarity)
    {
        Text = text;
        Form = form;
        Count = count;
        Rarity = rarity;
        IsEveryday = EverydayWords.Contains(text);
        Letters = LettersOf(text);
        IsReach = Places.IsReach(form);
        HasDigit = text.AsSpan().ContainsAnyInRange('0', '9');
    }

    public string Text { get; }

    /// <summary>The common form of abbreviations and plurals; two words of one form are equal.</summary>
    public string Form { get; }

    public WordCount Count { get; }

    /// <summary>0 (every name has it) to 1 (no other name has it).</summary>
    public double Rarity { get; }

    public bool HasDigit { get; }

    /// <summary>Whether a company adds the word to its own name for a branch or a holding.</summary>
    public bool IsReach { get; }

    /// <summary>One bit for every letter the word has; words far apart here are far apart in edits.</summary>
    public uint Letters { get; }

    /// <summary>Whether the word is plain language, a person's name or a place, so that many companies may carry it.</summary>
    public bool IsEveryday { get; }

    public static NameWord Of(string text, RarityTable table)
    {
        var form = WordForms.Of(text);
        var own = table.Count(text);
        var count = form == text || table.Count(form) is var common && common.Names < own.Names ? own : table.Count(form);
        var rarity = table.Rarity(count.Names);
        return new NameWord(text, form, count, Worth(text, form, IsUncounted(text) ? Math.Min(rarity, Uncounted) : rarity));
    }

    /// <summary>The names that were counted are in Latin letters: how rare a word in others is, nobody knows.</summary>
    private static bool IsUncounted(string text) => text.AsSpan().IndexOfAnyExceptInRange('\0', LastLatin) >= 0;

    private static uint LettersOf(string text)
    {
        var letters = 0u;
        foreach (var letter in text)
            letters |= 1u << (letter & 31);
        return letters;
    }

    /// <summary>Linking words say nothing; initials say little, whoever else has them.</summary>
    private static double Worth(string text, string form, double rarity) =>
        FoldedName.IsLink(form) ? .05 : text.Length <= 2 && !text.AsSpan().ContainsAnyInRange('0', '9') ? rarity * .7 : rarity;
}
