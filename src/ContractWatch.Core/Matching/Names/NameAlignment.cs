namespace ContractWatch.Matching.Names;

/// <summary>Which word of one name stands for which of the other.</summary>
public sealed class NameAlignment
{
    private const double LeastLikeness = .5;
    private const double Joined = .97;
    private const double Initials = .8;

    private NameAlignment(WeighedName listed, WeighedName published)
    {
        Listed = listed;
        Published = published;
        ListedLikeness = new double[listed.Words.Length];
        PublishedLikeness = new double[published.Words.Length];
        SharedRarity = new double[listed.Words.Length];
        Partner = new int[listed.Words.Length];
        Array.Fill(Partner, -1);
    }

    public WeighedName Listed { get; }

    public WeighedName Published { get; }

    /// <summary>For each word of the listed name, how well it was found; 0 for not at all.</summary>
    public double[] ListedLikeness { get; }

    /// <summary>For each word of the published name, how well it is explained.</summary>
    public double[] PublishedLikeness { get; }

    /// <summary>For each word of the listed name, the first word of the published one it stands for, or -1.</summary>
    public int[] Partner { get; }

    /// <summary>For each word of the listed name, the rarity of what it shares with the published one.</summary>
    public double[] SharedRarity { get; }

    /// <summary>Whether one name abbreviates the other by initials.</summary>
    public bool ByInitials { get; private set; }

    /// <summary>How many other listed names of the vendor have the rarest shared word, of two: then the word is the family's.</summary>
    public double Family { get; private set; }

    /// <summary>Aligns a listed name with a published one; <paramref name="family"/> are all listed names of the vendor.</summary>
    public static NameAlignment Of(WeighedName listed, WeighedName published, IReadOnlyList<WeighedName> family)
    {
        var alignment = new NameAlignment(listed, published);
        alignment.PairEqual();
        alignment.PairJoined();
        alignment.PairAlike();
        alignment.PairInitials();
        alignment.Family = Math.Min(2, alignment.CountFamily(family)) / 2.0;
        return alignment;
    }

    private void PairEqual()
    {
        for (var i = 0; i < Listed.Words.Length; i++)
        {
            for (var j = 0; j < Published.Words.Length; j++)
            {
                if (PublishedLikeness[j] == 0 && string.Equals(Listed.Words[i].Form, Published.Words[j].Form, StringComparison.Ordinal))
                {
                    Pair(i, 1, j, 1, string.Equals(Listed.Words[i].Text, Published.Words[j].Text, StringComparison.Ordinal) ? 1 : WordLikeness.SameForm);
                    break;
                }
            }
        }
    }

    /// <summary><c>VM WARE</c> for <c>VMWARE</c>, in both directions.</summary>
    private void PairJoined()
    {
        for (var i = 0; i < Listed.Words.Length; i++)
        {
            for (var j = 0; j < Published.Words.Length; j++)
            {
                if (ListedLikeness[i] > 0 || PublishedLikeness[j] > 0)
                    continue;
                if (Joins(Listed.Words, ListedLikeness, i, Published.Words[j].Text))
                    Pair(i, 2, j, 1, Joined);
                else if (Joins(Published.Words, PublishedLikeness, j, Listed.Words[i].Text))
                    Pair(i, 1, j, 2, Joined);
            }
        }
    }

    private static bool Joins(NameWord[] words, double[] taken, int at, string whole)
    {
        if (at + 1 >= words.Length || taken[at + 1] > 0)
            return false;
        var (head, tail) = (words[at].Text, words[at + 1].Text);
        if (Math.Abs(head.Length + tail.Length - whole.Length) > 1)
            return false;
        if (whole.StartsWith(head, StringComparison.Ordinal) && whole.AsSpan(head.Length).SequenceEqual(tail))
            return true;
        return whole.Length >= 7 && whole[0] == head[0] && Edits.Between(head + tail, whole, 1) <= 1;
    }

