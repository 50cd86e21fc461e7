using ContractWatch.Feeds;
using ContractWatch.Storage;
using LiteDB;

namespace ContractWatch.LiteDb;

/// <summary>What polls covered, and the gaps they left.</summary>
internal static class CoverageRows
{
    public static void Keep(Shelves shelves, long feed, PollCoverage coverage)
    {
        shelves[Tables.Polls].Put(new BsonDocument { ["feed"] = feed, ["started"] = coverage.Started.Steps(), ["coverage"] = StoredText.Of(coverage) });
        foreach (var gap in coverage.Gaps)
        {
            shelves[Tables.Gaps].Put(new BsonDocument
            {
                ["feed"] = feed,
                ["kind"] = gap.Kind.ToString(),
                ["subject"] = gap.Subject,
                ["since"] = gap.Since.Steps(),
                ["reason"] = gap.Reason,
                ["filled"] = gap.Filled?.Steps(),
            });
        }

        var oldest = coverage.Started.AddDays(-ICoverageLog.DaysKept).Steps();
        foreach (var poll in shelves[Tables.Polls].Between("_id", Tables.Poll(feed, Key.First), Tables.Poll(feed, Key.Moment(oldest - 1))))
            shelves[Tables.Polls].Remove(poll["_id"]);
        foreach (var gap in shelves[Tables.Gaps].With("feed", feed).Where(gap => gap.NumberOrNull("filled") < oldest))
            shelves[Tables.Gaps].Remove(gap["_id"]);
    }

    public static FeedCoverage Of(Shelves shelves, string feed)
    {
        if (shelves[Tables.Feeds].First("name", feed) is not { } row)
            return new FeedCoverage(feed, null, []);
        var open = shelves[Tables.Gaps].With("by_open", row["id"]).OrderBy(gap => gap.Number("since"))
            .ThenBy(gap => gap.Text("kind"), StringComparer.Ordinal).ThenBy(gap => gap.Text("subject"), StringComparer.Ordinal);
        return new FeedCoverage(feed, StoredText.Health(row.Text("health")).LastComplete, [.. open.Select(Gap)]);
    }

    public static IReadOnlyList<PollCoverage> Polls(Shelves shelves, string feed, int limit) => shelves.Feed(feed) is { } number
        ? [.. shelves[Tables.Polls].LastBetween("_id", Tables.Poll(number, Key.First), Tables.Poll(number, Key.Last), limit)
            .Select(row => StoredText.Coverage(row.Text("coverage")))]
        : [];

    private static CoverageGap Gap(BsonDocument row) => new()
    {
        Kind = Enum.Parse<GapKind>(row.Text("kind")),
        Subject = row.Text("subject"),
        Since = row.Moment("since"),
        Reason = row.Text("reason"),
    };
}
