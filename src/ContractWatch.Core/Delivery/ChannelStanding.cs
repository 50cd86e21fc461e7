namespace ContractWatch.Delivery;

/// <summary>Whether everything that was due by a channel was delivered.</summary>
public sealed record ChannelStanding(string Channel)
{
    /// <summary>What is owed so long after it was first due needs somebody's care: the longest back-off has passed.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromDays(1);

    /// <summary>Messages owed that have been due, also those put off since.</summary>
    public int Due { get; init; }

    /// <summary>Of these, first due longer ago than <see cref="Patience"/>; not those that wait at a suppressed address.</summary>
    public int Overdue { get; init; }

    /// <summary>Of those that are due, how many wait because their address was refused for good.</summary>
    public int Suppressed { get; init; }

    /// <summary>Messages that were refused for good, and that nobody has looked after since.</summary>
    public int Refused { get; init; }

    /// <summary>When the longest overdue was first due.</summary>
    public DateTimeOffset? OverdueSince { get; init; }
}
