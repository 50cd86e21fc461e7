using ContractWatch.Diffing;

namespace ContractWatch.Matching;

/// <summary>A change and the watches it concerns; as recorded.</summary>
public sealed record MatchedChange(Change Change, IReadOnlyList<Match> Matches)
{
    /// <summary>Subscriptions that hear of it whatever their watch asks for, because they were told of the same action before. Not recorded.</summary>
    public IReadOnlyList<string> AlsoTo { get; init; } = [];

    /// <summary>Watches that want to hear of money only when it crosses a band. Not recorded.</summary>
    public IReadOnlyList<string> Withheld { get; init; } = [];
}
