namespace ContractWatch.Delivery;

/// <summary>How long a deferred message waits: longer each time, and never longer than a day.</summary>
public static class Backoff
{
    private static readonly TimeSpan[] Delays =
    [
        TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(15), TimeSpan.FromMinutes(30),
        TimeSpan.FromHours(1), TimeSpan.FromHours(3), TimeSpan.FromHours(6), TimeSpan.FromHours(12), TimeSpan.FromHours(24),
    ];

    /// <param name="attempts">How often it has been tried, at least once.</param>
    /// <param name="asked">The delay the other side asked for, which counts unless it is longer than the longest of ours.</param>
    public static TimeSpan After(int attempts, TimeSpan? asked = null)
    {
        var longest = Delays[^1];
        if (asked is { } wish && wish >= TimeSpan.Zero)
            return wish < longest ? wish : longest;
        return Delays[Math.Clamp(attempts - 1, 0, Delays.Length - 1)];
    }
}
