namespace ContractWatch.Delivery;

/// <summary>What the outcomes of one run say of the channel as a whole.</summary>
internal sealed class OutageTally(string channel, IOutbox outbox, TimeProvider time)
{
    private string? _down;
    private bool _works;

    /// <param name="outcome">Null when nothing was tried.</param>
    public void See(DeliveryOutcome? outcome)
    {
        switch (outcome)
        {
            // A channel that was asked to wait, or has written as much as it may, is busy and not down.
            case DeliveryOutcome.Deferred { ChannelDown: true, RetryAfter: null } deferred:
                _down = deferred.Reason;
                break;
            case DeliveryOutcome.Delivered or DeliveryOutcome.Refused or DeliveryOutcome.Deferred { AddressDown: true }:
                _works = true;
                break;
            default:
                // Any other delay may have either cause.
                break;
        }
    }

    /// <summary>Also after a stop: what was found was found.</summary>
    public async Task KeepAsync()
    {
        if (_down is null && !_works)
            return;
        var now = time.GetUtcNow();
        var before = await ChannelOutage.RecallAsync(outbox, channel, now, CancellationToken.None);
        if (_down is null && before is null)
            return;
        var after = _down is not { } reason ? null
            : before is null || _works ? new ChannelOutage(now, now, 1, reason)
            : before with { Last = now, Runs = before.Runs + 1, Reason = reason };
        await ChannelOutage.KeepAsync(outbox, channel, after, CancellationToken.None);
    }
}
