using ContractWatch.Feeds;
using Microsoft.Data.Sqlite;

namespace ContractWatch.Storage.Sqlite;

/// <summary>What polls covered, and the gaps they left.</summary>
internal static class CoverageRows
{
    public static void Keep(SqliteConnection connection, long feed, PollCoverage coverage)
    {
        using var keep = new Statement(connection, """
            INSERT INTO polls (feed, started, coverage) VALUES (?1, ?2, ?3) ON CONFLICT (feed, started) DO UPDATE SET coverage = excluded.coverage
            """);
        keep.Run(feed, coverage.Started.Steps(), StoredText.Of(coverage));

        using var note = new Statement(connection, """
            INSERT INTO gaps (feed, kind, subject, since, reason, filled) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
            ON CONFLICT (feed, kind, subject, since) DO UPDATE SET reason = excluded.reason, filled = excluded.filled
            """);
        foreach (var gap in coverage.Gaps)
            note.Run(feed, gap.Kind.ToString(), gap.Subject, gap.Since.Steps(), gap.Reason, gap.Filled?.Steps());

        var oldest = coverage.Started.AddDays(-ICoverageLog.DaysKept).Steps();
        using var forgetPolls = new Statement(connection, "DELETE FROM polls WHERE feed = ?1 AND started < ?2");
        forgetPolls.Run(feed, oldest);
        using var forgetGaps = new Statement(connection, "DELETE FROM gaps WHERE feed = ?1 AND filled < ?2");
        forgetGaps.Run(feed, oldest);
    }

    public static FeedCoverage Of(SqliteConnection connection, string feed, CancellationToken cancellation)
    {
        using var health = new Statement(connection, "SELECT health FROM feeds WHERE name = ?1");
        var checkedThrough = health.FirstText(feed) is { } text ? StoredText.Health(text).LastComplete : null;
        using var open = new Statement(connection, """
            SELECT g.kind, g.subject, g.since, g.reason FROM feeds f CROSS JOIN gaps g ON g.feed = f.id
            WHERE f.name = ?1 AND g.filled IS NULL ORDER BY g.since, g.kind, g.subject
            """);
        return new FeedCoverage(feed, checkedThrough, open.All([feed], Gap, cancellation));
    }

    public static IReadOnlyList<PollCoverage> Polls(SqliteConnection connection, string feed, int limit, CancellationToken cancellation)
    {
        using var polls = new Statement(connection, """
            SELECT p.coverage FROM feeds f CROSS JOIN polls p ON p.feed = f.id WHERE f.name = ?1 ORDER BY p.started DESC LIMIT ?2
            """);
        return polls.All([feed, limit], row => StoredText.Coverage(row.Text(0)), cancellation);
    }

    private static CoverageGap Gap(Statement row) => new()
    {
        Kind = Enum.Parse<GapKind>(row.Text(0)),
        Subject = row.Text(1),
        Since = row.Moment(2),
        Reason = row.Text(3),
    };
}
