using ContractWatch.Awards;
using ContractWatch.Diffing;
using ContractWatch.Feeds;
using ContractWatch.Polling;
using Microsoft.Data.Sqlite;

namespace ContractWatch.Storage.Sqlite;

internal sealed class SqlitePolls(SqliteDatabase database) : IPollStore
{
    private const string Feeds = "SELECT name, cursor, health, known_actions FROM feeds";

    public async Task<FeedState> FeedAsync(string feed, CancellationToken cancellation)
    {
        var found = await FeedsAsync($"{Feeds} WHERE name = ?1", feed, cancellation);
        return found is [var known] ? known : new FeedState(feed, FeedCursor.Start, FeedHealth.Unknown);
    }

    public Task<IReadOnlyList<FeedState>> FeedsAsync(CancellationToken cancellation) => FeedsAsync($"{Feeds} ORDER BY name", null, cancellation);

    public async Task<ILookup<AwardKey, KnownAction>> RecallAsync(string feed, IReadOnlyCollection<AwardKey> awards, CancellationToken cancellation)
    {
        var keys = StoredText.Of(awards.Select(award => award.Value).Distinct(StringComparer.Ordinal));
        // CROSS JOIN keeps the order of the loops: the awards asked for lead, whatever is stored.
        var known = await KnownAsync($"""
            {KnownActions.Columns}
            FROM feeds f CROSS JOIN json_each(?2) asked
            CROSS JOIN awards a ON a.key = asked.value AND a.feed = f.id
            CROSS JOIN actions n ON n.award = a.id
            WHERE f.name = ?1
            """, [feed, keys], cancellation);
        return known.ToLookup(action => action.Action.Key.Award);
    }

    public Task<IReadOnlyList<KnownAction>> SignedBetweenAsync(string feed, DateOnly first, DateOnly last, CancellationToken cancellation) => KnownAsync(
        $"{KnownActions.OfFeed} AND n.withdrawn = 0 AND n.signed BETWEEN ?2 AND ?3 ORDER BY n.signed, n.id", [feed, first.Iso(), last.Iso()], cancellation);

    public Task<IReadOnlyList<KnownAction>> MissingAsync(string feed, CancellationToken cancellation) => KnownAsync(
        $"{KnownActions.OfFeed} AND n.missing_since IS NOT NULL AND n.withdrawn = 0 ORDER BY n.id", [feed], cancellation);

    public Task<IReadOnlyList<AwardKey>> WatchedAwardsAsync(string feed, DateTimeOffset unreadSince, int limit, CancellationToken cancellation) =>
        database.ReadAsync<IReadOnlyList<AwardKey>>(
            connection =>
            {
                using var watched = new Statement(connection, """
                    SELECT a.key FROM feeds f CROSS JOIN awards a ON a.feed = f.id
                    WHERE f.name = ?1 AND a.watched = 1 AND (a.read_at IS NULL OR a.read_at < ?2)
                    ORDER BY a.read_at, a.id LIMIT ?3
                    """);
                return watched.Read(feed, unreadSince.Steps(), limit).All(row => new AwardKey(row.GetString(0)), cancellation);
            },
            cancellation);

    public Task CommitAsync(PollCommit commit, CancellationToken cancellation) => database.WriteAsync(
        connection =>
        {
            SqliteCommit.Write(connection, commit, cancellation);
            return true;
        },
        cancellation);

    public Task RecordHealthAsync(string feed, FeedHealth health, CancellationToken cancellation) => database.WriteAsync(
        connection =>
        {
            using var keep = new Statement(connection, """
                INSERT INTO feeds (name, cursor, health) VALUES (?1, ?2, ?3) ON CONFLICT (name) DO UPDATE SET health = excluded.health
                """);
            return keep.Run(feed, FeedCursor.Start.Json, StoredText.Of(health));
        },
        cancellation);

    private Task<IReadOnlyList<FeedState>> FeedsAsync(string sql, string? feed, CancellationToken cancellation) => database.ReadAsync<IReadOnlyList<FeedState>>(
        connection =>
        {
            using var feeds = new Statement(connection, sql);
            return (feed is null ? feeds.Read() : feeds.Read(feed)).All(State, cancellation);
        },
        cancellation);

    private Task<IReadOnlyList<KnownAction>> KnownAsync(string sql, object?[] values, CancellationToken cancellation) => database.ReadAsync<IReadOnlyList<KnownAction>>(
        connection =>
        {
            using var known = new Statement(connection, sql);
            return known.Read(values).All(KnownActions.Of, cancellation);
        },
        cancellation);

    private static FeedState State(SqliteDataReader row) =>
        new(row.GetString(0), new FeedCursor(row.GetString(1)), StoredText.Health(row.GetString(2)), row.GetInt64(3));
}
