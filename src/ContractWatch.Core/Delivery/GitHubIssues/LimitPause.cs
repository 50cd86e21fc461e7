using System.Globalization;

namespace ContractWatch.Delivery.GitHubIssues;

/// <summary>
/// The pause after GitHub limited us: as long as it asked, else a minute, and twice as long each time in a row. It outlives
/// a restart.
/// </summary>
internal sealed class LimitPause(IOutbox outbox, TimeProvider time)
{
    private const string Name = "github:pause";

    private static readonly TimeSpan Longest = TimeSpan.FromHours(1);

    /// <summary>How long to keep silent; null when we may speak.</summary>
    public async Task<TimeSpan?> RemainingAsync(CancellationToken cancellation)
    {
        var (until, _) = await RecallAsync(cancellation);
        var remaining = until - time.GetUtcNow();
        return remaining > TimeSpan.Zero ? remaining : null;
    }

    public async Task<TimeSpan> BeginAsync(TimeSpan? asked, CancellationToken cancellation)
    {
        var (_, limits) = await RecallAsync(cancellation);
        var doubled = TimeSpan.FromMinutes(Math.Pow(2, Math.Min(limits, 10)));
        var wait = asked ?? (doubled < Longest ? doubled : Longest);
        await KeepAsync(time.GetUtcNow() + wait, limits + 1, cancellation);
        return wait;
    }

    /// <summary>Something was written: the next limit is the first of its row.</summary>
    public async Task EndAsync(CancellationToken cancellation)
    {
        var (until, limits) = await RecallAsync(cancellation);
        if (limits > 0)
            await KeepAsync(until, 0, cancellation);
    }

    private async Task<(DateTimeOffset Until, int Limits)> RecallAsync(CancellationToken cancellation) =>
        (await outbox.RecallAsync(Name, cancellation))?.Split(' ') is [var until, var limits]
        && DateTimeOffset.TryParse(until, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var moment)
        && int.TryParse(limits, NumberStyles.None, CultureInfo.InvariantCulture, out var count)
            ? (moment, count)
            : (DateTimeOffset.MinValue, 0);

    private Task KeepAsync(DateTimeOffset until, int limits, CancellationToken cancellation) =>
        outbox.KeepAsync(Name, string.Create(CultureInfo.InvariantCulture, $"{until:O} {limits}"), cancellation);
}
