namespace ContractWatch.Watches;

/// <summary>A subscription somebody made for themselves or for others, beside those that stand in watch files, and all that became of it.</summary>
public sealed record StoredSubscription
{
    public required Subscription Subscription { get; init; }

    public required SubscriptionState State { get; init; }

    /// <summary>Oldest first; nothing is ever left out.</summary>
    public required IReadOnlyList<SubscriptionEvent> History { get; init; }
}

public enum SubscriptionState
{
    /// <summary>Waits for the address to say yes; nothing is told until then.</summary>
    Asked,

    Confirmed,

    /// <summary>Nothing is told, whatever a watch file says.</summary>
    Ended,
}

/// <param name="What"><c>asked</c>, <c>confirmed</c>, <c>changed</c>, <c>ended</c> or <c>imported</c>.</param>
/// <param name="By">Who did it: <c>the subscriber</c>, or who ran the command.</param>
/// <param name="Reason">Why, where somebody said so.</param>
public sealed record SubscriptionEvent(DateTimeOffset At, string What, string By, string? Reason = null);
