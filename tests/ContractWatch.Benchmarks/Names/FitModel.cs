using System.Globalization;
using ContractWatch.Matching;
using ContractWatch.Matching.Names;
using ContractWatch.Matching.Rarity;

namespace ContractWatch.Benchmarks.Names;

/// <summary>Fits the weights of the name model, says what they reach on vendors they have not seen, and writes them as a constant.</summary>
internal static class FitModel
{
    private const int Folds = 10;
    private const double Ridge = .5;

    /// <summary>Hand-typed names are two thirds of the positive rows and easy; they must not drown the rest.</summary>
    private const double CanadianImportance = .5;

    public static int Run(string[] args)
    {
        if (args is not [var source, .. var target] || target.Length is not (0 or 2))
            return Usage.Print();
        var pairs = LabelledPair.Read(source);
        var alternatives = pairs.Select(Alternatives).ToList();
        Console.WriteLine($"cross-validated over {Folds} folds, no vendor in two of them:");
        PairReport.Print(pairs, CrossValidated(pairs, alternatives));

        var weights = Fit(pairs, alternatives, [.. Enumerable.Range(0, pairs.Count)]);
        Console.WriteLine("on the rows fitted to:");
        PairReport.Print(pairs, [.. alternatives.Select(rows => Best(weights, rows).Answer)]);
        for (var at = 0; at < NameFeatures.Count; at++)
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{weights[at],8:F3}  {NameFeatures.Names[at]}"));
        if (target is [var version, var file])
            File.WriteAllText(file, Constant(version, weights));
        return 0;
    }

    /// <summary>The answer for each pair by weights fitted to the other vendors.</summary>
    public static PairAnswer[] CrossValidated(IReadOnlyList<LabelledPair> pairs) => CrossValidated(pairs, [.. pairs.Select(Alternatives)]);

    private static PairAnswer[] CrossValidated(IReadOnlyList<LabelledPair> pairs, List<Alternative[]> alternatives)
    {
        var folds = EntityFolds.Of(pairs, Folds);
        var answers = new PairAnswer[pairs.Count];
        for (var fold = 0; fold < Folds; fold++)
        {
            var weights = Fit(pairs, alternatives, [.. Enumerable.Range(0, pairs.Count).Where(at => folds[at] != fold)]);
            for (var at = 0; at < pairs.Count; at++)
            {
                if (folds[at] == fold)
                    answers[at] = Best(weights, alternatives[at]).Answer;
            }
        }

        return answers;
    }

    private static double[] Fit(IReadOnlyList<LabelledPair> pairs, List<Alternative[]> alternatives, int[] rows)
    {
        // Which of a vendor's names speaks for a row depends on the weights, so they are fitted a few times.
        double[]? weights = null;
        for (var round = 0; round < 4; round++)
        {
            var chosen = rows.Select(at => weights is null ? alternatives[at].MaxBy(one => one.Features[0] + one.Features[1] + one.Features[9])! : Best(weights, alternatives[at]).Of);
            weights = LogisticFit.Fit(
                [.. chosen.Select(one => one.Features)],
                [.. rows.Select(at => pairs[at].Same)],
                [.. rows.Select(at => pairs[at].Canadian ? CanadianImportance : 1)],
                Ridge);
        }

        return weights!;
    }

    private static (PairAnswer Answer, Alternative Of) Best(double[] weights, Alternative[] alternatives)
    {
        var best = alternatives.MaxBy(one => LogisticFit.Score(weights, one.Features))!;
        if (Array.Find(alternatives, one => one.Equal is not null) is { Equal: { } equal })
            return (new PairAnswer(equal.Score, equal.Tier), best);
        var score = 1 / (1 + Math.Exp(-LogisticFit.Score(weights, best.Features)));
        var verdict = best.Alignment is { } alignment ? NameVerdict.Of(alignment, score) : new NameVerdict(0, null, Tier.Possible, null);
        return (new PairAnswer(verdict.Score, verdict.Tier), best);
    }

    private static Alternative[] Alternatives(LabelledPair pair)
    {
        var names = VendorNames.Of([.. pair.Names], RarityTable.Default);
        var rows = new List<Alternative>();
        foreach (var part in FoldedName.Parts(pair.Candidate).Where(part => !part.IsEmpty).Select(part => new WeighedName(part, RarityTable.Default)))
        {
            foreach (var name in names.Weighed)
            {
                var alignment = NameAlignment.Of(name, part, names.Weighed);
                var row = new double[NameFeatures.Count];
                NameFeatures.Of(alignment, row);
                rows.Add(new Alternative(row, alignment, NameEquality.Of(name.Name, part.Name) is null ? null : NameVerdict.OfEqual(name)));
            }
        }

        return rows.Count > 0 ? [.. rows] : [new Alternative(new double[NameFeatures.Count], null, null)];
    }

    private static string Constant(string version, double[] weights)
    {
        var rows = NameFeatures.Names.Select((name, at) => string.Create(CultureInfo.InvariantCulture, $"        {weights[at]:F4}, // {name}"));
        return string.Create(CultureInfo.InvariantCulture, $$"""
            namespace ContractWatch.Matching.Names;

            /// <summary>Weights of <see cref="NameFeatures"/> in log-odds, fitted by <c>fit-model</c> of the benchmarks project.</summary>
            internal static class NameWeights
            {
                public const string Version = "{{version}}";

                public const double Bias = {{weights[^1]:F4}};

                public static readonly double[] ByFeature =
                [
            {{string.Join('\n', rows)}}
                ];
            }

            """);
    }

    /// <summary>One listed name beside one part of the published one; without an alignment when nothing can be compared.</summary>
    private sealed record Alternative(double[] Features, NameAlignment? Alignment, NameVerdict? Equal);
}
