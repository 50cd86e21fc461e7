using ContractWatch.Alerting;
using ContractWatch.Feeds;
using ContractWatch.Feeds.UsaSpending;
using ContractWatch.Matching;
using ContractWatch.Storage.Sqlite;
using ContractWatch.TestServers;
using ContractWatch.TestServers.UsaSpending;
using ContractWatch.Watches;
using Microsoft.Extensions.Logging.Abstractions;

namespace ContractWatch.Polling;

/// <summary>The captures polled day by day over loopback, with the product's own feed, matcher, store and poll cycle.</summary>
internal sealed class Replay : IAsyncDisposable
{
    private const string Feed = "usaspending";
    private const int TriesADay = 30;

    private readonly DirectoryInfo _directory;
    private readonly ImpatientTime _time = new(DateTimeOffset.UnixEpoch);
    private readonly SqliteStore _store;
    private readonly UsaSpendingServer _server;

    private string[]? _agencies;

    private Replay(SqliteStore store, UsaSpendingServer server, DirectoryInfo directory) =>
        (_store, _server, _directory) = (store, server, directory);

    public SqliteStore Store => _store;

    public UsaSpendingServer Server => _server;

    public List<PollReport> Reports { get; } = [];

    public static async Task<Replay> StartAsync(CancellationToken cancellation)
    {
        var directory = Directory.CreateTempSubdirectory("contractwatch-replay-");
        var store = await SqliteStore.OpenAsync(Path.Combine(directory.FullName, SqliteStore.FileName), cancellation);
        return new Replay(store, await UsaSpendingServer.StartAsync(), directory);
    }

    public async Task WatchAsync(string watchFile, CancellationToken cancellation)
    {
        foreach (var watch in WatchFile.Read(watchFile).Watches)
            await _store.Watches.SaveAsync(new StoredWatch(watch.Watch, watchFile, DateTimeOffset.UnixEpoch), cancellation);
    }

    /// <summary>
    /// Polls at every moment of the captures until the poll is complete, and once more three days later: what a source edits without
    /// dating it is found by the next sweep.
    /// </summary>
    public async Task RunAsync(IEnumerable<CaptureDay> days, CancellationToken cancellation)
    {
        DateOnly? historySince = null;
        var last = DateTimeOffset.UnixEpoch;
        foreach (var day in days)
        {
            historySince ??= day.Universe.Rows.Min(row => row.ActionDate);
            _server.Universe = day.Universe;
            _time.Set(last = day.Time);
            _agencies ??= [.. day.Universe.Rows.Select(row => row.AwardingAgency).Distinct()];
            await PollAsync(historySince.Value, cancellation);
        }

        if (historySince is not { } since)
            return;
        _time.Set(last.AddDays(3));
        await PollAsync(since, cancellation);
    }

    public async Task<IReadOnlyList<MatchedChange>> ChangesAsync(CancellationToken cancellation) =>
        await _store.Changes.ChangesAsync(new ChangeQuery(), cancellation).ToListAsync(cancellation);

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        await _store.DisposeAsync();
        _directory.Delete(recursive: true);
    }

    private async Task PollAsync(DateOnly historySince, CancellationToken cancellation)
    {
        var options = new UsaSpendingOptions
        {
            BaseUrl = _server.BaseAddress,
            Agencies = _agencies!,
            HistorySince = historySince,
            RequestsPerSecond = 0,
        };
        using var feed = new UsaSpendingFeed(
            Feed, options, new FeedHttp(UsaSpendingFeed.HttpOptions(options), _time, NullLogger<FeedHttp>.Instance), _time);
        var cycle = new PollCycle(feed, _store.Polls, _store.Watches, new MatcherFactory(), _time, NullLogger<PollCycle>.Instance);
        for (var attempt = 0; attempt < TriesADay; attempt++)
        {
            var report = await cycle.RunAsync(PlanReason.Asked, progress: null, cancellation);
            Reports.Add(report);
            if (report.Complete)
                return;
        }

        throw new InvalidOperationException($"no poll out of {TriesADay} was complete: {Reports[^1].Reason}");
    }
}
