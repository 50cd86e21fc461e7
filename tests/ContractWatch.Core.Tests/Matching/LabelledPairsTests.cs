using System.IO.Compression;
using static ContractWatch.Matching.Subjects;

namespace ContractWatch.Matching;

/// <summary>
/// What the name model reaches on the labelled pairs. The figures here are those of the rows it was fitted to;
/// <c>fit-model</c> of the benchmarks project prints what it reaches on vendors it has not seen.
/// </summary>
public sealed class LabelledPairsTests
{
    [Fact]
    public void F1_does_not_regress_by_more_than_a_hundredth()
    {
        var rows = LabelledPair.Read("dev.csv").Select(pair => (Pair: pair, Matcher(pair.Watch).Explain(pair.Subject, "watched").NameScore)).ToList();

        BestF1(rows.Where(row => !row.Pair.Canadian)).ShouldBeGreaterThan(.889 - .01, "US");
        BestF1(rows.Where(row => row.Pair.Canadian)).ShouldBeGreaterThan(.982 - .01, "Canada");
        BestF1(rows).ShouldBeGreaterThan(.950 - .01, "all");
    }

    [Fact]
    public void What_is_told_at_once_is_right_and_most_of_what_there_is()
    {
        var us = LabelledPair.Read("dev.csv").Where(pair => !pair.Canadian).Select(pair => (pair.Same, pair.Watch.Answer(pair.Subject)?.Tier)).ToList();

        ShouldReach(us, Tier.Certain, precision: .99, recall: .55);
        ShouldReach(us, Tier.Likely, precision: .96, recall: .76);
    }

    [Fact]
    public void Every_seed_case_is_right()
    {
        var wrong = LabelledPair.Read("seed_cases.csv").Where(pair => pair.Watch.Answer(pair.Subject)?.Tier >= Tier.Likely != pair.Same);

        wrong.ShouldBeEmpty();
    }

    [Fact]
    public void The_index_loses_almost_no_pair_that_a_comparison_would_find()
    {
        var found = LabelledPair.Read("dev.csv").Where(pair => Matcher(pair.Watch).Explain(pair.Subject, "watched").Match?.Tier >= Tier.Likely).ToList();
        var lost = found.Where(pair => pair.Watch.Answer(pair.Subject) is null).ToList();

        lost.Count.ShouldBeLessThan(found.Count / 100, string.Join('\n', lost));
    }

    [Fact]
    public void An_everyday_brand_fires_at_most_six_times_in_all_known_names()
    {
        using var names = new StreamReader(new GZipStream(File.OpenRead(LabelledPair.PathOf("names_universe.txt.gz")), CompressionMode.Decompress));
        var matcher = Matcher(Vendor("apple", "Apple Inc.", "Apple"));
        var told = new List<string>();
        while (names.ReadLine() is { } name)
        {
            if (matcher.Find(Award(name)) is [{ Tier: >= Tier.Likely }])
                told.Add(name);
        }

        told.Count.ShouldBeInRange(1, 6, string.Join('\n', told));
    }

    private static void ShouldReach(List<(bool Same, Tier? Tier)> rows, Tier least, double precision, double recall)
    {
        var told = rows.Where(row => row.Tier >= least).ToList();
        double right = told.Count(row => row.Same);

        (right / told.Count).ShouldBeGreaterThanOrEqualTo(precision, $"precision of {least} and up");
        (right / rows.Count(row => row.Same)).ShouldBeGreaterThanOrEqualTo(recall, $"recall of {least} and up");
    }

    private static double BestF1(IEnumerable<(LabelledPair Pair, double Score)> rows)
    {
        var ordered = rows.OrderByDescending(row => row.Score).ToList();
        var positives = ordered.Count(row => row.Pair.Same);
        var (found, best) = (0, 0.0);
        for (var at = 0; at < ordered.Count; at++)
        {
            found += ordered[at].Pair.Same ? 1 : 0;
            best = Math.Max(best, 2.0 * found / (at + 1 + positives));
        }

        return best;
    }
}
