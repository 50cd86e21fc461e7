using ContractWatch.Watches.Yaml;

namespace ContractWatch.Watches;

/// <summary>
/// Where people subscribe, confirm, change their mind and leave. A mail address is told of nothing that is asked for it here before
/// it has said yes; what it says counts against watch files too.
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
        // One moment for all of them: it is what makes them one question.
        var now = time.GetUtcNow();
        var states = asked.Select(one => Asked(known.GetValueOrDefault(one.Id), one, isConfirmed || one.Channel != Subscription.Email, new SubscriptionEvent(now, "", by, reason))).ToList();
        await store.SaveAsync(states, cancellation);
        return new SubscriptionAnswer(states, null);
    }

    /// <summary>What is kept of a subscription that has not ended, here or in a watch file; the one given when there is none.</summary>
    public async Task<Subscription> KnownAsync(Subscription one, CancellationToken cancellation)
    {
        if ((await store.SubscriptionsAsync(cancellation)).FirstOrDefault(stored => stored.Subscription.Id == one.Id) is { } kept)
            return kept.State == SubscriptionState.Ended ? one : kept.Subscription;
        return (await store.WatchesAsync(cancellation)).SelectMany(stored => stored.Watch.Notify).FirstOrDefault(listed => listed.Id == one.Id) ?? one;
    }

    /// <summary>The address says yes to all that was asked for it.</summary>
    public Task<SubscriptionAnswer> ConfirmAsync(string address, string by, CancellationToken cancellation) =>
        AlterAsync(address, one => one.State == SubscriptionState.Asked, one => Confirmed(one, by), cancellation);

    /// <summary>The address says yes to one question: to what still waits of it.</summary>
    public Task<SubscriptionAnswer> ConfirmAsync(SubscriptionQuestion question, string by, CancellationToken cancellation)
    {
        var waiting = question.Waiting.Select(one => one.Subscription.Id).ToHashSet(StringComparer.Ordinal);
        return AlterAsync(question.Address, one => one.State == SubscriptionState.Asked && waiting.Contains(one.Subscription.Id), one => Confirmed(one, by), cancellation);
    }

    /// <summary>Every question there was, oldest first.</summary>
    public async Task<IReadOnlyList<SubscriptionQuestion>> QuestionsAsync(CancellationToken cancellation) =>
        [.. SubscriptionQuestion.Of(await store.SubscriptionsAsync(cancellation))];

    /// <summary>The question that a token answers; null when it answers none.</summary>
    public async Task<SubscriptionQuestion?> QuestionAsync(string token, SubscriptionTokens tokens, CancellationToken cancellation)
    {
        var questions = await QuestionsAsync(cancellation);
        var subject = tokens.AddressOf(token, TokenPurpose.Confirm, questions.Select(question => question.Subject));
        return questions.FirstOrDefault(question => question.Subject == subject);
    }

    /// <summary>What still waits of a question, in words for somebody who has not said yes: what an embargoed watch is called is not among them.</summary>
    public async Task<IReadOnlyList<string>> NamesAsync(SubscriptionQuestion question, CancellationToken cancellation)
    {
        var named = (await store.WatchesAsync(cancellation)).Where(stored => stored.Watch.Privacy != Privacy.Embargoed).Select(stored => stored.Watch.Id).ToHashSet(StringComparer.Ordinal);
        var waiting = question.Waiting.Select(one => one.Subscription.WatchId).ToLookup(named.Contains);
        var others = waiting[false].Count();
        return [.. waiting[true].Order(StringComparer.Ordinal), .. others switch { 0 => Array.Empty<string>(), 1 => ["a watch"], _ => [$"{others} watches"] }];
    }

    /// <summary>Takes over what another machine knows; those it tells nothing new of stay as they are.</summary>
    /// <returns>What was added or changed.</returns>
    public async Task<IReadOnlyList<StoredSubscription>> ImportAsync(IReadOnlyList<StoredSubscription> read, string by, CancellationToken cancellation)
    {
        var known = (await store.SubscriptionsAsync(cancellation)).ToDictionary(one => one.Subscription.Id, StringComparer.Ordinal);
        var changed = new Dictionary<string, StoredSubscription>(StringComparer.Ordinal);
        var imported = new SubscriptionEvent(time.GetUtcNow(), SubscriptionEvent.Imported, by);
        foreach (var one in read)
        {
            var before = known.GetValueOrDefault(one.Subscription.Id);
            var after = SubscriptionMerge.Of(before, one, imported);
            if (!ReferenceEquals(before, after))
                known[one.Subscription.Id] = changed[one.Subscription.Id] = after;
        }

        await store.SaveAsync([.. changed.Values], cancellation);
        return [.. changed.Values];
    }

    /// <summary>Ends what the address hears of one watch, or of all of them; those of watch files as well.</summary>
    public async Task<SubscriptionAnswer> EndAsync(string address, string? watchId, string by, string? reason, CancellationToken cancellation)
    {
        var inFiles = (await store.WatchesAsync(cancellation)).SelectMany(stored => stored.Watch.Notify).Where(one => IsOf(one, address) && (watchId is null || one.WatchId == watchId));
        var known = (await store.SubscriptionsAsync(cancellation)).Select(one => one.Subscription.Id).ToHashSet(StringComparer.Ordinal);
        await store.SaveAsync([.. inFiles.Where(one => known.Add(one.Id)).Select(one => new StoredSubscription { Subscription = one, State = SubscriptionState.Confirmed, History = [] })], cancellation);
        return await AlterAsync(
            address,
            one => one.State != SubscriptionState.Ended && (watchId is null || one.Subscription.WatchId == watchId),
            one => With(one, SubscriptionState.Ended, SubscriptionEvent.Ended, by, reason),
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
        var state = With(known with { Subscription = changed }, SubscriptionState.Confirmed, SubscriptionEvent.Changed, by, null);
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

    private static StoredSubscription Asked(StoredSubscription? known, Subscription asked, bool isConfirmed, SubscriptionEvent said)
    {
        var what = known?.State == SubscriptionState.Confirmed ? SubscriptionEvent.Changed : isConfirmed ? SubscriptionEvent.Confirmed : SubscriptionEvent.Asked;
        return new StoredSubscription
        {
            Subscription = asked,
            State = what == SubscriptionEvent.Asked ? SubscriptionState.Asked : SubscriptionState.Confirmed,
            History = [.. known?.History ?? [], said with { What = what }],
        };
    }

    private StoredSubscription Confirmed(StoredSubscription one, string by) => With(one, SubscriptionState.Confirmed, SubscriptionEvent.Confirmed, by, null);

    private StoredSubscription With(StoredSubscription one, SubscriptionState state, string what, string by, string? reason) =>
        one with { State = state, History = [.. one.History, new SubscriptionEvent(time.GetUtcNow(), what, by, reason)] };

    private static string? Fault(Subscription one, Dictionary<string, Watch> watches)
    {
        if (!watches.TryGetValue(one.WatchId, out var watch))
            return $"there is no watch {Quoted.Of(one.WatchId)}";
        return SubscriptionRules.Faults(one, watch).FirstOrDefault() is { } fault ? $"expected {fault.Expected}" : null;
    }

    private static bool IsOf(Subscription one, string address) => string.Equals(one.Address, address, StringComparison.OrdinalIgnoreCase);
}

/// <summary>The subscriptions as they are now, or why nothing was done.</summary>
public sealed record SubscriptionAnswer(IReadOnlyList<StoredSubscription> Subscriptions, string? Refusal);
