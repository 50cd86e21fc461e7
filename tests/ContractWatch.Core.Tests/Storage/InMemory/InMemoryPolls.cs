using System.Runtime.CompilerServices;
using ContractWatch.Awards;
using ContractWatch.Delivery;
using ContractWatch.Diffing;
using ContractWatch.Feeds;
using ContractWatch.Polling;

namespace ContractWatch.Storage.InMemory;

internal sealed class InMemoryPolls(Memory memory) : IPollStore
{
    public Task<FeedState> FeedAsync(string feed, CancellationToken cancellation) =>
        Locked(() => memory.Feeds.TryGetValue(feed, out var known) ? State(feed, known) : new FeedState(feed, FeedCursor.Start, FeedHealth.Unknown));

    public Task<IReadOnlyList<FeedState>> FeedsAsync(CancellationToken cancellation) =>
        Locked<IReadOnlyList<FeedState>>(() => [.. memory.Feeds.Select(feed => State(feed.Key, feed.Value))]);

    public Task<ILookup<AwardKey, KnownAction>> RecallAsync(string feed, IReadOnlyCollection<AwardKey> awards, CancellationToken cancellation)
    {
        var asked = awards.ToHashSet();
        return Locked(() => Known(feed).Where(known => asked.Contains(known.Action.Key.Award)).ToLookup(known => known.Action.Key.Award));
    }

    public Task<IReadOnlyList<KnownAction>> SignedBetweenAsync(string feed, DateOnly first, DateOnly last, CancellationToken cancellation) =>
        Locked<IReadOnlyList<KnownAction>>(() =>
            [.. Known(feed).Where(known => !known.IsWithdrawn && known.Action.ActionDate >= first && known.Action.ActionDate <= last).OrderBy(known => known.Action.ActionDate)]);

    public async IAsyncEnumerable<KnownAction> SignedSinceAsync(string feed, DateOnly first, [EnumeratorCancellation] CancellationToken cancellation)
    {
        foreach (var known in await SignedBetweenAsync(feed, first, DateOnly.MaxValue, cancellation))
            yield return known;
    }

    public Task<IReadOnlyList<KnownAction>> MissingAsync(string feed, CancellationToken cancellation) =>
        Locked<IReadOnlyList<KnownAction>>(() => [.. Known(feed).Where(known => known is { MissingSince: not null, IsWithdrawn: false })]);

    public Task<IReadOnlyList<AwardKey>> WatchedAwardsAsync(string feed, DateTimeOffset unreadSince, int limit, CancellationToken cancellation) =>
        Locked<IReadOnlyList<AwardKey>>(() =>
        {
            var known = memory.Feeds.GetValueOrDefault(feed) ?? new FeedMemory();
            return [.. known.Watched.Where(award => Read(award) is not { } read || read < unreadSince).OrderBy(Read).Take(limit)];

            DateTimeOffset? Read(AwardKey award) => known.Facts.TryGetValue(award, out var facts) ? facts.Read : null;
        });

    public Task<IReadOnlyDictionary<string, Recipient>> RecipientsAsync(IReadOnlyCollection<string> ueis, CancellationToken cancellation) =>
        Locked<IReadOnlyDictionary<string, Recipient>>(() => memory.Recipients.Where(known => ueis.Contains(known.Key)).ToDictionary());

    public Task CommitAsync(PollCommit commit, CancellationToken cancellation)
    {
        return Locked(() =>
        {
            if ((memory.Feeds.GetValueOrDefault(commit.Feed)?.Cursor ?? FeedCursor.Start) != commit.From)
                throw new StaleCursorException($"the feed {commit.Feed} was polled by somebody else meanwhile");

            // Whatever can fail does so before anything is kept.
            if (commit.Changes.Any(matched => matched.Change.Feed != commit.Feed))
                throw new ArgumentException("a commit holds a change of another feed", nameof(commit));
            cancellation.ThrowIfCancellationRequested();
            Keep(commit, memory.Feed(commit.Feed));
            return true;
        });
    }

    public Task RecordHealthAsync(string feed, FeedHealth health, CancellationToken cancellation) => Locked(() => memory.Feed(feed).Health = health);

    private void Keep(PollCommit commit, FeedMemory feed)
    {
        foreach (var known in commit.Actions)
            feed.Actions[known.Action.Key] = known;
        foreach (var award in commit.Awards)
            feed.Facts[award.Key] = (award, commit.Time);
        foreach (var recipient in commit.Awards.Select(award => award.Recipient).OfType<Recipient>().Where(recipient => recipient.Identifiers.Uei is not null))
            memory.Recipients[recipient.Identifiers.Uei!] = recipient;
        foreach (var matched in commit.Changes.Where(matched => memory.Changes.TrueForAll(known => known.Change.Id != matched.Change.Id)))
        {
            memory.Changes.Add(matched);
            if (matched.Matches.Count > 0 && !feed.Watched.Contains(matched.Change.Action.Key.Award))
                feed.Watched.Add(matched.Change.Action.Key.Award);
        }

        foreach (var message in commit.Messages.Where(message => memory.Messages.TrueForAll(known => known.Key != message.Key)))
            Owe(message);
        (feed.Cursor, feed.Health) = (commit.To, commit.Health);
    }

    private void Owe(OutboxMessage message)
    {
        var owed = message with { Alerts = [.. message.Alerts.Where(alert => memory.Alerts.Add(alert.Key))] };
        if (owed.Alerts.Count > 0 || message.Alerts.Count == 0)
            memory.Messages.Add(owed);
    }

    private IEnumerable<KnownAction> Known(string feed) => memory.Feeds.GetValueOrDefault(feed)?.Actions.Values.AsEnumerable() ?? [];

    private static FeedState State(string feed, FeedMemory known) => new(feed, known.Cursor, known.Health, known.Actions.Count);

    private async Task<T> Locked<T>(Func<T> work)
    {
        await Task.CompletedTask;
        lock (memory.Gate)
            return work();
    }
}
