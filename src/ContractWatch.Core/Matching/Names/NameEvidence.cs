using System.Globalization;
using ContractWatch.Matching.Rarity;

namespace ContractWatch.Matching.Names;

/// <summary>Says in words what an alignment found and how much each part weighed.</summary>
internal static class NameEvidence
{
    private const int MostClauses = 4;

    /// <summary>The reasons, most telling first: the shared words, what is missing, what is extra, and the rule that held the match down.</summary>
    public static IReadOnlyList<Evidence> Of(string kind, NameAlignment alignment, double score, string? guard)
    {
        var (listed, published) = (alignment.Listed, alignment.Published);
        var evidence = new List<Evidence>
        {
            new(kind, Invariant($"{published.Name.Published} is taken for {listed.Name.Published} ({score:F2})"), score),
        };
        evidence.AddRange(Shared(alignment, kind).Take(MostClauses));
        if (Missing(listed.Words, alignment.ListedLikeness) is { Length: > 0 } missing)
            evidence.Add(new Evidence(kind, $"not in the recipient's name: {missing}"));
        if (Missing(published.Words, alignment.PublishedLikeness) is { Length: > 0 } extra)
            evidence.Add(new Evidence(kind, $"extra in the recipient's name: {extra}"));
        if (guard is not null)
            evidence.Add(new Evidence(kind, $"held down: {guard}"));
        return evidence;
    }

    /// <summary>Every term of the sum, largest first, for an explanation.</summary>
    public static string Sum(NameAlignment alignment)
    {
        Span<double> features = stackalloc double[NameFeatures.Count];
        NameFeatures.Of(alignment, features);
        var terms = new List<(string Name, double Weight)>();
        for (var at = 0; at < features.Length; at++)
            terms.Add((NameFeatures.Names[at], features[at] * NameWeights.ByFeature[at]));
        var shown = terms.Where(term => Math.Abs(term.Weight) >= .05)
            .OrderByDescending(term => Math.Abs(term.Weight))
            .Select(term => Invariant($"{term.Name} {term.Weight:+0.0;-0.0}"));
        return Invariant($"log-odds {NameWeights.Bias:+0.0;-0.0} to start with, {string.Join(", ", shown)} (model {NameWeights.Version}, words {RarityTable.Default.Version})");
    }

    private static IEnumerable<Evidence> Shared(NameAlignment alignment, string kind)
    {
        var order = Enumerable.Range(0, alignment.ListedLikeness.Length)
            .Where(at => alignment.ListedLikeness[at] > 0)
            .OrderByDescending(at => alignment.ListedLikeness[at] * alignment.SharedRarity[at]);
        foreach (var at in order)
        {
            var word = alignment.Listed.Words[at];
            var partner = alignment.Published.Words[alignment.Partner[at]];
            var likeness = alignment.ListedLikeness[at];
            var how = likeness >= 1 ? "equal" : Invariant($"found as {partner.Text} ({likeness:F2})");
            var weight = likeness * alignment.SharedRarity[at];
            yield return new Evidence(kind, Invariant($"word {word.Text} (in {word.Count.Names:N0} of {RarityTable.Default.Names:N0} known names) {how}"), Math.Round(weight, 2));
        }
    }

    private static string Missing(NameWord[] words, double[] likeness) =>
        string.Join(", ", words.Where((word, at) => likeness[at] == 0 && !FoldedName.IsLink(word.Form)).Select(word => word.Text));

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
