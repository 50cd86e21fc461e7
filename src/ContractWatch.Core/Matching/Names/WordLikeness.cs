using System.Numerics;

namespace ContractWatch.Matching.Names;

/// <summary>How alike two words are, and why.</summary>
public static class WordLikeness
{
    public const double Equal = 1;
    public const double SameForm = .97;

    /// <summary>A word in more names than this is known well: another known word near it is a different word, no typo of it.</summary>
    private const int Known = 30;

    public static bool IsKnown(NameWord word) => word.Count.Names > Known;

    /// <summary>0 (unlike) to 1 (equal).</summary>
    public static double Of(NameWord one, NameWord other, bool mayBeCut)
    {
        if (string.Equals(one.Text, other.Text, StringComparison.Ordinal))
            return Equal;
        if (string.Equals(one.Form, other.Form, StringComparison.Ordinal))
            return SameForm;
        if (one.HasDigit || other.HasDigit)
            return 0;
        var (shorter, longer) = one.Text.Length <= other.Text.Length ? (one.Text, other.Text) : (other.Text, one.Text);
        if (longer.StartsWith(shorter, StringComparison.Ordinal) && Abbreviated(one, other, shorter, longer, mayBeCut) is var likeness and > 0)
            return likeness;
        return Misspelt(one, other, shorter, longer);
    }

    /// <summary>A plural, or a word cut short: FPDS cuts names at 30 characters.</summary>
    private static double Abbreviated(NameWord one, NameWord other, string shorter, string longer, bool mayBeCut)
    {
        if (shorter.Length >= 4 && longer.Length == shorter.Length + 1 && longer[^1] == 'S')
            return .95;
        if (shorter.Length < 3 || IsKnown(one) && IsKnown(other) && shorter.Length < 4)
            return 0;
        return mayBeCut ? .9 : shorter.Length >= 5 ? .65 : .55;
    }

    private static double Misspelt(NameWord one, NameWord other, string shorter, string longer)
    {
        var bound = shorter.Length switch { <= 3 => 0, <= 7 => 1, _ => 2 };
        // An edit changes two of the letters' bits at most.
        if (bound == 0 || BitOperations.PopCount(one.Letters ^ other.Letters) > 2 * bound)
            return 0;
        var edits = Edits.Between(shorter, longer, bound);
        if (edits > bound)
            return 0;
        var likeness = 1 - edits / (double)longer.Length;
        if (one.Text[0] != other.Text[0])
            likeness -= .15;
        if (IsKnown(one) && IsKnown(other))
            likeness -= .35;
        return Math.Max(0, likeness);
    }
}
