using ContractWatch.Matching.Rarity;

namespace ContractWatch.Matching.Names;

/// <summary>What the model weighs about an alignment: the words below, in this order.</summary>
internal static class NameFeatures
{
    public static readonly IReadOnlyList<string> Names =
    [
        "equal when spaces are ignored", "words covered on both sides", "the rarest shared word is an everyday word", "every published word explained",
        "published name is one word", "letters in common", "initials", "one name begins the other",
        "leading words shared", "rarity of what is shared", "the only listed word is present", "another place",
        "the shared word usually stands first", "both written with legal form", "as many words", "misspelt in a hand-written name",
        "neither written with legal form", "the shared word has many spellings", "listed name covered", "other listed names share the word",
        "whole listed name present", "only words of reach missing", "only words of reach differ",
    ];

    public const int SquashedEqual = 0;
    public const int BothCovered = 1;
    public const int Everyday = 2;
    public const int PublishedExplained = 3;
    public const int OneWordPublished = 4;
    public const int Letters = 5;
    public const int ByInitials = 6;
    public const int OneBegins = 7;
    public const int Leading = 8;
    public const int SharedRarity = 9;
    public const int OnlyWordPresent = 10;
    public const int AnotherPlace = 11;
    public const int UsuallyFirst = 12;
    public const int BothLegal = 13;
    public const int AsManyWords = 14;
    public const int Misspelt = 15;
    public const int NeitherLegal = 16;
    public const int Spellings = 17;
    public const int ListedCovered = 18;
    public const int FamilyWord = 19;
    public const int WholeListed = 20;
    public const int ReachMissing = 21;
    public const int ReachDiffers = 22;

    /// <summary>The most that <see cref="Misspelt"/> comes to: pairs are at least half alike.</summary>
    public const double MostMisspelt = LikelyAlike - .5;

    /// <summary>Shorter names are not looked for at the start of others.</summary>
    public const int ShortestBeginning = 8;

    private const double LikelyAlike = 1.1;

    public static int Count => Names.Count;

    public static void Of(NameAlignment alignment, Span<double> into)
    {
        var (listed, published) = (alignment.Listed, alignment.Published);
        var sums = Sums.Of(alignment);
        var headAlike = listed.Words.Length > 0 && alignment.Partner[0] == 0;
        var head = headAlike ? listed.Words[0].Count : default;
        var squashed = SquashedAlike(listed.Name, published.Name);
        var written = (listed.LegalClass is null ? 0 : 1) + (published.LegalClass is null ? 0 : 1);
        var reachMissing = !sums.Whole && AreReach(listed.Words, alignment.ListedLikeness);

        into[SquashedEqual] = squashed ? 1 : 0;
        into[BothCovered] = sums.Covered * sums.Explained;
        into[Everyday] = !squashed && alignment.RarestShared() is var rarest and >= 0 && listed.Words[rarest].IsEveryday && sums.Information < 1.1 ? 1 : 0;
        into[PublishedExplained] = sums.WholePublished ? sums.Shared : 0;
        into[OneWordPublished] = published.Words.Length == 1 ? 1 : 0;
        into[Letters] = Trigrams.Dice(listed.Name.Squashed, published.Name.Squashed);
        into[ByInitials] = alignment.ByInitials ? 1 : 0;
        into[OneBegins] = Begins(listed.Name.Squashed, published.Name.Squashed);
        into[Leading] = Math.Min(sums.Leading, 1);
        into[SharedRarity] = sums.Shared * sums.Shared;
        into[OnlyWordPresent] = listed.Words.Length == 1 && sums.Whole ? 1 : 0;
        into[AnotherPlace] = Any(published.Words, alignment.PublishedLikeness, Places.IsNarrow) ? 1 : 0;
        into[UsuallyFirst] = headAlike ? StandsFirst(head) : 0;
        into[BothLegal] = written == 2 ? 1 : 0;
        into[AsManyWords] = listed.Words.Length == published.Words.Length ? 1 : 0;
        into[Misspelt] = written == 0 && sums is { Shared: > 0, Likeliest: < .96 } ? LikelyAlike - sums.Likeliest : 0;
        into[NeitherLegal] = written == 0 ? 1 : 0;
        into[Spellings] = headAlike ? ManySpellings(head) : 0;
        into[ListedCovered] = sums.CoveredSharply;
        into[FamilyWord] = alignment.Family;
        into[WholeListed] = sums.Whole ? Math.Min(1, sums.Information) : 0;
        into[ReachMissing] = reachMissing ? sums.Shared : 0;
        into[ReachDiffers] = (reachMissing || sums.Whole) && AreReach(published.Words, alignment.PublishedLikeness) ? sums.Shared : 0;
    }

