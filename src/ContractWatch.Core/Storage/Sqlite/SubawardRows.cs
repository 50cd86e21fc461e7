using ContractWatch.Awards;
using ContractWatch.Diffing;
using ContractWatch.Polling;
using Microsoft.Data.Sqlite;

namespace ContractWatch.Storage.Sqlite;

/// <summary>Sub-awards, under the row of their prime award, and when they were read.</summary>
internal static class SubawardRows
{
    public static ILookup<AwardKey, KnownSubaward> Of(SqliteConnection connection, string feed, IEnumerable<AwardKey> primes, CancellationToken cancellation)
    {
        using var find = new Statement(connection, """
            SELECT a.key, s.key, s.revision, s.content FROM feeds f CROSS JOIN json_each(?2) asked
            CROSS JOIN awards a ON a.key = asked.value AND a.feed = f.id CROSS JOIN subawards s ON s.award = a.id WHERE f.name = ?1
            """);
        return find.All(
            [feed, StoredText.Of(primes.Select(prime => prime.Value).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal))],
            row => (Prime: new AwardKey(row.Text(0)), State: new KnownSubaward { Key = row.Text(1), Revision = row.Int(2), Subaward = Subaward(row.Text(3), row.Text(0)) }),
            cancellation).ToLookup(known => known.Prime, known => known.State);
    }

    public static IReadOnlyList<Subaward> OfAward(SqliteConnection connection, long award, CancellationToken cancellation)
    {
        using var find = new Statement(connection, "SELECT s.content, a.key FROM subawards s JOIN awards a ON a.id = s.award WHERE s.award = ?1");
        var subawards = find.All([award], row => Subaward(row.Text(0), row.Text(1)), cancellation);
        return [.. subawards.OrderBy(subaward => subaward.ActionDate).ThenBy(subaward => subaward.Number, StringComparer.Ordinal)];
    }

    public static IReadOnlyDictionary<string, SubawardReading> Readings(
        SqliteConnection connection, string feed, IEnumerable<string> subjects, CancellationToken cancellation)
    {
        using var find = new Statement(connection, """
            SELECT r.subject, r.read_at, r.count FROM feeds f CROSS JOIN json_each(?2) asked
            CROSS JOIN subaward_readings r ON r.feed = f.id AND r.subject = asked.value WHERE f.name = ?1
            """);
        return find.All(
            [feed, StoredText.Of(subjects.Distinct(StringComparer.Ordinal))], row => new SubawardReading(row.Text(0), row.Moment(1), row.Int(2)), cancellation)
            .ToDictionary(reading => reading.Subject, StringComparer.Ordinal);
    }

    public static void Keep(SqliteConnection connection, long feed, PollCommit commit, AwardRows awards)
    {
        using var keep = new Statement(connection, """
            INSERT INTO subawards (award, key, revision, content) VALUES (?1, ?2, ?3, ?4)
            ON CONFLICT (award, key) DO UPDATE SET revision = excluded.revision, content = excluded.content
            """);
        foreach (var state in commit.Subawards)
            keep.Run(awards.Id(state.Subaward.Prime), state.Key, state.Revision, StoredText.Of(state.Subaward));

        using var note = new Statement(connection, """
            INSERT INTO subaward_readings (feed, subject, read_at, count) VALUES (?1, ?2, ?3, ?4)
            ON CONFLICT (feed, subject) DO UPDATE SET read_at = excluded.read_at, count = excluded.count
            """);
        foreach (var reading in commit.SubawardReadings)
            note.Run(feed, reading.Subject, reading.Read.Steps(), reading.Count);
    }

    /// <summary>The rows of a moved award stay under it; what was noted of its key goes with it.</summary>
    public static void Move(SqliteConnection connection, long feed, IReadOnlyList<AwardMove> moves)
    {
        if (moves.Count == 0)
            return;
        using var move = new Statement(connection, "UPDATE OR REPLACE subaward_readings SET subject = ?3 WHERE feed = ?1 AND subject = ?2");
        foreach (var (from, to) in moves)
            move.Run(feed, SubawardReading.Of(from), SubawardReading.Of(to));
    }

    private static Subaward Subaward(string text, string prime) => StoredText.Subaward(text) with { Prime = new AwardKey(prime) };
}
