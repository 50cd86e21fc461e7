using System.Globalization;
using ContractWatch.Matching.Names;

namespace ContractWatch.Matching;

/// <summary>Is a published name one of the vendor's?</summary>
internal static class NameJudge
{
    private static readonly Judgement NotNear = Judgement.No("no listed name is near");

    public static Judgement Judge(VendorNames vendor, IReadOnlyList<WeighedName> published, Telling telling)
    {
        foreach (var part in published)
        {
            foreach (var name in vendor.Weighed)
            {
                if (NameEquality.Of(name.Name, part.Name) is { } aside)
                    return Equal(vendor, name, part, aside);
            }
        }

        NameAlignment? best = null;
        var score = 0.0;
        foreach (var part in published)
        {
            foreach (var name in vendor.Weighed)
            {
                var alignment = NameAlignment.Of(name, part, vendor.Weighed);
                if (NameModel.Score(alignment) is var reached && (best is null || reached > score))
                    (best, score) = (alignment, reached);
            }
        }

        if (best is null)
            return Judgement.No(vendor.Weighed.Count == 0 ? "no listed name can be compared" : "no published name can be compared");
        if (telling.IsHeard)
            telling.Note($"weighed: {NameEvidence.Sum(best)}");
        return Answer(vendor, best, score, telling);
    }

    /// <summary>The model's answer for one alignment, under the guards.</summary>
    private static Judgement Answer(VendorNames vendor, NameAlignment alignment, double modelled, Telling telling)
    {
        var (score, reached, most, guard) = NameVerdict.Of(alignment, modelled);
        if (reached is { } tier)
        {
            var evidence = NameEvidence.Of(vendor.KindOf(alignment.Listed), alignment, score, guard);
            return new Judgement(tier, RouteOf(alignment), score, evidence) { Most = most, IsFamily = NameGuards.BeginsWithListed(alignment) };
        }

        if (!telling.IsHeard)
            return NotNear;
        return Judgement.No(string.Create(
            CultureInfo.InvariantCulture,
            $"the nearest listed name, {alignment.Listed.Name.Published}, scores {score:F2}, below {NameModel.Possible:F2}"), score);
    }

    private static Judgement Equal(VendorNames vendor, WeighedName listed, WeighedName published, string aside)
    {
        var verdict = NameVerdict.OfEqual(listed);
        var evidence = new Evidence(vendor.KindOf(listed), $"{published.Name.Published} equals {listed.Name.Published}, {aside}");
        IReadOnlyList<Evidence> all = verdict.Guard is { } guard ? [evidence, new Evidence(evidence.Kind, $"held down: {guard}")] : [evidence];
        return new Judgement(verdict.Most, Route.Prime, verdict.Score, all) { Most = verdict.Most, IsFamily = true };
    }

    private static Route RouteOf(NameAlignment alignment)
    {
        if (NameGuards.IsVenture(alignment.Published.Name))
            return Route.JointVenture;
        if (alignment.Partner[0] > 0 && alignment.PublishedLikeness[0] == 0 && alignment.Published.Words[0].Rarity > .8)
            return Route.Reseller;
        var isBranch = alignment.PublishedLikeness.Where((likeness, at) => likeness == 0 && !FoldedName.IsLink(alignment.Published.Words[at].Form)).Any();
        return isBranch ? Route.Subsidiary : Route.Prime;
    }
}
