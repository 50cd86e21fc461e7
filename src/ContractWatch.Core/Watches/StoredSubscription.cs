namespace ContractWatch.Watches;

/// <summary>A subscription somebody made for themselves or for others, beside those that stand in watch files, and all that became of it.</summary>
public sealed record StoredSubscription
{
    public required Subscription Subscription { get; init; }

    public required SubscriptionState State { get; init; }

    /// <summary>Oldest first; nothing is ever left out.</summary>
    public required IReadOnlyList<SubscriptionEvent> History { get; init; }

    /// <summary>The address has said yes or no; a question that waits for an answer takes neither back.</summary>
    public bool IsDecided =>
        State != SubscriptionState.Asked || History.LastOrDefault(one => one.What is SubscriptionEvent.Confirmed or SubscriptionEvent.Changed or SubscriptionEvent.Ended)?.What == SubscriptionEvent.Ended;
}

public enum SubscriptionState
{
    /// <summary>Waits for the address to say yes; until then nothing is told but what a watch file names it for.</summary>
    Asked,

    Confirmed,

    /// <summary>Nothing is told, whatever a watch file says.</summary>
    Ended,
}

/// <param name="At">When, by the clock of the machine it happened on.</param>
/// <param name="What">One of <see cref="Words"/>.</param>
/// <param name="By">Who did it: <c>the subscriber</c>, or who ran the command.</param>
/// <param name="Reason">Why, where somebody said so.</param>
public sealed record SubscriptionEvent(DateTimeOffset At, string What, string By, string? Reason = null)
{
    public const string Asked = "asked";
    public const string Confirmed = "confirmed";
    public const string Changed = "changed";
    public const string Ended = "ended";

    /// <summary>It, or something that happened to it, came from another machine.</summary>
    public const string Imported = "imported";

    public static readonly IReadOnlyList<string> Words = [Asked, Confirmed, Changed, Ended, Imported];
}
