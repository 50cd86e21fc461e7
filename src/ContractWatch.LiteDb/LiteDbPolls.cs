using System.Runtime.CompilerServices;
using ContractWatch.Awards;
using ContractWatch.Diffing;
using ContractWatch.Feeds;
using ContractWatch.Polling;
using ContractWatch.Storage;
using ContractWatch.Watches;
using LiteDB;

namespace ContractWatch.LiteDb;

internal sealed class LiteDbPolls(LiteDbFile file) : IPollStore
{
    public async Task<FeedState> FeedAsync(string feed, CancellationToken cancellation) =>
        (await FeedsAsync(cancellation)).FirstOrDefault(known => known.Feed == feed) ?? new FeedState(feed, FeedCursor.Start, FeedHealth.Unknown);

    public Task<IReadOnlyList<FeedState>> FeedsAsync(CancellationToken cancellation) => file.ReadAsync<IReadOnlyList<FeedState>>(
        shelves => [.. shelves[Tables.Feeds].All().OrderBy(row => row.Text("name"), StringComparer.Ordinal).Select(State)], cancellation);

    public Task<ILookup<AwardKey, KnownAction>> RecallAsync(string feed, IReadOnlyCollection<AwardKey> awards, CancellationToken cancellation) =>
        file.ReadAsync(shelves => Kept(new KnownActions(shelves).OfAwards(feed, awards), cancellation).ToLookup(known => known.Action.Key.Award), cancellation);

    public Task<IReadOnlyList<KnownAction>> SignedBetweenAsync(string feed, DateOnly first, DateOnly last, CancellationToken cancellation) =>
        KnownAsync(known => known.SignedBetween(feed, first, last), cancellation);

    /// <summary>Day by day, so that a slow reader holds up nobody.</summary>
    public async IAsyncEnumerable<KnownAction> SignedSinceAsync(string feed, DateOnly first, [EnumeratorCancellation] CancellationToken cancellation)
    {
        for (DateOnly? from = first; from is { } next;)
        {
            if (await file.ReadAsync(shelves => new KnownActions(shelves).DayFrom(feed, next), cancellation) is not { } day)
                yield break;
            foreach (var known in await SignedBetweenAsync(feed, day, day, cancellation))
                yield return known;
            from = day < DateOnly.MaxValue ? day.AddDays(1) : null;
        }
    }

    public Task<IReadOnlyList<KnownAction>> MissingAsync(string feed, CancellationToken cancellation) => KnownAsync(known => known.Missing(feed), cancellation);

    public Task<IReadOnlyList<AwardKey>> WatchedAwardsAsync(string feed, DateTimeOffset unreadSince, int limit, CancellationToken cancellation) =>
        file.ReadAsync<IReadOnlyList<AwardKey>>(
            shelves => shelves.Feed(feed) is not { } number ? [] : [.. shelves[Tables.Awards].With("by_watched", number)
                .Where(row => row.NumberOrNull("read_at") is not { } read || read < unreadSince.Steps())
                .OrderBy(row => row.NumberOrNull("read_at")).ThenBy(row => row.Number("id")).Take(limit).Select(row => new AwardKey(row.Text("key")))],
            cancellation);

    public Task<IReadOnlyDictionary<string, Recipient>> RecipientsAsync(IReadOnlyCollection<string> ueis, CancellationToken cancellation) =>
        file.ReadAsync<IReadOnlyDictionary<string, Recipient>>(
            shelves => ueis.Distinct(StringComparer.Ordinal).Select(uei => shelves[Tables.Recipients].At(Key.Of(uei))).OfType<BsonDocument>()
                .ToDictionary(row => row.Text("uei"), row => StoredText.Recipient(row.Text("shown")), StringComparer.Ordinal),
            cancellation);

    public Task<IReadOnlyDictionary<AwardKey, KnownAward>> FactsAsync(string feed, IReadOnlyCollection<AwardKey> awards, CancellationToken cancellation) =>
        OfFeedAsync<IReadOnlyDictionary<AwardKey, KnownAward>>(feed, memory => memory.FactsOf(awards), cancellation);

    public Task<ILookup<string, AwardKey>> WithPiidAsync(string feed, IReadOnlyCollection<string> piids, CancellationToken cancellation) =>
        OfFeedAsync(feed, memory => memory.AwardsWithPiid(piids), cancellation);

