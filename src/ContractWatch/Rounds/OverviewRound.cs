using ContractWatch.Alerting;
using ContractWatch.Delivery;
using ContractWatch.Matching;
using ContractWatch.Storage;
using ContractWatch.Watches;

namespace ContractWatch.Rounds;

/// <summary>Keeps the overviews of those channels that have one in step with what was told.</summary>
internal sealed partial class OverviewRound(IReadOnlyList<IOverviewBoard> boards, IReadOnlyList<ConfiguredFeed> feeds, IStore store, ILogger<OverviewRound> log)
{
    private const int MostAwards = 30;
    private const int MostGaps = 20;

    public async Task RunAsync(CancellationToken cancellation)
    {
        foreach (var board in boards)
        {
            // Writes of one channel follow each other: what is being delivered goes first.
            await using var turn = await store.Outbox.TryTakeTurnAsync(board.Name, cancellation);
            if (turn is null)
                continue;
            foreach (var address in await AnswerRound.AddressesAsync(store.Watches, board.Name, cancellation))
            {
                if (await OfAsync(board.Name, address, cancellation) is { } overview && await board.ShowAsync(overview, cancellation) is { } fault)
                    LogUnshown(board.Name, fault);
            }
        }
    }

    /// <summary>Null while nothing was told.</summary>
    private async Task<Overview?> OfAsync(string channel, string address, CancellationToken cancellation)
    {
        var watches = (await store.Watches.InForceAsync(cancellation)).Select(stored => stored.Watch)
            .Where(watch => watch.Privacy == Privacy.Public && watch.Notify.Any(one => one.Channel == channel && one.Address.Equals(address, StringComparison.OrdinalIgnoreCase)))
            .ToList();
        var told = new Tally([.. watches.Select(watch => watch.Id)]);
        await foreach (var message in store.Outbox.DeliveredToAsync(channel, address, cancellation))
            told.Add(message);
        return told.IsEmpty ? null : new Overview
        {
            Address = address,
            Watches = [.. watches.Select(watch => told.Of(watch))],
            Latest = await LatestAsync(told, cancellation),
            Gaps = await GapsAsync(cancellation),
        };
    }

    private async Task<IReadOnlyList<OverviewAward>> LatestAsync(Tally told, CancellationToken cancellation)
    {
        var latest = told.Latest.Take(MostAwards).ToList();
        var query = new ChangeQuery { Ids = [.. latest.Select(message => message.Alerts[^1].ChangeId)] };
        var changes = new Dictionary<string, MatchedChange>(StringComparer.Ordinal);
        await foreach (var change in store.Changes.ChangesAsync(query, cancellation))
            changes[change.Change.Id] = change;
        return [.. latest.Select(message => Award(message, AlertText.Of([changes[message.Alerts[^1].ChangeId]], new Dictionary<string, string>())))];
    }

    private static OverviewAward Award(OutboxMessage message, AwardStory story)
    {
        var watch = message.Alerts[^1].WatchId;
        return new OverviewAward(story.ThreadUnder(watch), story.Subject, watch, Tally.Day(message));
    }

    private async Task<IReadOnlyList<string>> GapsAsync(CancellationToken cancellation)
    {
        var gaps = new List<string>();
        foreach (var feed in feeds.Where(feed => feed.IsEnabled))
            gaps.AddRange((await store.Polls.CoverageAsync(feed.Id, cancellation)).Gaps.Select(gap => $"{feed.Id}: {CoverageText.Of(gap)}"));
        return [.. gaps.Take(MostGaps)];
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Channel}: the overview could not be written: {Fault}")]
    private partial void LogUnshown(string channel, string fault);

    /// <summary>What one address was told of the watches it hears of.</summary>
    private sealed class Tally(HashSet<string> watches)
    {
        private readonly Dictionary<(string Watch, string Award), OutboxMessage> _awards = [];
        private readonly Dictionary<string, (int Changes, DateOnly Last)> _changes = new(StringComparer.Ordinal);

        public bool IsEmpty => _changes.Count == 0;

        /// <summary>The last message of each award and watch, the newest first.</summary>
        public IEnumerable<OutboxMessage> Latest =>
            _awards.Values.OrderByDescending(message => message.Delivered).ThenBy(message => message.Key, StringComparer.Ordinal);

        public void Add(OutboxMessage message)
        {
            foreach (var alerts in message.Alerts.Where(alert => watches.Contains(alert.WatchId)).GroupBy(alert => alert.WatchId))
            {
                _changes[alerts.Key] = (_changes.GetValueOrDefault(alerts.Key).Changes + alerts.Count(), Day(message));
                if (message.Award is { } award)
                    _awards[(alerts.Key, award)] = message;
            }
        }

        public OverviewWatch Of(Watch watch) => _changes.TryGetValue(watch.Id, out var told)
            ? new OverviewWatch(watch.Id, watch.Vendor?.Name, _awards.Keys.Count(award => award.Watch == watch.Id), told.Changes, told.Last)
            : new OverviewWatch(watch.Id, watch.Vendor?.Name, 0, 0, null);

        public static DateOnly Day(OutboxMessage message) => DateOnly.FromDateTime(message.Delivered!.Value.UtcDateTime);
    }
}
