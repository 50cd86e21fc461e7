using ContractWatch.Watches.Yaml;

namespace ContractWatch.Watches;

/// <summary>
/// Where people subscribe, confirm, change their mind and leave. A mail address is told of nothing before it has said yes; what it
/// says counts against watch files too.
/// </summary>
public sealed class SubscriptionBook(IWatchStore store, TimeProvider time)
{
    public const string TheSubscriber = "the subscriber";

    /// <summary>Asks for subscriptions; one that is confirmed already only changes its wishes.</summary>
    /// <param name="asked">One for each watch.</param>
    /// <param name="isConfirmed">Somebody answers for it that the address has said yes; what is no mail address needs no more than that.</param>
    /// <param name="by">Who asks.</param>
    /// <param name="reason">Why, such as where the yes was given.</param>
    public async Task<SubscriptionAnswer> AskAsync(IReadOnlyList<Subscription> asked, bool isConfirmed, string by, string? reason, CancellationToken cancellation)
    {
        var watches = (await store.WatchesAsync(cancellation)).ToDictionary(stored => stored.Watch.Id, stored => stored.Watch, StringComparer.Ordinal);
        if (asked.Select(one => Fault(one, watches)).FirstOrDefault(fault => fault is not null) is { } fault)
            return new SubscriptionAnswer([], fault);
        var known = (await store.SubscriptionsAsync(cancellation)).ToDictionary(one => one.Subscription.Id, StringComparer.Ordinal);
        var states = asked.Select(one => Asked(known.GetValueOrDefault(one.Id), one, isConfirmed || one.Channel != Subscription.Email, by, reason)).ToList();
        await store.SaveAsync(states, cancellation);
        return new SubscriptionAnswer(states, null);
    }

    /// <summary>The address says yes to all that was asked for it.</summary>
    public Task<SubscriptionAnswer> ConfirmAsync(string address, string by, CancellationToken cancellation) =>
        AlterAsync(address, one => one.State == SubscriptionState.Asked, one => With(one, SubscriptionState.Confirmed, "confirmed", by, null), cancellation);

    /// <summary>Ends what the address hears of one watch, or of all of them; those of watch files as well.</summary>
    public async Task<SubscriptionAnswer> EndAsync(string address, string? watchId, string by, string? reason, CancellationToken cancellation)
    {
        var inFiles = (await store.WatchesAsync(cancellation)).SelectMany(stored => stored.Watch.Notify).Where(one => IsOf(one, address) && (watchId is null || one.WatchId == watchId));
        var known = (await store.SubscriptionsAsync(cancellation)).Select(one => one.Subscription.Id).ToHashSet(StringComparer.Ordinal);
        await store.SaveAsync([.. inFiles.Where(one => known.Add(one.Id)).Select(one => new StoredSubscription { Subscription = one, State = SubscriptionState.Confirmed, History = [] })], cancellation);
        return await AlterAsync(
            address,
            one => one.State != SubscriptionState.Ended && (watchId is null || one.Subscription.WatchId == watchId),
            one => With(one, SubscriptionState.Ended, "ended", by, reason),
            cancellation);
    }

    /// <summary>Changes what the address hears of one watch, and how often.</summary>
    public async Task<SubscriptionAnswer> ChangeAsync(Subscription changed, string by, CancellationToken cancellation)
    {
        var heard = (await HeardAsync(changed.Address, cancellation)).FirstOrDefault(one => one.Id == changed.Id);
        if (heard is null)
            return new SubscriptionAnswer([], $"this address does not hear of the watch {Quoted.Of(changed.WatchId)}");
        var known = (await store.SubscriptionsAsync(cancellation)).FirstOrDefault(one => one.Subscription.Id == changed.Id)
            ?? new StoredSubscription { Subscription = heard, State = SubscriptionState.Confirmed, History = [] };
        var state = With(known with { Subscription = changed }, SubscriptionState.Confirmed, "changed", by, null);
        await store.SaveAsync([state], cancellation);
        return new SubscriptionAnswer([state], null);
    }

    /// <summary>What the address hears of now, by watch; from files and from here.</summary>
    public async Task<IReadOnlyList<Subscription>> HeardAsync(string address, CancellationToken cancellation) =>
        [.. (await store.InForceAsync(cancellation)).SelectMany(stored => stored.Watch.Notify).Where(one => IsOf(one, address))];

    private async Task<SubscriptionAnswer> AlterAsync(
        string address, Predicate<StoredSubscription> isMeant, Func<StoredSubscription, StoredSubscription> alter, CancellationToken cancellation)
    {
        var states = (await store.SubscriptionsAsync(cancellation)).Where(one => IsOf(one.Subscription, address) && isMeant(one)).Select(alter).ToList();
        await store.SaveAsync(states, cancellation);
        return new SubscriptionAnswer(states, null);
    }

    private StoredSubscription Asked(StoredSubscription? known, Subscription asked, bool isConfirmed, string by, string? reason)
    {
        var state = isConfirmed || known?.State == SubscriptionState.Confirmed ? SubscriptionState.Confirmed : SubscriptionState.Asked;
        var what = known?.State == SubscriptionState.Confirmed ? "changed" : isConfirmed ? "confirmed" : "asked";
        return With(new StoredSubscription { Subscription = asked, State = state, History = known?.History ?? [] }, state, what, by, reason);
    }

    private StoredSubscription With(StoredSubscription one, SubscriptionState state, string what, string by, string? reason) =>
        one with { State = state, History = [.. one.History, new SubscriptionEvent(time.GetUtcNow(), what, by, reason)] };

    private static string? Fault(Subscription one, Dictionary<string, Watch> watches)
    {
        if (!watches.TryGetValue(one.WatchId, out var watch))
            return $"there is no watch {Quoted.Of(one.WatchId)}";
        if (AddressRule.Of(one.Channel) is { } rule && !rule.Fits(one.Address))
            return $"expected {rule.Words}";
        return one.Channel == Subscription.GitHub && watch.Privacy != Privacy.Public ? $"the watch {Quoted.Of(one.WatchId)} is not public: it is told to addresses only" : null;
    }

    private static bool IsOf(Subscription one, string address) => string.Equals(one.Address, address, StringComparison.OrdinalIgnoreCase);
}

/// <summary>The subscriptions as they are now, or why nothing was done.</summary>
public sealed record SubscriptionAnswer(IReadOnlyList<StoredSubscription> Subscriptions, string? Refusal);
