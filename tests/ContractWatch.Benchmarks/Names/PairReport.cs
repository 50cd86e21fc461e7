using System.Globalization;
using ContractWatch.Matching;

namespace ContractWatch.Benchmarks.Names;

/// <summary>Precision, recall and F1; US and Canadian rows apart, always.</summary>
internal static class PairReport
{
    public static void Print(IReadOnlyList<LabelledPair> pairs, IReadOnlyList<PairAnswer> answers)
    {
        Print("US", pairs, answers, pair => !pair.Canadian);
        Print("Canada", pairs, answers, pair => pair.Canadian);
        Print("all", pairs, answers, _ => true);
    }

    /// <summary>One line for a way that only says yes or no.</summary>
    public static void PrintLine(string title, IReadOnlyList<LabelledPair> pairs, IReadOnlyList<PairAnswer> answers)
    {
        var rows = pairs.Zip(answers).ToList();
        var strata = (string[])[Yes("US", [.. rows.Where(row => !row.First.Canadian)]), Yes("Canada", [.. rows.Where(row => row.First.Canadian)]), Yes("all", rows)];
        Console.WriteLine($"{title,-47}{string.Join(" | ", strata)}");
    }

    /// <summary>The best F1 any fixed threshold reaches, and that threshold.</summary>
    public static (double F1, double Threshold) BestF1(IEnumerable<(double Score, bool Same)> rows)
    {
        var ordered = rows.OrderByDescending(row => row.Score).ToList();
        var positives = ordered.Count(row => row.Same);
        var (found, best) = (0, (F1: 0.0, Threshold: 1.0));
        for (var at = 0; at < ordered.Count; at++)
        {
            found += ordered[at].Same ? 1 : 0;
            var f1 = 2.0 * found / (at + 1 + positives);
            if (f1 > best.F1 && (at + 1 == ordered.Count || ordered[at + 1].Score < ordered[at].Score))
                best = (f1, ordered[at].Score);
        }

        return best;
    }

    private static void Print(string title, IReadOnlyList<LabelledPair> pairs, IReadOnlyList<PairAnswer> answers, Func<LabelledPair, bool> isOf)
    {
        var rows = pairs.Zip(answers).Where(row => isOf(row.First)).ToList();
        var (f1, threshold) = BestF1(rows.Select(row => (row.Second.Score, row.First.Same)));
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{title,-7} F1 {f1:F3} at {threshold:F3} | {At(rows, Tier.Certain)} | {At(rows, Tier.Likely)} | {At(rows, Tier.Possible)}"));
    }

    private static string At(List<(LabelledPair Pair, PairAnswer Answer)> rows, Tier least) =>
        Yes(least == Tier.Certain ? "certain" : $"{least} and up".ToLowerInvariant(), rows, least);

    private static string Yes(string title, List<(LabelledPair Pair, PairAnswer Answer)> rows, Tier least = Tier.Certain)
    {
        var told = rows.Where(row => row.Answer.Tier >= least).ToList();
        var right = told.Count(row => row.Pair.Same);
        var (precision, recall) = (right / (double)Math.Max(1, told.Count), right / (double)rows.Count(row => row.Pair.Same));
        var f1 = 2 * precision * recall / Math.Max(1e-9, precision + recall);
        return string.Create(CultureInfo.InvariantCulture, $"{title} P {precision:F3} R {recall:F3} F1 {f1:F3}");
    }
}
