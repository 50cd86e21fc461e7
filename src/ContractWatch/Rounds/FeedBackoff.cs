using ContractWatch.Feeds;

namespace ContractWatch.Rounds;

/// <summary>How long a failing feed is left alone. It is reckoned from the health the store keeps, so a restart changes nothing.</summary>
internal static class FeedBackoff
{
    private static readonly TimeSpan[] Steps =
    [
        TimeSpan.Zero, TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(15), TimeSpan.FromMinutes(30),
        TimeSpan.FromHours(1), TimeSpan.FromHours(3), TimeSpan.FromHours(6), TimeSpan.FromHours(12), TimeSpan.FromHours(24),
    ];

    /// <summary>When the feed may be asked again; null when it is not failing.</summary>
    public static DateTimeOffset? Until(FeedHealth health) =>
        health.FailuresInARow == 0 || health.LastAttempt is not { } last
            ? null
            : last + Steps[Math.Clamp(health.BackoffStep, 1, Steps.Length - 1)];
}