    private void PairAlike()
    {
        while (true)
        {
            var (best, bestListed, bestPublished) = (LeastLikeness, -1, -1);
            for (var i = 0; i < Listed.Words.Length; i++)
            {
                for (var j = 0; j < Published.Words.Length && ListedLikeness[i] == 0; j++)
                {
                    if (PublishedLikeness[j] == 0 && WordLikeness.Of(Listed.Words[i], Published.Words[j], MayBeCut(i, j)) is var likeness && likeness > best)
                        (best, bestListed, bestPublished) = (likeness, i, j);
                }
            }

            if (bestListed < 0)
                return;
            Pair(bestListed, 1, bestPublished, 1, best);
        }
    }

    /// <summary>FPDS cuts names at 30 characters: then the last word may be the beginning of the other's.</summary>
    private bool MayBeCut(int listed, int published) =>
        listed == Listed.Words.Length - 1 && Listed.Words[listed].Text.Length < Published.Words[published].Text.Length && IsCutAt30(Listed)
        || published == Published.Words.Length - 1 && Published.Words[published].Text.Length < Listed.Words[listed].Text.Length && IsCutAt30(Published);

    private static bool IsCutAt30(WeighedName name) => name.Name.Published.Length is >= 26 and <= 36;

    private void PairInitials()
    {
        if (FindInitials(Listed.Words, ListedLikeness, Published.Words, PublishedLikeness) is (var at, var start, var count))
            Pair(at, 1, start, count, Initials);
        else if (FindInitials(Published.Words, PublishedLikeness, Listed.Words, ListedLikeness) is (var other, var first, var many))
            Pair(first, many, other, 1, Initials);
        else
            return;
        ByInitials = true;
    }

    /// <summary>A word of three to six letters that are the initials of as many words in a row.</summary>
    private static (int At, int Start, int Count)? FindInitials(NameWord[] shorts, double[] taken, NameWord[] longs, double[] longTaken)
    {
        for (var at = 0; at < shorts.Length; at++)
        {
            var initials = shorts[at].Text;
            if (taken[at] > 0 || initials.Length is < 3 or > 6)
                continue;
            for (var start = 0; start < longs.Length; start++)
            {
                if (CountInitials(initials, longs, longTaken, start) is var count and > 0)
                    return (at, start, count);
            }
        }

        return null;
    }

    /// <summary>How many words from the start on the initials stand for, linking words left out; 0 when they do not.</summary>
    private static int CountInitials(string initials, NameWord[] longs, double[] longTaken, int start)
    {
        var letter = 0;
        for (var at = start; at < longs.Length; at++)
        {
            if (longTaken[at] > 0)
                return 0;
            if (longs[at].Text[0] == initials[letter])
                letter++;
            else if (at == start || !FoldedName.IsLink(longs[at].Form))
                return 0;
            if (letter == initials.Length)
                return at - start + 1;
        }

        return 0;
    }

    private int CountFamily(IReadOnlyList<WeighedName> family)
    {
        if (family.Count < 2 || RarestShared() is not (var at and >= 0) || ListedLikeness[at] < .9)
            return 0;
        var word = Listed.Words[at].Form;
        var count = 0;
        foreach (var other in family)
        {
            if (other.Words.Length > 1 && !ReferenceEquals(other, Listed) && Array.Exists(other.Words, one => string.Equals(one.Form, word, StringComparison.Ordinal)))
                count++;
        }

        return count;
    }

    /// <summary>The listed word whose finding says most, or -1.</summary>
    public int RarestShared()
    {
        var (best, at) = (0.0, -1);
        for (var i = 0; i < ListedLikeness.Length; i++)
        {
            if (ListedLikeness[i] * SharedRarity[i] > best)
                (best, at) = (ListedLikeness[i] * SharedRarity[i], i);
        }

        return at;
    }

    private void Pair(int listed, int listedCount, int published, int publishedCount, double likeness)
    {
        ListedLikeness.AsSpan(listed, listedCount).Fill(likeness);
        PublishedLikeness.AsSpan(published, publishedCount).Fill(likeness);
        Partner.AsSpan(listed, listedCount).Fill(published);
        var (one, other) = (Listed.Words[listed].Rarity, Published.Words[published].Rarity);
        var shared = (listedCount, publishedCount) switch
        {
            (1, 1) => Math.Min(one, other),
            (1, _) => one,
            _ => other,
        };
        SharedRarity.AsSpan(listed, listedCount).Fill(shared);
    }
}