    /// <summary>How many of the names that have a word begin with it, 0 to 1.</summary>
    public static double StandsFirst(WordCount count) => count.First / (double)count.Names;

    /// <summary>Many spellings of few names are the mark of one large company; 0 to 3.</summary>
    public static double ManySpellings(WordCount count) => count.Names >= 4 ? Math.Min(3, count.Spellings / (double)count.Names - 1) : 0;

    private static bool SquashedAlike(FoldedName one, FoldedName other) =>
        string.Equals(one.Squashed, other.Squashed, StringComparison.Ordinal)
        || one.Squashed[0] == other.Squashed[0] && Length(one) == Length(other) && string.Equals(string.Concat(one.Words), string.Concat(other.Words), StringComparison.Ordinal);

    private static int Length(FoldedName name)
    {
        var length = 0;
        foreach (var word in name.Words)
            length += word.Length;
        return length;
    }

    private static double Begins(string one, string other)
    {
        var (shorter, longer) = one.Length <= other.Length ? (one, other) : (other, one);
        return shorter.Length >= ShortestBeginning && longer.StartsWith(shorter, StringComparison.Ordinal) ? shorter.Length / (double)longer.Length : 0;
    }

    private static bool Any(NameWord[] words, double[] likeness, Func<string, bool> isSuch)
    {
        for (var at = 0; at < words.Length; at++)
        {
            if (likeness[at] == 0 && isSuch(words[at].Form))
                return true;
        }

        return false;
    }

    private static bool AreReach(NameWord[] words, double[] likeness)
    {
        for (var at = 0; at < words.Length; at++)
        {
            if (likeness[at] == 0 && !words[at].IsReach)
                return false;
        }

        return true;
    }

    /// <summary>What the words of an alignment add up to.</summary>
    private readonly ref struct Sums
    {
        public double Covered { get; private init; }

        /// <summary>Covered, with rare words weighing more.</summary>
        public double CoveredSharply { get; private init; }

        public double Explained { get; private init; }

        /// <summary>The rarity of the rarest word shared, and how well it was found.</summary>
        public double Shared { get; private init; }

        public double Likeliest { get; private init; }

        /// <summary>The rarities of everything shared; at 1 no second name is expected to share it by chance.</summary>
        public double Information { get; private init; }

        public double Leading { get; private init; }

        public bool Whole { get; private init; }

        public bool WholePublished { get; private init; }

        public static Sums Of(NameAlignment alignment)
        {
            double shared = 0, likeliest = 0, information = 0, leading = 0;
            var leads = true;
            for (var i = 0; i < alignment.Listed.Words.Length; i++)
            {
                var worth = alignment.ListedLikeness[i] * alignment.SharedRarity[i];
                if (worth > shared)
                    (shared, likeliest) = (worth, alignment.ListedLikeness[i]);
                information += worth;
                leads &= alignment.Partner[i] == i;
                leading += leads ? worth : 0;
            }

            var (covered, sharply, whole) = Cover(alignment.Listed.Words, alignment.ListedLikeness);
            var (explained, _, wholePublished) = Cover(alignment.Published.Words, alignment.PublishedLikeness);
            return new Sums
            {
                Covered = covered,
                CoveredSharply = sharply,
                Explained = explained,
                Shared = shared,
                Likeliest = likeliest,
                Information = information,
                Leading = leading,
                Whole = whole,
                WholePublished = wholePublished,
            };
        }

        private static (double Plain, double Sharp, bool Whole) Cover(NameWord[] words, double[] likeness)
        {
            double plain = 0, all = .01, sharp = 0, allSharp = .001;
            var whole = true;
            for (var at = 0; at < words.Length; at++)
            {
                var rarity = words[at].Rarity;
                plain += likeness[at] * rarity;
                all += rarity;
                sharp += likeness[at] * rarity * rarity;
                allSharp += rarity * rarity;
                whole &= likeness[at] >= .9 || rarity < .1;
            }

            return (plain / all, sharp / allSharp, whole);
        }
    }
}
