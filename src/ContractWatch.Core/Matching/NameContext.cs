using System.Globalization;
using ContractWatch.Matching.Names;

namespace ContractWatch.Matching;

/// <summary>What else agrees may raise a possible name to likely: never to certain, and never above what a guard allows.</summary>
internal static class NameContext
{
    /// <summary>What an agency or a keyword that the watch asks for adds to the log-odds; much less than any word of the name.</summary>
    private const double Worth = .1;

    /// <summary>A possible name whose award names the vendor or a product of it.</summary>
    public static Judgement Described(Judgement byName, Judgement byDescription) => byDescription.Holds && MayRise(byName)
        ? byName with
        {
            Tier = Tier.Likely,
            Score = Math.Max(byName.Score, byDescription.Score),
            Evidence = [.. byName.Evidence, .. byDescription.Evidence, new Evidence("context", "raised from possible: the description agrees with the name")],
        }
        : byName;

    /// <summary>A possible name, with what the watch asks for beside the vendor and the award has.</summary>
    public static Judgement Lift(Judgement byName, IReadOnlyList<Evidence> others, Telling telling)
    {
        var kinds = others.Select(one => one.Kind).Where(kind => kind is "agency" or "keyword").Distinct(StringComparer.Ordinal).ToList();
        if (kinds.Count == 0 || !MayRise(byName))
            return byName;
        var added = kinds.Count * Worth;
        var score = 1 / (1 + Math.Exp(-added) * (1 - byName.Score) / byName.Score);
        var raised = NameModel.TierOf(score, Tier.Likely) == Tier.Likely;
        var text = $"{string.Join(" and ", kinds)} agree{(kinds.Count == 1 ? "s" : "")} with the watch";
        telling.Note(string.Create(CultureInfo.InvariantCulture, $"context: {text}, log-odds {added:+0.0}, so {score:F2}"));
        return byName with
        {
            Tier = raised ? Tier.Likely : byName.Tier,
            Score = score,
            Evidence = [.. byName.Evidence, new Evidence("context", raised ? $"raised from possible: {text}" : text, added)],
        };
    }

    private static bool MayRise(Judgement byName) => byName is { Holds: true, Tier: Tier.Possible, Most: >= Tier.Likely, Score: > 0 };
}
