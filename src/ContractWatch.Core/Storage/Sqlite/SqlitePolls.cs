using System.Runtime.CompilerServices;
using ContractWatch.Awards;
using ContractWatch.Diffing;
using ContractWatch.Feeds;
using ContractWatch.Polling;
using ContractWatch.Watches;

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
        // In the order of the index, so that neighbours are read together.
        var keys = StoredText.Of(awards.Select(award => award.Value).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));
        var known = await KnownAsync(KnownActions.OfAwards, [feed, keys], cancellation);
        return known.ToLookup(action => action.Action.Key.Award);
    }

    public Task<IReadOnlyList<KnownAction>> SignedBetweenAsync(string feed, DateOnly first, DateOnly last, CancellationToken cancellation) =>
        KnownAsync(KnownActions.SignedBetween, [feed, first.Iso(), last.Iso()], cancellation);

    /// <summary>Day by day, each on a view of its own, so that a slow reader holds up nobody.</summary>
    public async IAsyncEnumerable<KnownAction> SignedSinceAsync(string feed, DateOnly first, [EnumeratorCancellation] CancellationToken cancellation)
    {
        for (var day = await DayAsync(feed, ">=", first, cancellation); day is { } signed; day = await DayAsync(feed, ">", signed, cancellation))
        {
            foreach (var known in await SignedBetweenAsync(feed, signed, signed, cancellation))
                yield return known;
        }
    }

    public Task<IReadOnlyList<KnownAction>> MissingAsync(string feed, CancellationToken cancellation) => KnownAsync(KnownActions.Missing, [feed], cancellation);

    public Task<IReadOnlyList<AwardKey>> WatchedAwardsAsync(string feed, DateTimeOffset unreadSince, int limit, CancellationToken cancellation) =>
        database.ReadAsync<IReadOnlyList<AwardKey>>(
            connection =>
            {
                using var watched = new Statement(connection, """
                    SELECT a.key FROM feeds f CROSS JOIN awards a ON a.feed = f.id
                    WHERE f.name = ?1 AND a.watched = 1 AND (a.read_at IS NULL OR a.read_at < ?2)
                    ORDER BY a.read_at, a.id LIMIT ?3
                    """);
                return watched.All([feed, unreadSince.Steps(), limit], row => new AwardKey(row.Text(0)), cancellation);
            },
            cancellation);

    public Task<IReadOnlyDictionary<string, Recipient>> RecipientsAsync(IReadOnlyCollection<string> ueis, CancellationToken cancellation) =>
        database.ReadAsync(connection => Recipients.Read(connection, ueis, cancellation), cancellation);

    public Task<IReadOnlyDictionary<AwardKey, KnownAward>> FactsAsync(string feed, IReadOnlyCollection<AwardKey> awards, CancellationToken cancellation) =>
        database.ReadAsync(connection => AwardMemory.FactsOf(connection, feed, awards, cancellation), cancellation);

    public Task<ILookup<string, AwardKey>> WithPiidAsync(string feed, IReadOnlyCollection<string> piids, CancellationToken cancellation) =>
        database.ReadAsync(connection => AwardMemory.AwardsWithPiid(connection, feed, piids, cancellation), cancellation);

    public Task<IReadOnlyDictionary<AwardKey, AwardKey>> MovedAsync(string feed, IReadOnlyCollection<AwardKey> former, CancellationToken cancellation) =>
        database.ReadAsync(connection => AwardMemory.PresentKeys(connection, feed, former, cancellation), cancellation);

    public Task<IReadOnlyDictionary<string, string>> NamesAsync(string feed, IReadOnlyCollection<string> parties, CancellationToken cancellation) =>
        database.ReadAsync(connection => AwardMemory.NamesOf(connection, feed, parties, cancellation), cancellation);

    public Task<ILookup<string, string>> FormerNamesAsync(string feed, IReadOnlyCollection<string> parties, CancellationToken cancellation) =>
        database.ReadAsync(connection => AwardMemory.FormerNamesOf(connection, feed, parties, cancellation), cancellation);

    public Task<IReadOnlyList<Change>> EditsAsync(string feed, IReadOnlyCollection<AwardKey> awards, DateTimeOffset since, CancellationToken cancellation) =>
        database.ReadAsync(connection => ChangeSql.EditsOf(connection, feed, awards, since, cancellation), cancellation);

    public Task<IReadOnlyList<ToldAction>> ToldAsync(string feed, IReadOnlyCollection<AwardKey> awards, CancellationToken cancellation) =>
        database.ReadAsync(connection => AwardMemory.ToldOf(connection, feed, awards, cancellation), cancellation);

    public Task<IReadOnlyList<GrowthMark>> GrowthAsync(string feed, IReadOnlyCollection<AwardKey> awards, CancellationToken cancellation) =>
        database.ReadAsync(connection => AwardMemory.GrowthOf(connection, feed, awards, cancellation), cancellation);

    public Task<ILookup<AwardKey, KnownSubaward>> SubawardsAsync(string feed, IReadOnlyCollection<AwardKey> primes, CancellationToken cancellation) =>
        database.ReadAsync(connection => SubawardRows.Of(connection, feed, primes, cancellation), cancellation);

    public Task<IReadOnlyDictionary<string, SubawardReading>> SubawardReadingsAsync(string feed, IReadOnlyCollection<string> subjects, CancellationToken cancellation) =>
        database.ReadAsync(connection => SubawardRows.Readings(connection, feed, subjects, cancellation), cancellation);

    public Task CommitAsync(PollCommit commit, CancellationToken cancellation) => database.WriteAsync(
        connection =>
        {
            SqliteCommit.Write(connection, commit, cancellation);
            return true;
        },
        cancellation);

    public Task RecordFailureAsync(string feed, FeedHealth health, PollCoverage coverage, CancellationToken cancellation) => database.WriteAsync(
        connection =>
        {
            using var keep = new Statement(connection, """
                INSERT INTO feeds (name, cursor, health) VALUES (?1, ?2, ?3) ON CONFLICT (name) DO UPDATE SET health = excluded.health RETURNING id
                """);
            CoverageRows.Keep(connection, keep.FirstNumber(feed, FeedCursor.Start.Json, StoredText.Of(health))!.Value, coverage);
            return true;
        },
        cancellation);

    public Task<FeedCoverage> CoverageAsync(string feed, CancellationToken cancellation) =>
        database.ReadAsync(connection => CoverageRows.Of(connection, feed, cancellation), cancellation);

    public Task<IReadOnlyList<PollCoverage>> PollsAsync(string feed, int limit, CancellationToken cancellation) =>
        database.ReadAsync(connection => CoverageRows.Polls(connection, feed, limit, cancellation), cancellation);

    private Task<IReadOnlyList<FeedState>> FeedsAsync(string sql, string? feed, CancellationToken cancellation) => database.ReadAsync<IReadOnlyList<FeedState>>(
        connection =>
        {
            using var feeds = new Statement(connection, sql);
            return feeds.All(feed is null ? [] : [feed], State, cancellation);
        },
        cancellation);

    private Task<DateOnly?> DayAsync(string feed, string order, DateOnly from, CancellationToken cancellation) => database.ReadAsync(
        connection =>
        {
            using var next = new Statement(connection, $"""
                SELECT n.signed FROM feeds f CROSS JOIN actions n ON n.feed = f.id
                WHERE f.name = ?1 AND n.withdrawn = 0 AND n.signed {order} ?2 ORDER BY n.signed LIMIT 1
                """);
            return next.FirstText(feed, from.Iso()) is { } day ? Moments.Day(day) : (DateOnly?)null;
        },
        cancellation);

    private Task<IReadOnlyList<KnownAction>> KnownAsync(string sql, object?[] values, CancellationToken cancellation) =>
        database.ReadAsync<IReadOnlyList<KnownAction>>(connection => KnownActions.Read(connection, sql, values, cancellation), cancellation);

    private static FeedState State(Statement row) =>
        new(row.Text(0), new FeedCursor(row.Text(1)), StoredText.Health(row.Text(2)), row.Number(3));
}
