using System.Globalization;
using ContractWatch.Feeds;

namespace ContractWatch.Alerting;

/// <summary>What is said of how far a feed was read: short, and no gap left out.</summary>
public static class CoverageText
{
    private const int ReasonLength = 200;

    /// <summary><c>Coverage of usaspending: checked through 2026-08-20 06:20 UTC; gap since 2026-08-19 18:20 UTC: 503.</c></summary>
    public static string Line(FeedCoverage coverage) => $"Coverage of {ForeignText.OneLine(coverage.Feed, ForeignText.NameLength)}: {Of(coverage)}.";

    /// <summary>Through when it was checked, and one clause for each kind of gap.</summary>
    public static string Of(FeedCoverage coverage) => string.Join("; ",
        coverage.Gaps.GroupBy(gap => gap.Kind).Select(Several).Prepend(CheckedThrough(coverage.CheckedThrough)));

    /// <summary><c>gap since 2026-08-19 18:20 UTC: 503</c></summary>
    public static string Of(CoverageGap gap) => $"gap since {Moment(gap.Since)}: {ForeignText.OneLine(gap.Reason, ReasonLength).TrimEnd('.')}";

    /// <summary><c>last poll 2026-08-20 06:20 UTC, complete: 2 of 2 queries read, 1,204 of 1,204 rows</c></summary>
    public static string Of(PollCoverage poll) => string.Create(CultureInfo.InvariantCulture,
        $"last poll {Moment(poll.Started)}, {(poll.IsComplete ? "complete" : "not complete")}: {poll.QueriesRead} of {poll.Queries.Count} queries read, {poll.Got:N0} of {poll.Expected:N0} rows");

    private static string Several(IGrouping<GapKind, CoverageGap> kind)
    {
        var others = kind.Count() - 1;
        return Of(kind.First()) + (others == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $" (and {others} more like it)"));
    }

    private static string CheckedThrough(DateTimeOffset? moment) => moment is { } known ? $"checked through {Moment(known)}" : "not read whole yet";

    private static string Moment(DateTimeOffset moment) =>
        moment.UtcDateTime.ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture);
}
