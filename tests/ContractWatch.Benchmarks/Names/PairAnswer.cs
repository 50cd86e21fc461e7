using ContractWatch.Matching;

namespace ContractWatch.Benchmarks.Names;

/// <summary>What was answered for a pair: the score, and the tier it comes to, or null for no match.</summary>
internal sealed record PairAnswer(double Score, Tier? Tier);
