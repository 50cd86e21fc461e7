using ContractWatch.Alerting;
using ContractWatch.Awards;
using ContractWatch.Feeds;
using ContractWatch.Feeds.UsaSpending;
using ContractWatch.Matching;
using ContractWatch.Polling;
using ContractWatch.Storage;
using ContractWatch.Storage.Sqlite;
using ContractWatch.TestServers;
using ContractWatch.TestServers.UsaSpending;
using ContractWatch.Watches;
using Microsoft.Extensions.Logging.Abstractions;

namespace ContractWatch.Ledger;

/// <summary>A USAspending that is polled day after day, with everybody's awards watched.</summary>
internal sealed class LedgerScene : IAsyncDisposable
{
    private readonly ImpatientTime _time = new(new DateTimeOffset(2026, 8, 3, 12, 0, 0, TimeSpan.Zero));
    private readonly UsaSpendingServer _server;
    private readonly UsaSpendingFeed _feed;
    private readonly DirectoryInfo _folder;

    private LedgerScene(UsaSpendingServer server, IStore store, DirectoryInfo folder)
    {
        (_server, Store, _folder) = (server, store, folder);
        var options = Rig.Options;
        options.BaseUrl = new Uri(server.BaseAddress.AbsoluteUri.Replace("://", "://reader:secret@", StringComparison.Ordinal));
        options.SweepEveryDays = 1;
        _feed = new UsaSpendingFeed("usaspending", options, new FeedHttp(UsaSpendingFeed.HttpOptions(options), _time, NullLogger<FeedHttp>.Instance), _time);
    }

    public IStore Store { get; }

    public EvidenceDesk Desk => new(Store.Changes, Store.Ledger, Store.Watches);

    public static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static async Task<LedgerScene> StartAsync()
    {
        var folder = Directory.CreateTempSubdirectory("contractwatch-ledger-");
        var store = await SqliteStore.OpenAsync(Path.Combine(folder.FullName, SqliteStore.FileName), Stop);
        var scene = new LedgerScene(await UsaSpendingServer.StartAsync(), store, folder);
        var watch = new Watch { Id = "dhs", Agencies = ["ICE", "CBP"], Notify = [new Subscription("dhs", Subscription.Email, "desk@example.org")] };
        await scene.Store.Watches.SaveAsync(new StoredWatch(watch, StoredWatch.CommandLine, DateTimeOffset.UnixEpoch), Stop);
        return scene;
    }

    /// <summary>The next day's poll of what the source holds then.</summary>
    public async Task<PollReport> PollAsync(params TransactionRow[] rows) => await PollAsync(Rows.Universe(rows));

    public async Task<PollReport> PollAsync(Universe universe)
    {
        _server.Universe = universe;
        var cycle = new PollCycle(_feed, Store.Polls, Store.Watches, new MatcherFactory(), _time, NullLogger<PollCycle>.Instance);
        var report = await cycle.RunAsync(PlanReason.Asked, progress: null, Stop);
        report.Complete.ShouldBeTrue(report.Reason);
        _time.Advance(TimeSpan.FromDays(1));
        return report;
    }

    public async Task<WrittenBundle> EvidenceAsync(string award) => (await Desk.WriteAsync(new AwardKey(award), Stop)).ShouldNotBeNull();

    public async Task<List<MatchedChange>> ChangesAsync() => await Store.Changes.ChangesAsync(new ChangeQuery(), Stop).ToListAsync(Stop);

    public async Task<List<LedgerEntry>> EntriesAsync() => await Store.Ledger.EntriesAsync(places: null, Stop).ToListAsync(Stop);

    public async ValueTask DisposeAsync()
    {
        _feed.Dispose();
        await _server.DisposeAsync();
        await Store.DisposeAsync();
        _folder.Delete(recursive: true);
    }
}
