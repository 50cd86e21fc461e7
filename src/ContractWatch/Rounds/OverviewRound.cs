using ContractWatch.Alerting;
using ContractWatch.Awards;
using ContractWatch.Delivery;
using ContractWatch.Diffing;
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
            var shown = await ShownAsync(board.Name, cancellation);
            foreach (var address in (await AnswerRound.AddressesAsync(store.Watches, board.Name, cancellation)).Union(shown, StringComparer.OrdinalIgnoreCase))
            {
                if (await OfAsync(board.Name, address, shown.Contains(address, StringComparer.OrdinalIgnoreCase), cancellation) is not { } overview)
                    continue;
                if (await board.ShowAsync(overview, cancellation) is { } fault)
                    LogUnshown(board.Name, fault);
                else if (!shown.Contains(address, StringComparer.OrdinalIgnoreCase))
                    await store.Outbox.KeepAsync(Kept(board.Name), string.Join(' ', shown = [.. shown, address]), cancellation);
            }
        }
    }

    /// <summary>Addresses that have an overview: it is kept up also when no public watch tells them any more, so that no word of one stays in it.</summary>
    private async Task<string[]> ShownAsync(string channel, CancellationToken cancellation) =>
        (await store.Outbox.RecallAsync(Kept(channel), cancellation))?.Split(' ', StringSplitOptions.RemoveEmptyEntries) ?? [];

    private static string Kept(string channel) => $"{channel}/overviews";

    /// <summary>Null while nothing was told and nothing shown.</summary>
    private async Task<Overview?> OfAsync(string channel, string address, bool isShown, CancellationToken cancellation)
    {
        var watches = (await store.Watches.InForceAsync(cancellation)).Select(stored => stored.Watch)
            .Where(watch => watch.Privacy == Privacy.Public && watch.Notify.Any(one => one.Channel == channel && one.Address.Equals(address, StringComparison.OrdinalIgnoreCase)))
            .ToList();
        var told = new Tally([.. watches.Select(watch => watch.Id)]);
        await foreach (var message in store.Outbox.DeliveredToAsync(channel, address, cancellation))
            told.Add(message);
        if (told.IsEmpty && !isShown)
            return null;
        await foreach (var (change, _) in store.Changes.ChangesAsync(new ChangeQuery { Ids = told.ChangeIds }, cancellation))
            told.Learn(change);
        return new Overview
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
        var query = new ChangeQuery { Ids = [.. latest.Select(sent => sent.Alert.ChangeId).Distinct(StringComparer.Ordinal)] };
        var changes = new Dictionary<string, MatchedChange>(StringComparer.Ordinal);
        await foreach (var change in store.Changes.ChangesAsync(query, cancellation))
            changes[change.Change.Id] = change;
        return [.. latest.Select(sent => Award(sent, AlertText.Of([changes[sent.Alert.ChangeId]], new Dictionary<string, string>())))];
    }

    private static OverviewAward Award(Sent sent, AwardStory story) =>
        new(story.ThreadUnder(sent.Alert.WatchId), story.Subject, sent.Alert.WatchId, sent.Day);

    private async Task<IReadOnlyList<string>> GapsAsync(CancellationToken cancellation)
    {
        var gaps = new List<string>();
        foreach (var feed in feeds.Where(feed => feed.IsEnabled))
            gaps.AddRange((await store.Polls.CoverageAsync(feed.Id, cancellation)).Gaps.Select(gap => $"{feed.Id}: {CoverageText.Of(gap)}"));
        return [.. gaps.Take(MostGaps)];
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Channel}: the overview could not be written: {Fault}")]
    private partial void LogUnshown(string channel, string fault);

    /// <summary>An alert that was delivered.</summary>
    private sealed record Sent(Alert Alert, DateTimeOffset At, string MessageKey)
    {
        public DateOnly Day => DateOnly.FromDateTime(At.UtcDateTime);
    }

    /// <summary>What one address was told of the watches it hears of.</summary>
    private sealed class Tally(HashSet<string> watches)
    {
        /// <summary>The last of each award and watch, by the key the award had then; of a roll-up each.</summary>
        private readonly Dictionary<(string Watch, string About), Sent> _sent = [];

        /// <summary>The last of each award and watch, by the first key of the award: one that was moved is one.</summary>
        private readonly Dictionary<(string Watch, string Feed, AwardKey Award), Sent> _awards = [];

        private readonly Dictionary<string, (int Changes, DateOnly Last)> _changes = new(StringComparer.Ordinal);

        private ILookup<string, Sent>? _byChange;

        public bool IsEmpty => _changes.Count == 0;

        /// <summary>Changes to learn of which award they are.</summary>
        public IReadOnlyCollection<string> ChangeIds => [.. _sent.Values.Select(sent => sent.Alert.ChangeId).Distinct(StringComparer.Ordinal)];

        /// <summary>The newest first.</summary>
        public IEnumerable<Sent> Latest => _awards.Values.OrderByDescending(sent => sent.At).ThenBy(sent => sent.MessageKey, StringComparer.Ordinal);

        public void Add(OutboxMessage message)
        {
            foreach (var alert in message.Alerts.Where(alert => watches.Contains(alert.WatchId)))
            {
                var sent = new Sent(alert, message.Delivered!.Value, message.Key);
                var (changes, last) = _changes.GetValueOrDefault(alert.WatchId);
                _changes[alert.WatchId] = (changes + 1, sent.Day > last ? sent.Day : last);
                Keep(_sent, (alert.WatchId, message.Award ?? alert.ChangeId), sent);
            }
        }

        public void Learn(Change change)
        {
            _byChange ??= _sent.Values.ToLookup(sent => sent.Alert.ChangeId, StringComparer.Ordinal);
            foreach (var sent in _byChange[change.Id])
                Keep(_awards, (sent.Alert.WatchId, change.Feed, change.FirstKey), sent);
        }

        public OverviewWatch Of(Watch watch) => _changes.TryGetValue(watch.Id, out var told)
            ? new OverviewWatch(watch.Id, watch.Vendor?.Name, _awards.Keys.Count(award => award.Watch == watch.Id), told.Changes, told.Last)
            : new OverviewWatch(watch.Id, watch.Vendor?.Name, 0, 0, null);

        private static void Keep<TKey>(Dictionary<TKey, Sent> kept, TKey key, Sent sent)
            where TKey : notnull
        {
            if (!kept.TryGetValue(key, out var before) || before.At <= sent.At)
                kept[key] = sent;
        }
    }
}
