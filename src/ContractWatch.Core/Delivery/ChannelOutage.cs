using System.Globalization;

namespace ContractWatch.Delivery;

/// <summary>A channel by which nothing has got through in one run after the other. Kept in the store: a restart neither forgets it nor begins it anew.</summary>
/// <param name="Since">When the first of these runs found it down.</param>
/// <param name="Last">When the last did.</param>
/// <param name="Runs">How many did; those that tried nothing are not among them.</param>
/// <param name="Reason">What the last found, without addresses or secrets.</param>
public sealed record ChannelOutage(DateTimeOffset Since, DateTimeOffset Last, int Runs, string Reason)
{
    /// <summary>The longest back-off is a day: what nobody has found for longer says nothing of now.</summary>
    private static readonly TimeSpan Believed = TimeSpan.FromDays(2);

    /// <summary>Null while the channel is not known to be down.</summary>
    public static async Task<ChannelOutage?> RecallAsync(IOutbox outbox, string channel, DateTimeOffset now, CancellationToken cancellation) =>
        (await outbox.RecallAsync(Name(channel), cancellation))?.Split(' ', 4) is [var since, var last, var runs, var reason]
        && DateTimeOffset.TryParse(since, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var began)
        && DateTimeOffset.TryParse(last, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var found)
        && int.TryParse(runs, NumberStyles.None, CultureInfo.InvariantCulture, out var count)
        && now - found <= Believed
            ? new ChannelOutage(began, found, count, reason)
            : null;

    /// <param name="outage">Null: the channel works.</param>
    internal static Task KeepAsync(IOutbox outbox, string channel, ChannelOutage? outage, CancellationToken cancellation) => outbox.KeepAsync(
        Name(channel), outage is null ? "" : string.Create(CultureInfo.InvariantCulture, $"{outage.Since:O} {outage.Last:O} {outage.Runs} {outage.Reason}"), cancellation);

    private static string Name(string channel) => $"{channel}/down";
}
