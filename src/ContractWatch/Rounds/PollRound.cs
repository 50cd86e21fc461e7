using ContractWatch.Configuration;
using ContractWatch.Feeds;
using ContractWatch.Matching;
using ContractWatch.Polling;
using ContractWatch.Storage;

namespace ContractWatch.Rounds;

/// <summary>A poll as everybody makes it, daemon or command: alone on its feed.</summary>
internal sealed class PollRound(IStore store, Settings settings, IMatcherFactory matchers, TimeProvider time, ILoggerFactory logs)
{
    /// <param name="feed">The feed to poll.</param>
    /// <param name="reason">Whether somebody asked or the schedule came round.</param>
    /// <param name="patience">How long to wait for somebody else who polls the feed.</param>
    /// <param name="progress">Told how far the poll has come.</param>
    /// <param name="cancellation">Stops the reading; a commit in hand is finished.</param>
    /// <exception cref="BusyException">Somebody else still polls the feed.</exception>
    public async Task<PollReport> RunAsync(
        ConfiguredFeed feed, PlanReason reason, TimeSpan patience, IProgress<PollProgress>? progress, CancellationToken cancellation)
    {
        var name = $"feed-{feed.Id}";
        await using var turn = await NamedLock.TryAcquireAsync(settings.DataDirectory, name, patience, time, cancellation)
            ?? throw new BusyException($"the feed {feed.Id} is being polled by {Turn.HolderOf(settings.DataDirectory, name)}; waited {patience.TotalSeconds:0} s");
        var cycle = new PollCycle(feed.Source, store.Polls, store.Watches, matchers, time, logs.CreateLogger<PollCycle>());
        return await cycle.RunAsync(reason, progress, cancellation);
    }
}
