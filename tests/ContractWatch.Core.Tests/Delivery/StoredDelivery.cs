using ContractWatch.Alerting;
using ContractWatch.Diffing;
using ContractWatch.Feeds;
using ContractWatch.Matching;
using ContractWatch.Polling;
using ContractWatch.Storage.Sqlite;
using ContractWatch.TestServers;
using ContractWatch.Watches;
using Microsoft.Extensions.Logging.Abstractions;

namespace ContractWatch.Delivery;

/// <summary>The real way from a committed change to a receipt: store, router, letters, dispatcher; with a clock of its own.</summary>
internal sealed class StoredDelivery : IAsyncDisposable
{
    private readonly Storage.TemporaryFolder _folder;
    private readonly SqliteStore _store;
    private int _polls;

    private StoredDelivery(Storage.TemporaryFolder folder, SqliteStore store) => (_folder, _store) = (folder, store);

    public ImpatientTime Time { get; } = new(Told.Noon);

    public IOutbox Outbox => _store.Outbox;

    public IWatchStore Watches => _store.Watches;

    public static async Task<StoredDelivery> OpenAsync(params StoredWatch[] watches)
    {
        var folder = new Storage.TemporaryFolder();
        var scene = new StoredDelivery(folder, await SqliteStore.OpenAsync(folder.File(SqliteStore.FileName), Stop));
        foreach (var watch in watches)
            await scene._store.Watches.SaveAsync(watch, Stop);
        return scene;
    }

    /// <summary>A poll finds the changes and commits them with what is owed for them.</summary>
    public async Task CommitAsync(params IReadOnlyList<MatchedChange> changes)
    {
        var messages = AlertRouter.Route(changes, await _store.Watches.InForceAsync(Stop), Time.GetUtcNow());
        await _store.Polls.CommitAsync(
            new PollCommit
            {
                Feed = "usaspending",
                From = _polls == 0 ? FeedCursor.Start : new FeedCursor($"{_polls}"),
                To = new FeedCursor($"{++_polls}"),
                Time = Time.GetUtcNow(),
                Actions = [.. changes.Select(told => new KnownAction { Action = told.Change.Action, Revision = 1, FirstSeen = told.Change.FirstSeen })],
                Changes = changes,
                Messages = messages,
                Health = FeedHealth.Unknown,
                Coverage = new PollCoverage { Started = Time.GetUtcNow() },
            },
            Stop);
    }

    /// <summary>Owes a message that tells no change.</summary>
    public Task OweAsync(string channel, string address, Notice notice) => _store.Notices.OweAsync(
        new OutboxMessage
        {
            Key = AlertKey.Hash(["notice", channel, address, notice.Thread]),
            Channel = channel,
            Address = address,
            Cadence = Cadence.Immediately,
            Alerts = [],
            Created = Time.GetUtcNow(),
            Due = Time.GetUtcNow(),
        },
        notice,
        Stop);

    /// <summary>One run of a process with this channel; another outbox stands before the store's where something is to go wrong.</summary>
    public Task<DeliveryReport> RunAsync(IDeliveryChannel channel, IOutbox? outbox = null)
    {
        var through = outbox ?? Outbox;
        var letters = new LetterWriter(_store.Changes, _store.Watches, _store.Polls, _store.Notices, []);
        var brake = new VolumeBrake(through, new DeliveryOptions { HoldAbove = 0 }, Time);
        return new Dispatcher(through, letters, [channel], brake, Time, NullLogger<Dispatcher>.Instance).DeliverDueAsync(Stop);
    }

    /// <summary>Runs as often as back-off asks for, until nothing is owed that could go out.</summary>
    public async Task RunToTheEndAsync(IDeliveryChannel channel)
    {
        for (var run = 0; run < 20; run++)
        {
            Time.Advance(TimeSpan.FromDays(1));
            if ((await RunAsync(channel)).Channels.Single() is { Delivered: 0, Deferred: 0, Refused: 0 })
                return;
        }

        throw new InvalidOperationException("twenty runs were not enough");
    }

    public async Task<IReadOnlyList<OutboxMessage>> MessagesAsync() => await Outbox.MessagesAsync(null, Stop).ToListAsync(Stop);

    public async ValueTask DisposeAsync()
    {
        await _store.DisposeAsync();
        _folder.Dispose();
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;
}
