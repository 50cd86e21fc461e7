namespace ContractWatch.Matching.Names;

/// <summary>
/// Whether two names may match, from their sketches alone. It errs on one side only: what it refuses, the alignment and the model
/// refuse too, and most candidates are refused here at a tenth of the cost.
/// </summary>
internal static class SketchBound
{
    /// <summary>Sketches are kept in single precision.</summary>
    private const double Slack = 1e-4;

    private static readonly double Least = Math.Log(NameModel.Possible / (1 - NameModel.Possible)) - Slack;

    public static bool MayMatch(in SketchedName listed, in SketchedName published)
    {
        if (listed.Name.Squashed == published.Name.Squashed || listed.Name.Joined == published.Name.Joined || MayBeCut(listed.Name, published.Name))
            return true;
        if (MayAbbreviate(listed.Words, published) || MayAbbreviate(published.Words, listed))
            return true;
        var pairing = new SketchPairing(listed.Words, published.Words, stackalloc float[SketchPairing.Room]);
        return pairing.IsWhole || Most(listed, published, pairing) >= Least;
    }

    /// <summary>One may be what FPDS left of the other, which makes them equal whatever the rest says.</summary>
    private static bool MayBeCut(in NameSketch one, in NameSketch other) => (one.IsOfCutLength || other.IsOfCutLength) && one.Beginning == other.Beginning;

    private static bool MayAbbreviate(ReadOnlySpan<WordSketch> words, in SketchedName other)
    {
        if (other.Words.Length < 3)
            return false;
        foreach (ref readonly var word in words)
        {
            if (word.MayAbbreviate(other.Name.Initials))
                return true;
        }

        return false;
    }

    /// <summary>The log-odds when every pairing is as good as it may be. Equal names and initials never come here.</summary>
    private static double Most(in SketchedName listed, in SketchedName published, in SketchPairing pairing)
    {
        var (shared, information, leading) = Shared(pairing);
        var found = Cover.Of(listed.Words, pairing.Found);
        var explained = Cover.Of(published.Words, pairing.Explained);
        var isWhole = found.IsWhole ? Up(NameFeatures.WholeListed, Math.Min(1, information)) + When(listed.Words.Length == 1, NameFeatures.OnlyWordPresent) : 0;
        var missesReach = found.IsReachMissing ? Up(NameFeatures.ReachMissing, shared) : 0;
        return NameWeights.Bias
            + Exact(published.Words.Length == 1, NameFeatures.OneWordPublished)
            + Exact(listed.Words.Length == published.Words.Length, NameFeatures.AsManyWords)
            + OfLegalForms(listed.Name.HasLegalForm, published.Name.HasLegalForm)
            + Up(NameFeatures.BothCovered, found.Plain * explained.Plain)
            + Up(NameFeatures.ListedCovered, found.Sharp)
            + Up(NameFeatures.SharedRarity, shared * shared)
            + Up(NameFeatures.Leading, Math.Min(1, leading))
            + Up(NameFeatures.OneBegins, Begins(listed.Name, published.Name))
            + (pairing.InPlace is [> 0, ..] ? Up(NameFeatures.UsuallyFirst, listed.Name.HeadFirst) + Up(NameFeatures.Spellings, listed.Name.HeadSpellings) : 0)
            + Math.Max(isWhole, missesReach)
            + (explained.IsWhole ? Up(NameFeatures.PublishedExplained, shared) : 0)
            + ((found.IsWhole || found.IsReachMissing) && explained.IsReachMissing ? Up(NameFeatures.ReachDiffers, shared) : 0)
            + When(listed.Name.HasFamily, NameFeatures.FamilyWord)
            + Up(NameFeatures.Everyday, 1) + Up(NameFeatures.Letters, 1) + Up(NameFeatures.AnotherPlace, 1);
    }

    private static (float Shared, float Information, float Leading) Shared(in SketchPairing pairing)
    {
        float shared = 0, information = 0, leading = 0;
        var leads = true;
        for (var at = 0; at < pairing.Worth.Length; at++)
        {
            shared = Math.Max(shared, pairing.Worth[at]);
            information += pairing.Worth[at];
            leads &= pairing.InPlace[at] > 0;
            leading += leads ? pairing.InPlace[at] : 0;
        }

        return (shared, information, leading);
    }

    private static double OfLegalForms(bool listed, bool published) =>
        Exact(listed && published, NameFeatures.BothLegal) + Exact(!listed && !published, NameFeatures.NeitherLegal)
        + (listed || published ? 0 : Up(NameFeatures.Misspelt, NameFeatures.MostMisspelt));

    /// <summary>A term whose value is known.</summary>
    private static double Exact(bool holds, int feature) => holds ? NameWeights.ByFeature[feature] : 0;

    /// <summary>What a term adds at most when it is somewhere between nothing and <paramref name="most"/>.</summary>
    private static double Up(int feature, double most) => Math.Max(0, NameWeights.ByFeature[feature] * most);

    private static double When(bool mayHold, int feature) => mayHold ? Up(feature, 1) : 0;

    private static double Begins(in NameSketch one, in NameSketch other)
    {
        var (shorter, longer) = one.SquashedLength <= other.SquashedLength ? (one.SquashedLength, other.SquashedLength) : (other.SquashedLength, one.SquashedLength);
        return shorter >= NameFeatures.ShortestBeginning && one.First == other.First ? shorter / (double)longer : 0;
    }

    /// <summary>How much of a name the other may cover.</summary>
    private readonly ref struct Cover
    {
        public float Plain { get; private init; }

        /// <summary>With rare words weighing more.</summary>
        public float Sharp { get; private init; }

        public bool IsWhole { get; private init; }

        /// <summary>Whether nothing may be missing but words of reach.</summary>
        public bool IsReachMissing { get; private init; }

        public static Cover Of(ReadOnlySpan<WordSketch> words, ReadOnlySpan<float> likeness)
        {
            float plain = 0, all = .01f, sharp = 0, allSharp = .001f;
            bool whole = true, reach = true;
            for (var at = 0; at < words.Length; at++)
            {
                var rarity = words[at].Rarity;
                plain += likeness[at] * rarity;
                all += rarity;
                sharp += likeness[at] * rarity * rarity;
                allSharp += rarity * rarity;
                whole &= likeness[at] >= .9f - (float)Slack || rarity < .1f + (float)Slack;
                reach &= likeness[at] > 0 || words[at].IsReach;
            }

            return new Cover { Plain = plain / all, Sharp = sharp / allSharp, IsWhole = whole, IsReachMissing = reach };
        }
    }
}
