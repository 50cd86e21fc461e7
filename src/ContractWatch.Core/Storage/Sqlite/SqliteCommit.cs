using System.Globalization;
using ContractWatch.Awards;
using ContractWatch.Matching;
using ContractWatch.Polling;
using Microsoft.Data.Sqlite;

namespace ContractWatch.Storage.Sqlite;

/// <summary>Writes a poll's commit inside the caller's transaction.</summary>
internal static class SqliteCommit
{
    public static void Write(SqliteConnection connection, PollCommit commit, CancellationToken cancellation)
    {
        var feed = FeedAt(connection, commit);
        using var awards = new AwardRows(connection, feed);

        var added = WriteActions(connection, commit, feed, awards, cancellation);
        foreach (var award in commit.Awards)
            awards.Keep(award, commit.Time);
        WriteChanges(connection, commit, awards, cancellation);
        SqliteOutbox.Add(connection, commit.Messages);
        Quarantine.Add(connection, feed, commit);

        using var advance = new Statement(connection, "UPDATE feeds SET cursor = ?2, health = ?3, known_actions = known_actions + ?4 WHERE id = ?1");
        advance.Run(feed, commit.To.Json, StoredText.Of(commit.Health), added);
        cancellation.ThrowIfCancellationRequested();
    }

    /// <summary>The feed's row, made when there is none, once its cursor is the one the commit starts from.</summary>
    private static long FeedAt(SqliteConnection connection, PollCommit commit)
    {
        using var make = new Statement(connection, "INSERT INTO feeds (name, cursor, health) VALUES (?1, '', '{}') ON CONFLICT (name) DO NOTHING");
        make.Run(commit.Feed);
        using var find = new Statement(connection, "SELECT id FROM feeds WHERE name = ?1 AND cursor = ?2");
        return find.Number(commit.Feed, commit.From.Json) ?? throw new StaleCursorException(
            $"The feed {commit.Feed} was polled by somebody else meanwhile: the store holds a later cursor than this poll started from. Nothing of it was kept.");
    }

    private static int WriteActions(SqliteConnection connection, PollCommit commit, long feed, AwardRows awards, CancellationToken cancellation)
    {
        using var update = new Statement(connection, """
            UPDATE actions SET signed = ?4, revision = ?5, first_seen = ?6, missing_since = ?7, missing_polls = ?8, withdrawn = ?9, content = ?10
            WHERE award = ?1 AND number = ?2 AND twin = ?3
            """);
        using var insert = new Statement(connection, """
            INSERT INTO actions (award, number, twin, signed, revision, first_seen, missing_since, missing_polls, withdrawn, content, feed)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)
            """);
        var added = 0;
        foreach (var known in commit.Actions)
        {
            cancellation.ThrowIfCancellationRequested();
            var key = known.Action.Key;
            object?[] values =
            [
                awards.Id(key.Award), key.Number, key.Twin, known.Action.ActionDate?.Iso(), known.Revision, known.FirstSeen.Steps(),
                known.MissingSince?.Steps(), known.MissingPolls, known.IsWithdrawn, StoredText.Of(known.Action),
            ];
            if (update.Run(values) == 0)
                added += insert.Run([.. values, feed]);
        }

        return added;
    }

    private static void WriteChanges(SqliteConnection connection, PollCommit commit, AwardRows awards, CancellationToken cancellation)
    {
        using var insert = new Statement(connection, """
            INSERT INTO changes (id, kind, award, number, twin, first_seen, content, matches) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
            ON CONFLICT (id) DO NOTHING RETURNING place
            """);
        using var index = new Statement(connection, "INSERT OR IGNORE INTO changes_by_watch (watch, first_seen, place) VALUES (?1, ?2, ?3)");
        foreach (var (change, matches) in commit.Changes)
        {
            cancellation.ThrowIfCancellationRequested();
            if (change.Feed != commit.Feed)
                throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"a commit of the feed {commit.Feed} holds a change of {change.Feed}"), nameof(commit));

            var key = change.Action.Key;
            var place = insert.Number(
                change.Id, change.Kind.Name, awards.Id(key.Award), key.Number, key.Twin, change.FirstSeen.Steps(),
                StoredText.Of(change), matches.Count == 0 ? null : StoredText.Of(matches));
            if (place is not null && matches.Count > 0)
                Index(key.Award, change.FirstSeen.Steps(), place.Value, matches);
        }

        void Index(AwardKey award, long firstSeen, long place, IReadOnlyList<Match> matches)
        {
            awards.Watch(award);
            foreach (var match in matches)
                index.Run(match.WatchId, firstSeen, place);
        }
    }
}
