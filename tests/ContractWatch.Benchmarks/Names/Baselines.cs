using ContractWatch.Matching.Names;
using FuzzySharp;
using FuzzySharp.PreProcess;

namespace ContractWatch.Benchmarks.Names;

/// <summary>Simpler ways to tell whether two names mean one vendor, with the thresholds that suit them best.</summary>
internal static class Baselines
{
    public static readonly IReadOnlyList<(string Name, Func<LabelledPair, bool> IsSame)> All =
    [
        ("equal, legal forms aside", pair => Any(pair, (listed, published) => Core(listed) == Core(published))),
        ("contained as words", pair => Any(pair, Contains)),
        ("contained, spaces aside", pair => Any(pair, (listed, published) => Squashed(published).Contains(Squashed(listed), StringComparison.Ordinal))),
        ("FuzzySharp WeightedRatio 90", pair => Any(pair, IsAlike)),
        ("FuzzySharp WeightedRatio 90, legal forms aside", pair => Any(pair, (listed, published) => Fuzz.WeightedRatio(Core(listed), Core(published)) >= 90)),
        ("FuzzySharp TokenSetRatio 95, legal forms aside", pair => Any(pair, (listed, published) => Fuzz.TokenSetRatio(Core(listed), Core(published)) >= 95)),
    ];

    public static bool Contains(string listed, string published) => $" {Core(published)} ".Contains($" {Core(listed)} ", StringComparison.Ordinal);

    /// <summary>FuzzySharp's own folding: case and punctuation.</summary>
    public static bool IsAlike(string listed, string published) => Fuzz.WeightedRatio(listed, published, PreprocessMode.Full) >= 90;

    private static bool Any(LabelledPair pair, Func<string, string, bool> isSame) => pair.Names.Any(name => isSame(name, pair.Candidate));

    private static string Core(string name) => FoldedName.Of(name).Core;

    private static string Squashed(string name) => FoldedName.Of(name).Squashed;
}
