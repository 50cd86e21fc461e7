using ContractWatch.Matching;
using ContractWatch.Watches;

namespace ContractWatch.Polling;

/// <summary>What watches would have told of the stored history. It reads every known action as it stands now, and stores nothing.</summary>
public sealed class BackTest(IPollStore store, IMatcherFactory matchers)
{
    private const int ActionsPerStep = 500;

    /// <summary>One report for each watch, in the order given.</summary>
    /// <param name="watches">As they would answer.</param>
    /// <param name="since">Actions signed on this day or later.</param>
    public async Task<IReadOnlyList<BackTestReport>> RunAsync(
        IReadOnlyList<Watch> watches, DateOnly since, IProgress<PollProgress>? progress, CancellationToken cancellation)
    {
        var tallies = watches.Select(watch => new BackTestTally(watch)).ToList();
        var byWatch = tallies.ToDictionary(tally => tally.WatchId, StringComparer.Ordinal);
        var matcher = matchers.For(watches);
        var history = new BackTestHistory();
        var feeds = await store.FeedsAsync(cancellation);
        var all = (int)Math.Min(int.MaxValue, feeds.Sum(feed => feed.KnownActions));
        var done = 0;
        foreach (var feed in feeds)
        {
            await foreach (var known in store.SignedSinceAsync(feed.Feed, since, cancellation))
            {
                if (done++ % ActionsPerStep == 0)
                    progress?.Report(new PollProgress(feed.Feed, done, all));
                history.Add(known.Action);
                foreach (var match in matcher.Find(ActionSubject.Of(known.Action)))
                    byWatch[match.WatchId].Add(known.Action, match);
            }
        }

        return [.. tallies.Select(tally => tally.Report(history))];
    }

    /// <summary>What the last month of the stored history says of the watches; nothing where nothing is stored.</summary>
    public async Task<IReadOnlyList<BackTestReport>> LastMonthAsync(IReadOnlyList<Watch> watches, DateOnly today, CancellationToken cancellation)
    {
        var newest = (await store.FeedsAsync(cancellation)).Max(feed => feed.Health.NewestActionDate);
        return newest is not { } day ? [] : await RunAsync(watches, (day < today ? day : today).AddDays(1 - BackTestReport.DaysOfMonth), null, cancellation);
    }
}
