using ContractWatch.Polling;
using Microsoft.Data.Sqlite;

namespace ContractWatch.Storage.Sqlite;

/// <summary>Writes a poll's commit inside the caller's transaction.</summary>
internal static class SqliteCommit
{
    public static void Write(SqliteConnection connection, PollCommit commit, CancellationToken cancellation)
    {
        var feed = FeedAt(connection, commit);
        AwardMemory.Move(connection, feed, commit.Moves);
        SubawardRows.Move(connection, feed, commit.Moves);
        using var awards = new AwardRows(connection, feed);
        using var states = new StateRows(connection);

        var added = KnownActions.Write(connection, commit, feed, awards, states, cancellation);
        foreach (var award in commit.Awards)
            awards.Keep(award, commit.Time);
        Recipients.Keep(connection, commit.Awards);
        AwardMemory.KeepNames(connection, feed, commit.Names);
        var recorded = WriteChanges(connection, commit, awards, states, cancellation);
        SubawardRows.Keep(connection, feed, commit, awards);
        AwardMemory.KeepGrowth(connection, commit.Growth, awards);
        SqliteLedger.Append(connection, commit, recorded);
        SqliteOutbox.Add(connection, commit.Messages);
        Quarantine.Add(connection, feed, commit);
        CoverageRows.Keep(connection, feed, commit.Coverage);

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
        return find.FirstNumber(commit.Feed, commit.From.Json) ?? throw new StaleCursorException(
            $"The feed {commit.Feed} was polled by somebody else meanwhile: the store holds another cursor than this poll started from. Nothing of it was kept.");
    }

    /// <summary>Returns the ids of the changes that were not known.</summary>
    private static List<string> WriteChanges(SqliteConnection connection, PollCommit commit, AwardRows awards, StateRows states, CancellationToken cancellation)
    {
        using var find = new Statement(connection, "SELECT 1 FROM changes WHERE id = ?1");
        using var insert = new Statement(connection, """
            INSERT INTO changes (id, kind, award, number, twin, first_seen, state, content, matches) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9) RETURNING place
            """);
        using var cover = new Statement(connection, "INSERT OR IGNORE INTO covered_awards (award, place) VALUES (?1, ?2)");
        using var index = new Statement(connection, "INSERT OR IGNORE INTO changes_by_watch (watch, first_seen, place) VALUES (?1, ?2, ?3)");
        var recorded = new List<string>();
        foreach (var (change, matches) in commit.Changes)
        {
            cancellation.ThrowIfCancellationRequested();
            if (change.Feed != commit.Feed)
                throw new ArgumentException($"a commit of the feed {commit.Feed} holds a change of {change.Feed}", nameof(commit));
            if (find.FirstNumber(change.Id) is not null)
                continue;

            var (key, seen) = (change.Action.Key, change.FirstSeen.Steps());
            var place = insert.FirstNumber(
                change.Id, change.Kind.Name, awards.Id(key.Award), key.Number, key.Twin, seen, states.Of(change.Action),
                StoredText.Of(change), matches.Count == 0 ? null : StoredText.Of(matches));
            if (matches.Count > 0)
                awards.Watch(key.Award);
            foreach (var award in change.Covers.Select(action => action.Award).Distinct().Where(award => award != key.Award))
                cover.Run(awards.Id(award), place);
            foreach (var match in matches)
                index.Run(match.WatchId, seen, place);
            recorded.Add(change.Id);
        }

        return recorded;
    }
}
