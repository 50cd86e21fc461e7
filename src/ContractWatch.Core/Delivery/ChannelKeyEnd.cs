using System.Globalization;

namespace ContractWatch.Delivery;

/// <summary>The last day of the key by which a channel logs in, where the other side says so. Kept in the store for those who renew it.</summary>
public static class ChannelKeyEnd
{
    /// <summary>Null when the key does not end, or nobody said when.</summary>
    public static async Task<DateOnly?> RecallAsync(IOutbox outbox, string channel, CancellationToken cancellation) =>
        DateOnly.TryParseExact(await outbox.RecallAsync(Name(channel), cancellation), "O", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    internal static async Task KeepAsync(IOutbox outbox, string channel, DateOnly? ends, CancellationToken cancellation)
    {
        if (await RecallAsync(outbox, channel, cancellation) != ends)
            await outbox.KeepAsync(Name(channel), ends?.ToString("O", CultureInfo.InvariantCulture) ?? "", cancellation);
    }

    private static string Name(string channel) => $"{channel}/key-ends";
}
