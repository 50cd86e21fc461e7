using Microsoft.Extensions.Logging;

namespace ContractWatch.Delivery;

/// <summary>
/// Delivers what is due. The channels work side by side, so that a slow one delays nobody else's messages; within a channel
/// one message follows another, and one that fails waits alone.
/// </summary>
public sealed class Dispatcher(
    IOutbox outbox, LetterWriter letters, IReadOnlyList<IDeliveryChannel> channels, VolumeBrake brake, TimeProvider time, ILogger<Dispatcher> log)
{
    /// <summary>Runs may overlap, in one process or several: a channel that is still at work is left to whoever works it.</summary>
    public async Task<DeliveryReport> DeliverDueAsync(CancellationToken cancellation) =>
        new(await Task.WhenAll(channels.Select(channel => DeliverDueAsync(channel, cancellation))));

    /// <summary>The same by one channel alone, which waits for no other.</summary>
    public Task<ChannelReport> DeliverDueAsync(IDeliveryChannel channel, CancellationToken cancellation) =>
        new ChannelRun(channel, outbox, letters, brake, time, log).DeliverDueAsync(cancellation);
}
