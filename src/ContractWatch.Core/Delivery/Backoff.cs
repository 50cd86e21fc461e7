namespace ContractWatch.Delivery;

/// <summary>How long a deferred message waits: longer each time, and never longer than a day.</summary>
public static class Backoff
{
    private static readonly TimeSpan[] Delays =
    [
        TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(15), TimeSpan.FromMinutes(30),
        TimeSpan.FromHours(1), TimeSpan.FromHours(3), TimeSpan.FromHours(6), TimeSpan.FromHours(12), TimeSpan.FromHours(24),
    ];

    /// <summary>The longer of what was asked for and our own step. After a limit what was asked for counts alone.</summary>
    /// <param name="attempts">How often it has been tried, at least once.</param>
    /// <param name="deferred">What the other side said.</param>
    public static TimeSpan After(int attempts, DeliveryOutcome.Deferred deferred)
    {
        var (own, longest) = (Delays[Math.Clamp(attempts - 1, 0, Delays.Length - 1)], Delays[^1]);
        if (deferred.RetryAfter is not { } asked || asked < TimeSpan.Zero || (asked < own && !deferred.IsLimit))
            return own;
        return asked < longest ? asked : longest;
    }
}
