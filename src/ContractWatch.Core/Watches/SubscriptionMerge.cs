namespace ContractWatch.Watches;

/// <summary>
/// Brings together what two machines know of one subscription: all that happened on either, and the state it ends with. An export
/// that is older than what is known here changes nothing, so nobody who left is brought back by it.
/// </summary>
public static class SubscriptionMerge
{
    /// <summary>
    /// The state a history ends with; null when nothing in it decides. Who left comes back by a question or a yes, never because
    /// another machine, which did not know, changed a wish; and who said yes is not asked for it again.
    /// </summary>
    public static SubscriptionState? StateOf(IEnumerable<SubscriptionEvent> history) =>
        history.Aggregate((SubscriptionState?)null, (state, said) => said?.What switch
        {
            SubscriptionEvent.Asked => state == SubscriptionState.Confirmed ? state : SubscriptionState.Asked,
            SubscriptionEvent.Confirmed => SubscriptionState.Confirmed,
            SubscriptionEvent.Changed => state == SubscriptionState.Ended ? state : SubscriptionState.Confirmed,
            SubscriptionEvent.Ended => SubscriptionState.Ended,
            _ => state,
        });

    /// <summary>What is known already itself, when the other side tells of nothing new; else both, with the import as last event.</summary>
    public static StoredSubscription Of(StoredSubscription? known, StoredSubscription read, SubscriptionEvent imported)
    {
        if (known is null)
            return read with { History = [.. read.History, imported] };
        var news = read.History.Except(known.History).ToList();
        if (news.TrueForAll(said => said.What == SubscriptionEvent.Imported))
            return known;
        var history = known.History.Concat(news).OrderBy(said => said.At).ToList();
        return new StoredSubscription
        {
            Subscription = LastWord(read) > LastWord(known) ? read.Subscription : known.Subscription,
            State = StateOf(history) ?? known.State,
            History = [.. history, imported],
        };
    }

    private static DateTimeOffset LastWord(StoredSubscription one) =>
        one.History.Where(said => said.What != SubscriptionEvent.Imported).Select(said => said.At).DefaultIfEmpty(DateTimeOffset.MinValue).Max();
}
