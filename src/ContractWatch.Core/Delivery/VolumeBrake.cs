using System.Collections.Concurrent;
using System.Globalization;

namespace ContractWatch.Delivery;

/// <summary>
/// Holds a channel that would send more in one run than is likely to be meant: a watch that matches everything, a source that
/// was repaired. What is held stays owed, and goes out when somebody says so. A digest counts once for its address; notices do
/// not count and are not held, for they ask whether to let it go.
/// </summary>
public sealed class VolumeBrake(IOutbox outbox, DeliveryOptions options, TimeProvider time)
{
    private readonly ConcurrentDictionary<string, int> _told = new(StringComparer.Ordinal);

    /// <summary>How many messages are held; 0 when the channel may send.</summary>
    public async Task<int> HeldAsync(string channel, CancellationToken cancellation)
    {
        if (options.HoldAbove == 0)
            return 0;
        var released = await outbox.RecallAsync(Released(channel), cancellation) is { } kept
            ? DateTimeOffset.Parse(kept, CultureInfo.InvariantCulture)
            : DateTimeOffset.MinValue;
        var waiting = await outbox.WaitingAsync(channel, time.GetUtcNow(), released, cancellation);
        return waiting > options.HoldAbove ? waiting : 0;
    }

    /// <summary>Everything that is owed by now may go; what is owed from now on is counted anew.</summary>
    public Task ReleaseAsync(string channel, CancellationToken cancellation) =>
        outbox.KeepAsync(Released(channel), time.GetUtcNow().ToString("O", CultureInfo.InvariantCulture), cancellation);

    /// <summary>Whether this process has not said so yet: a run comes every minute.</summary>
    internal bool IsNews(string channel, int held)
    {
        var before = _told.GetValueOrDefault(channel);
        _told[channel] = held;
        return held > before;
    }

    private static string Released(string channel) => $"{channel}/released";
}
