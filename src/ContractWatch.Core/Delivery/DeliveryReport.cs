namespace ContractWatch.Delivery;

/// <summary>What one run of the dispatcher achieved.</summary>
public sealed record DeliveryReport(IReadOnlyList<ChannelReport> Channels)
{
    public int Delivered => Channels.Sum(channel => channel.Delivered);

    public int Deferred => Channels.Sum(channel => channel.Deferred);

    public int Refused => Channels.Sum(channel => channel.Refused);
}

/// <summary>What became of the messages of one channel that were due; a digest of several parts counts once.</summary>
public sealed record ChannelReport(string Channel)
{
    public int Delivered { get; init; }

    public int Deferred { get; init; }

    public int Refused { get; init; }

    /// <summary>Somebody else is delivering by this channel: nothing was tried.</summary>
    public bool IsBusy { get; init; }

    /// <summary>So many messages are held by the volume brake: nothing more was tried.</summary>
    public int Held { get; init; }

    /// <summary>What last went wrong, without addresses or secrets.</summary>
    public string? LastError { get; init; }

    internal ChannelReport With(DeliveryOutcome outcome) => outcome switch
    {
        DeliveryOutcome.Deferred(var reason, _, _, _, _) => this with { Deferred = Deferred + 1, LastError = reason },
        DeliveryOutcome.Refused(var reason, _) => this with { Refused = Refused + 1, LastError = reason },
        _ => this with { Delivered = Delivered + 1 },
    };
}
