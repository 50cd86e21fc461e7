using System.Runtime.CompilerServices;
using ContractWatch.Alerting;
using ContractWatch.Awards;
using ContractWatch.Feeds;
using ContractWatch.Matching;
using ContractWatch.Watches;

namespace ContractWatch.Delivery;

/// <summary>Recorded changes and watches in memory.</summary>
internal sealed class FakeArchive(IReadOnlyList<StoredWatch> watches, IReadOnlyList<MatchedChange> changes, params FeedCoverage[] coverage) : IChangeLog, IWatchStore, ICoverageLog, INotices
{
    public async IAsyncEnumerable<MatchedChange> ChangesAsync(ChangeQuery query, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await Task.Yield();
        foreach (var told in changes.Where(told => query.Ids is null || query.Ids.Contains(told.Change.Id)))
            yield return told;
    }

    public Task<AwardFile?> AwardAsync(AwardKey award, CancellationToken cancellation) => Task.FromResult<AwardFile?>(null);

    public Task<IReadOnlyList<StoredWatch>> WatchesAsync(CancellationToken cancellation) => Task.FromResult(watches);

    public Task SaveAsync(StoredWatch watch, CancellationToken cancellation) => throw new NotSupportedException();

    public Task<bool> RemoveAsync(string watchId, CancellationToken cancellation) => throw new NotSupportedException();

    public Task<IReadOnlyDictionary<string, Privacy>> FormerPrivacyAsync(CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyDictionary<string, Privacy>>(new Dictionary<string, Privacy>());

    public Task<IReadOnlyList<StoredSubscription>> SubscriptionsAsync(CancellationToken cancellation) => Task.FromResult<IReadOnlyList<StoredSubscription>>([]);

    public Task SaveAsync(IReadOnlyList<StoredSubscription> subscriptions, CancellationToken cancellation) => throw new NotSupportedException();

    public Task OweAsync(OutboxMessage message, Notice notice, CancellationToken cancellation) => throw new NotSupportedException();

    public Task<Notice?> NoticeAsync(string messageKey, CancellationToken cancellation) => Task.FromResult<Notice?>(new Notice("A word", "It is said.", messageKey));

    public Task<IReadOnlyList<Feedback>> FeedbackAsync(CancellationToken cancellation) => Task.FromResult<IReadOnlyList<Feedback>>([]);

    public Task<bool> RecordAsync(Feedback feedback, CancellationToken cancellation) => throw new NotSupportedException();

    public Task<FeedCoverage> CoverageAsync(string feed, CancellationToken cancellation) =>
        Task.FromResult(coverage.SingleOrDefault(one => one.Feed == feed) ?? new FeedCoverage(feed, null, []));

    public Task<IReadOnlyList<PollCoverage>> PollsAsync(string feed, int limit, CancellationToken cancellation) => throw new NotSupportedException();

    public Task<bool> TakeBackAsync(string feedbackId, TakenBack taken, CancellationToken cancellation) => throw new NotSupportedException();
}
