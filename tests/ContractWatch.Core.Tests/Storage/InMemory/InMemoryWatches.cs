using ContractWatch.Watches;

namespace ContractWatch.Storage.InMemory;

internal sealed class InMemoryWatches(Memory memory) : IWatchStore
{
    public Task<IReadOnlyList<StoredWatch>> WatchesAsync(CancellationToken cancellation)
    {
        lock (memory.Gate)
            return Task.FromResult<IReadOnlyList<StoredWatch>>([.. memory.Watches.Values]);
    }

    public Task SaveAsync(StoredWatch watch, CancellationToken cancellation)
    {
        lock (memory.Gate)
        {
            KeepFormer(watch.Watch.Id, before => before != watch.Watch.Privacy);
            memory.Watches[watch.Watch.Id] = watch;
        }

        return Task.CompletedTask;
    }

    public Task<bool> RemoveAsync(string watchId, CancellationToken cancellation)
    {
        lock (memory.Gate)
        {
            KeepFormer(watchId, _ => true);
            return Task.FromResult(memory.Watches.Remove(watchId));
        }
    }

    public Task<IReadOnlyDictionary<string, Privacy>> FormerPrivacyAsync(CancellationToken cancellation)
    {
        lock (memory.Gate)
            return Task.FromResult<IReadOnlyDictionary<string, Privacy>>(new Dictionary<string, Privacy>(memory.FormerPrivacy));
    }

    private void KeepFormer(string watchId, Predicate<Privacy> isMeant)
    {
        if (memory.Watches.TryGetValue(watchId, out var before) && isMeant(before.Watch.Privacy))
            memory.FormerPrivacy[watchId] = (Privacy)Math.Max((int)before.Watch.Privacy, (int)memory.FormerPrivacy.GetValueOrDefault(watchId));
    }

    public Task<IReadOnlyList<StoredSubscription>> SubscriptionsAsync(CancellationToken cancellation)
    {
        lock (memory.Gate)
            return Task.FromResult<IReadOnlyList<StoredSubscription>>([.. memory.Subscriptions.Values]);
    }

    public Task SaveAsync(IReadOnlyList<StoredSubscription> subscriptions, CancellationToken cancellation)
    {
        lock (memory.Gate)
        {
            foreach (var one in subscriptions)
                memory.Subscriptions[one.Subscription.Id] = one;
        }

        return Task.CompletedTask;
    }

    public Task<IReadOnlyList<Feedback>> FeedbackAsync(CancellationToken cancellation)
    {
        lock (memory.Gate)
            return Task.FromResult<IReadOnlyList<Feedback>>([.. memory.Feedback.OrderBy(said => said.At)]);
    }

    public Task<bool> RecordAsync(Feedback feedback, CancellationToken cancellation)
    {
        lock (memory.Gate)
        {
            var isNew = !memory.Feedback.Exists(said => said.Id == feedback.Id);
            if (isNew)
                memory.Feedback.Add(feedback);
            return Task.FromResult(isNew);
        }
    }

    public Task<bool> TakeBackAsync(string feedbackId, TakenBack taken, CancellationToken cancellation)
    {
        lock (memory.Gate)
        {
            var at = memory.Feedback.FindIndex(said => said.Id == feedbackId && said.IsInForce);
            if (at >= 0)
                memory.Feedback[at] = memory.Feedback[at] with { TakenBack = taken };
            return Task.FromResult(at >= 0);
        }
    }
}
