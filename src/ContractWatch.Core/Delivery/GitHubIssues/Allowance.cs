using System.Globalization;

namespace ContractWatch.Delivery.GitHubIssues;

/// <summary>So many in an hour and no more, counted across restarts.</summary>
/// <param name="name">What is counted.</param>
/// <param name="most">How many an hour.</param>
internal sealed class Allowance(string name, int most, IOutbox outbox, TimeProvider time)
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    private string Name => $"github:{name}";

    /// <summary>How long until there is one again; null when there is one now.</summary>
    public async Task<TimeSpan?> WaitAsync(CancellationToken cancellation)
    {
        var (since, used) = await RecallAsync(cancellation);
        return used < most ? null : since + Hour - time.GetUtcNow();
    }

    public async Task UseAsync(CancellationToken cancellation)
    {
        var (since, used) = await RecallAsync(cancellation);
        await outbox.KeepAsync(Name, string.Create(CultureInfo.InvariantCulture, $"{since:O} {used + 1}"), cancellation);
    }

    private async Task<(DateTimeOffset Since, int Used)> RecallAsync(CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        return (await outbox.RecallAsync(Name, cancellation))?.Split(' ') is [var since, var used]
            && DateTimeOffset.TryParse(since, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var began)
            && int.TryParse(used, NumberStyles.None, CultureInfo.InvariantCulture, out var count)
            && now >= began && now < began + Hour
            ? (began, count)
            : (now, 0);
    }
}
