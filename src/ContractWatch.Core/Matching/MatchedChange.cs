using ContractWatch.Diffing;

namespace ContractWatch.Matching;

/// <summary>A change and the watches it concerns; as recorded.</summary>
public sealed record MatchedChange(Change Change, IReadOnlyList<Match> Matches);
