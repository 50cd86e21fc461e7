using ContractWatch.Awards;
using ContractWatch.Feeds;

namespace ContractWatch.Cli.Lines;

/// <summary>What a poll covered, in <c>feeds --json</c>.</summary>
internal sealed record LastPollLine(DateTimeOffset Started, bool Complete, string? Reason, IReadOnlyList<QueryLine> Queries)
{
    public static LastPollLine Of(PollCoverage poll) => new(poll.Started, poll.IsComplete, poll.Reason, [.. poll.Queries.Select(QueryLine.Of)]);
}

/// <summary>One query of a poll; nothing is expected of one that was not read whole.</summary>
internal sealed record QueryLine(string Name, int? Expected, int Got, int OutOfScope, int Unreadable)
{
    public static QueryLine Of(SliceCoverage query) => new(query.Name, query.Expected, query.Got, query.OutOfScope, query.Unreadable);
}

/// <summary>A gap that is open.</summary>
/// <param name="Kind"><c>poll</c>, <c>history</c>, <c>actions</c>, <c>rows</c>, <c>page</c> or <c>subawards</c>.</param>
/// <param name="Award">The award whose page or sub-awards were not read.</param>
internal sealed record GapLine(string Kind, string? Award, DateTimeOffset Since, string Reason)
{
    public static GapLine Of(CoverageGap gap) => new(Words.Of(gap.Kind), gap.IsOfAward ? gap.Subject : null, gap.Since, gap.Reason);
}

/// <summary>How far an award can be relied on, in <c>award --json</c>.</summary>
internal sealed record CoverageLine(DateTimeOffset? CheckedThrough, IReadOnlyList<GapLine> Gaps)
{
    public static CoverageLine Of(FeedCoverage coverage) => new(coverage.CheckedThrough, [.. coverage.Gaps.Select(GapLine.Of)]);

    /// <summary>The feed's coverage without what is open of other awards.</summary>
    public static FeedCoverage About(AwardKey award, FeedCoverage coverage) =>
        coverage with { Gaps = [.. coverage.Gaps.Where(gap => !gap.IsOfAward || gap.Subject == award.Value)] };
}
