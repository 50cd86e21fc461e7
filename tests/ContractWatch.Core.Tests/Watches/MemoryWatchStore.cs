namespace ContractWatch.Watches;

/// <summary>A watch store that forgets everything with the test.</summary>
internal sealed class MemoryWatchStore : IWatchStore
{
    private readonly SortedDictionary<string, StoredWatch> _watches = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, StoredSubscription> _subscriptions = new(StringComparer.Ordinal);
    private readonly List<Feedback> _feedback = [];

    /// <summary>How often something was written: a merge that finds nothing new writes nothing.</summary>
    public int Writes { get; private set; }

    public StoredWatch this[string id] => _watches[id];

    public IEnumerable<string> Ids => _watches.Keys;

    public Task<IReadOnlyList<StoredWatch>> WatchesAsync(CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyList<StoredWatch>>([.. _watches.Values]);

    public Task SaveAsync(StoredWatch watch, CancellationToken cancellation)
    {
        Writes++;
        _watches[watch.Watch.Id] = watch;
        return Task.CompletedTask;
    }

    public Task<bool> RemoveAsync(string watchId, CancellationToken cancellation)
    {
        Writes++;
        return Task.FromResult(_watches.Remove(watchId));
    }

    public Task<IReadOnlyDictionary<string, Privacy>> FormerPrivacyAsync(CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyDictionary<string, Privacy>>(new Dictionary<string, Privacy>());

    public Task<IReadOnlyList<StoredSubscription>> SubscriptionsAsync(CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyList<StoredSubscription>>([.. _subscriptions.Values]);

    public Task SaveAsync(IReadOnlyList<StoredSubscription> subscriptions, CancellationToken cancellation)
    {
        foreach (var one in subscriptions)
            _subscriptions[one.Subscription.Id] = one;
        return Task.CompletedTask;
    }

    public Task<IReadOnlyList<Feedback>> FeedbackAsync(CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyList<Feedback>>([.. _feedback.OrderBy(said => said.At)]);

    public Task<bool> RecordAsync(Feedback feedback, CancellationToken cancellation)
    {
        if (_feedback.Exists(said => said.Id == feedback.Id))
            return Task.FromResult(false);
        _feedback.Add(feedback);
        return Task.FromResult(true);
    }

    public Task<bool> TakeBackAsync(string feedbackId, TakenBack taken, CancellationToken cancellation)
    {
        var at = _feedback.FindIndex(said => said.Id == feedbackId && said.IsInForce);
        if (at >= 0)
            _feedback[at] = _feedback[at] with { TakenBack = taken };
        return Task.FromResult(at >= 0);
    }
}
