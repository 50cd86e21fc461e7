using ContractWatch.Alerting;
using ContractWatch.Watches;

namespace ContractWatch.Delivery;

/// <summary>
/// What is owed to one address: one message, made of one or more alerts. A digest may be owed in parts, one from each
/// poll: the parts that are due together go out as one mail, and are recorded together.
/// </summary>
public sealed record OutboxMessage
{
    /// <summary>32 hex digits over channel, address and the alerts' keys: the same in the Message-ID and in the marker of an issue.</summary>
    public required string Key { get; init; }

    public required string Channel { get; init; }

    /// <summary>Personal data: never logged.</summary>
    public required string Address { get; init; }

    public required Cadence Cadence { get; init; }

    /// <summary>The award it is about; null for a part of a digest.</summary>
    public string? Award { get; init; }

    public required IReadOnlyList<Alert> Alerts { get; init; }

    public required DateTimeOffset Created { get; init; }

    /// <summary>When it may be sent, or tried again.</summary>
    public required DateTimeOffset Due { get; init; }

    public int Attempts { get; init; }

    /// <summary>The key it was last tried under, alone or with other parts of a digest: those tried together stay together. Null before the first attempt.</summary>
    public string? Sending { get; init; }

    public string? LastError { get; init; }

    public MessageState State { get; init; } = MessageState.Owed;

    /// <summary>The proof of delivery: a Message-ID, an issue's address, a file's name.</summary>
    public string? Receipt { get; init; }

    public DateTimeOffset? Delivered { get; init; }
}

public enum MessageState
{
    Owed,
    Delivered,

    /// <summary>The other side will never take it; kept and shown until somebody owes it again or lets it be.</summary>
    Refused,

    /// <summary>It was owed and may not be told any more, or was given up; kept and shown with the reason.</summary>
    Withdrawn,
}
