namespace ContractWatch.Matching.Names;

/// <summary>Rules that hold a likeness down, whatever its score: one common word never alerts alone.</summary>
internal static class NameGuards
{
    /// <summary>A brand that more names than this carry is not certain by itself.</summary>
    private const int OwnBrand = 6;

    private const double Rare = .8;

    /// <summary>A word this common tells nothing by itself; about 100 known names have it.</summary>
    private const double Telling = .62;

    /// <summary>Below this, about 30 known names have the word.</summary>
    private const double Uncommon = .72;

    /// <summary>Rarer words than this are more than trimmings such as GROUP or SERVICES.</summary>
    private const double Left = .5;

    /// <summary>The highest tier the alignment may reach, and why it is held down.</summary>
    public static (Tier Most, string? Why) Of(NameAlignment alignment)
    {
        var (listed, published) = (alignment.Listed.Words, alignment.Published.Words);
        var at = alignment.RarestShared();
        if (at < 0)
            return (Tier.Possible, "no word is shared");
        var word = listed[at];
        if (NumbersDiffer(alignment))
            return (Tier.Possible, "the numbers in the names differ");
        if (NetworkName(alignment) is { } network)
            return (Tier.Possible, $"{network} is a name of its own");
        if (IsSame(alignment))
            return (Tier.Certain, null);
        if (word.IsEveryday && OnlyShared(alignment, at) && !OnlyReachDiffers(alignment) && !IsWhole(alignment) && !IsBrand(alignment, word))
            return (Tier.Possible, $"{word.Text} is an everyday word, and nothing else agrees");
        if (Unexplained(published, alignment.PublishedLikeness) > Rare && Unexplained(listed, alignment.ListedLikeness) > Rare)
            return (Tier.Possible, "each name has a rare word of its own");
        if (word.Rarity < Uncommon && Unexplained(published, alignment.PublishedLikeness) > Telling && Unexplained(listed, alignment.ListedLikeness) > 0)
            return (Tier.Possible, "only common words agree, and the recipient's name has a rarer one");
        if (alignment.ByInitials && Math.Max(Unexplained(published, alignment.PublishedLikeness), Unexplained(listed, alignment.ListedLikeness)) > Left)
            return (Tier.Possible, "initials may stand for others, and another word is left over");
        if (IsVenture(alignment.Published.Name) && !IsVenture(alignment.Listed.Name))
            return (Tier.Likely, "a joint venture has other members, too");
        if (word.Rarity < Telling || word.Text.Length <= 3 && OnlyShared(alignment, at))
            return (Tier.Likely, "what agrees is common or short");
        if (alignment.ListedLikeness[at] < .98 || alignment.ByInitials)
            return (Tier.Likely, alignment.ByInitials ? "initials may stand for others" : $"{word.Text} is spelt otherwise");
        if (OnlyShared(alignment, at) && word.Count.Names > OwnBrand && !OnlyReachDiffers(alignment))
            return (Tier.Likely, $"{word.Text} alone agrees, and {word.Count.Names} known names have it");
        return (Tier.Certain, null);
    }

    /// <summary>Whether all of one name of several words is in the other: <c>GRAHAM CONSTRUCTION</c> agrees in more than <c>GRAHAM</c>.</summary>
    private static bool IsWhole(NameAlignment alignment) =>
        IsWhole(alignment.Listed.Words, alignment.ListedLikeness) || IsWhole(alignment.Published.Words, alignment.PublishedLikeness);

    private static bool IsWhole(NameWord[] words, double[] likeness) =>
        words.Length > 1 && Array.TrueForAll(likeness, one => one >= .9);

    /// <summary>Whether the vendor goes by this word alone, and hardly anybody else has it in a name.</summary>
    private static bool IsBrand(NameAlignment alignment, NameWord word) =>
        alignment.Listed.Words.Length == 1 && alignment.Family == 0 && word.Count.Names <= OwnBrand;

    /// <summary><c>JV</c> or <c>JOINT VENTURE</c> in the name.</summary>
    public static bool IsVenture(FoldedName name)
    {
        for (var at = 0; at < name.Words.Length; at++)
        {
            if (name.Words[at] == "JV" || name.Words[at] == "JOINT" && at + 1 < name.Words.Length && name.Words[at + 1] == "VENTURE")
                return true;
        }

        return false;
    }

    private static bool IsSame(NameAlignment alignment) =>
        string.Equals(alignment.Listed.Name.Squashed, alignment.Published.Name.Squashed, StringComparison.Ordinal);

    private static bool OnlyShared(NameAlignment alignment, int at)
    {
        for (var i = 0; i < alignment.ListedLikeness.Length; i++)
        {
            if (i != at && alignment.ListedLikeness[i] > 0 && alignment.SharedRarity[i] > .45)
                return false;
        }

        return true;
    }

    /// <summary>Whether nothing but places far and wide tells the names apart: <c>APPLE CANADA</c>.</summary>
    private static bool OnlyReachDiffers(NameAlignment alignment) =>
        Differ(alignment.Published.Words, alignment.PublishedLikeness, Places.IsWide) && Differ(alignment.Listed.Words, alignment.ListedLikeness, Places.IsWide);

    /// <summary>Whether the published name is the whole listed one and nothing more but a country or the like.</summary>
    public static bool IsBranchOf(NameAlignment alignment) =>
        BeginsWithListed(alignment) && Differ(alignment.Published.Words, alignment.PublishedLikeness, Places.IsBranch);

    /// <summary>Whether the published name begins with the whole listed one, letter for letter or nearly so.</summary>
    public static bool BeginsWithListed(NameAlignment alignment) =>
        alignment.Partner[0] == 0 && Array.TrueForAll(alignment.ListedLikeness, likeness => likeness >= .97);

    private static bool Differ(NameWord[] words, double[] likeness, Func<string, bool> by)
    {
        for (var at = 0; at < words.Length; at++)
        {
            if (likeness[at] < .97 && !(likeness[at] == 0 && by(words[at].Form)))
                return false;
        }

        return true;
    }

    private static double Unexplained(NameWord[] words, double[] likeness)
    {
        var most = 0.0;
        for (var at = 0; at < words.Length; at++)
            most = likeness[at] == 0 ? Math.Max(most, words[at].Rarity) : most;
        return most;
    }

    private static bool NumbersDiffer(NameAlignment alignment) =>
        HasNumber(alignment.Listed.Words, alignment.ListedLikeness) || HasNumber(alignment.Published.Words, alignment.PublishedLikeness) && HasNumber(alignment.Listed.Words, null);

    private static bool HasNumber(NameWord[] words, double[]? likeness)
    {
        for (var at = 0; at < words.Length; at++)
        {
            if (words[at].HasDigit && (likeness is null || likeness[at] == 0))
                return true;
        }

        return false;
    }

    /// <summary><c>PALANTIR.NET</c> is not PALANTIR; <c>AMAZON.COM</c> is how a company writes its own name.</summary>
    private static string? NetworkName(NameAlignment alignment)
    {
        var words = alignment.Published.Words;
        return words.Length > 1 && words[^1].Text is "NET" or "ORG" or "IO" && alignment.PublishedLikeness[^1] == 0
            ? $"{words[^2].Text}.{words[^1].Text}"
            : null;
    }
}
