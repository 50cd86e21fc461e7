using System.Globalization;
using ContractWatch.Matching.Names;

namespace ContractWatch.Matching;

/// <summary>Is a published name one of the vendor's?</summary>
internal static class NameJudge
{
    /// <summary>An equal name whose words many companies have is only likely: <c>GLOBAL SERVICES</c> is not one company.</summary>
    private const double TellingName = .6;

    /// <summary>The whole listed name and nothing more but a country or the like is a branch, however common the name.</summary>
    private const double BranchScore = .85;

    private static readonly Judgement NotNear = Judgement.No("no listed name is near");

    public static Judgement Judge(VendorNames vendor, IReadOnlyList<WeighedName> published, Telling telling)
    {
        foreach (var part in published)
        {
            foreach (var name in vendor.Weighed)
            {
                if (IsEqual(name, part))
                    return Equal(vendor, name, part);
            }
        }

        NameAlignment? best = null;
        var score = 0.0;
        foreach (var part in published)
        {
            foreach (var name in vendor.Weighed)
            {
                var alignment = NameAlignment.Of(name, part, vendor.Weighed);
                if (!telling.IsHeard && IsFar(alignment))
                    continue;
                if (NameModel.Score(alignment) is var reached && (best is null || reached > score))
                    (best, score) = (alignment, reached);
            }
        }

        if (best is null && !telling.IsHeard)
            return NotNear;
        if (best is null)
            return Judgement.No(vendor.Weighed.Count == 0 ? "no listed name can be compared" : "no published name can be compared");
        if (telling.IsHeard)
            telling.Note($"weighed: {NameEvidence.Sum(best)}");
        return Answer(vendor, best, score, telling);
    }

    /// <summary>The model's answer for one alignment, under the guards.</summary>
    private static Judgement Answer(VendorNames vendor, NameAlignment alignment, double score, Telling telling)
    {
        if (NameGuards.IsBranchOf(alignment) && alignment.Listed.Weight >= TellingName)
            score = Math.Max(score, BranchScore);
        var (most, guard) = NameGuards.Of(alignment);
        if (NameModel.TierOf(score, most) is not { } tier)
        {
            if (!telling.IsHeard)
                return NotNear;
            return Judgement.No(string.Create(
                CultureInfo.InvariantCulture,
                $"the nearest listed name, {alignment.Listed.Name.Published}, scores {score:F2}, below {NameModel.Possible:F2}"), score);
        }

        var evidence = NameEvidence.Of(vendor.KindOf(alignment.Listed), alignment, score, NameModel.TierOf(score, Tier.Certain) > tier ? guard : null);
        return new Judgement(tier, RouteOf(alignment), score, evidence);
    }

    /// <summary>Whether the alignment can become no match, as is found without all of its terms; most can be left there.</summary>
    private static bool IsFar(NameAlignment alignment) => !NameModel.MayReach(alignment, NameModel.Possible) && !NameGuards.IsBranchOf(alignment);

    private static bool IsEqual(WeighedName listed, WeighedName published) =>
        string.Equals(listed.Name.Core, published.Name.Core, StringComparison.Ordinal)
        || listed.Name.Squashed.Length > 3 && string.Equals(listed.Name.Squashed, published.Name.Squashed, StringComparison.Ordinal);

    private static Judgement Equal(VendorNames vendor, WeighedName listed, WeighedName published)
    {
        var spaces = string.Equals(listed.Name.Core, published.Name.Core, StringComparison.Ordinal) ? "" : " and spaces";
        var text = $"{published.Name.Published} equals {listed.Name.Published}, legal form{spaces} aside";
        var evidence = new Evidence(vendor.KindOf(listed), text);
        return listed.Weight >= TellingName
            ? Judgement.Yes(Tier.Certain, Route.Prime, .98, evidence)
            : Judgement.Yes(Tier.Likely, Route.Prime, .94, evidence, new Evidence(evidence.Kind, "held down: every word of it is common"));
    }

    private static Route RouteOf(NameAlignment alignment)
    {
        var words = alignment.Published.Name.Words;
        var venture = Array.IndexOf(words, "JV") >= 0 || Array.IndexOf(words, "JOINT") is var at and >= 0 && at + 1 < words.Length && words[at + 1] == "VENTURE";
        if (venture)
            return Route.JointVenture;
        if (alignment.Partner[0] > 0 && alignment.PublishedLikeness[0] == 0 && alignment.Published.Words[0].Rarity > .8)
            return Route.Reseller;
        var isBranch = alignment.PublishedLikeness.Where((likeness, at) => likeness == 0 && !FoldedName.IsLink(alignment.Published.Words[at].Form)).Any();
        return isBranch ? Route.Subsidiary : Route.Prime;
    }
}