    public Task<IReadOnlyDictionary<AwardKey, AwardKey>> MovedAsync(string feed, IReadOnlyCollection<AwardKey> former, CancellationToken cancellation) =>
        OfFeedAsync<IReadOnlyDictionary<AwardKey, AwardKey>>(feed, memory => memory.PresentKeys(former), cancellation);

    public Task<IReadOnlyDictionary<string, string>> NamesAsync(string feed, IReadOnlyCollection<string> parties, CancellationToken cancellation) =>
        OfFeedAsync<IReadOnlyDictionary<string, string>>(feed, memory => memory.NamesOf(parties), cancellation);

    public Task<ILookup<string, string>> FormerNamesAsync(string feed, IReadOnlyCollection<string> parties, CancellationToken cancellation) =>
        OfFeedAsync(feed, memory => memory.FormerNamesOf(parties), cancellation);

    public Task<IReadOnlyList<Change>> EditsAsync(string feed, IReadOnlyCollection<AwardKey> awards, DateTimeOffset since, CancellationToken cancellation) =>
        OfFeedAsync(feed, memory => memory.EditsOf(awards, since), cancellation);

    public Task<IReadOnlyList<ToldAction>> ToldAsync(string feed, IReadOnlyCollection<AwardKey> awards, CancellationToken cancellation) =>
        OfFeedAsync(feed, memory => memory.ToldOf(awards), cancellation);

    public Task<IReadOnlyList<GrowthMark>> GrowthAsync(string feed, IReadOnlyCollection<AwardKey> awards, CancellationToken cancellation) =>
        OfFeedAsync(feed, memory => memory.GrowthOf(awards), cancellation);

    public Task<ILookup<AwardKey, KnownSubaward>> SubawardsAsync(string feed, IReadOnlyCollection<AwardKey> primes, CancellationToken cancellation) =>
        file.ReadAsync(shelves => SubawardRows.Of(shelves, feed, primes), cancellation);

    public Task<IReadOnlyDictionary<string, SubawardReading>> SubawardReadingsAsync(string feed, IReadOnlyCollection<string> subjects, CancellationToken cancellation) =>
        file.ReadAsync(shelves => SubawardRows.Readings(shelves, feed, subjects), cancellation);

    public Task CommitAsync(PollCommit commit, CancellationToken cancellation) => file.WriteAsync(
        shelves =>
        {
            LiteDbCommit.Write(shelves, commit, cancellation);
            return true;
        },
        cancellation);

    public Task RecordFailureAsync(string feed, FeedHealth health, PollCoverage coverage, CancellationToken cancellation) => file.WriteAsync(
        shelves =>
        {
            var row = LiteDbCommit.Feed(shelves, feed);
            row["health"] = StoredText.Of(health);
            shelves[Tables.Feeds].Put(row);
            CoverageRows.Keep(shelves, row.Number("id"), coverage);
            return true;
        },
        cancellation);

    public Task<FeedCoverage> CoverageAsync(string feed, CancellationToken cancellation) => file.ReadAsync(shelves => CoverageRows.Of(shelves, feed), cancellation);

    public Task<IReadOnlyList<PollCoverage>> PollsAsync(string feed, int limit, CancellationToken cancellation) =>
        file.ReadAsync(shelves => CoverageRows.Polls(shelves, feed, limit), cancellation);

    private Task<IReadOnlyList<KnownAction>> KnownAsync(Func<KnownActions, IEnumerable<KnownAction>> read, CancellationToken cancellation) =>
        file.ReadAsync<IReadOnlyList<KnownAction>>(shelves => Kept(read(new KnownActions(shelves)), cancellation), cancellation);

    /// <summary>Asks the feed's memory; that of a feed never polled is empty.</summary>
    private Task<T> OfFeedAsync<T>(string feed, Func<AwardMemory, T> ask, CancellationToken cancellation) =>
        file.ReadAsync(shelves => ask(new AwardMemory(shelves, shelves.Feed(feed) ?? 0)), cancellation);

    private static List<KnownAction> Kept(IEnumerable<KnownAction> several, CancellationToken cancellation)
    {
        var kept = new List<KnownAction>();
        foreach (var known in several)
        {
            cancellation.ThrowIfCancellationRequested();
            kept.Add(known);
        }

        return kept;
    }

    private static FeedState State(BsonDocument row) =>
        new(row.Text("name"), new FeedCursor(row.Text("cursor")), StoredText.Health(row.Text("health")), row.Number("known_actions"));
}
