using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using ContractWatch.Alerting;
using ContractWatch.Delivery;
using ContractWatch.Storage;
using ContractWatch.Watches;

namespace ContractWatch.Rounds;

/// <summary>
/// Tells those who look after this installation what needs care: once when it begins, again while it lasts, and once more when it is
/// over. What is told is kept in the store first and owed by it, so that neither a restart nor a crash in between tells anything twice.
/// </summary>
internal sealed partial class CareRound(
    Troubles troubles, IReadOnlyList<ConfiguredFeed> feeds, IStore store, OperatorsOptions options, TimeProvider time, ILogger<CareRound> log)
{
    private const string Kept = "operators/told";

    /// <summary>What stands in this process's log: whoever reads only that hears of all of it.</summary>
    private readonly HashSet<string> _logged = new(StringComparer.Ordinal);

    public async Task RunAsync(CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        foreach (var feed in feeds.Where(feed => feed.IsEnabled))
            await FeedStanding.BeginAsync(feed, store.Outbox, now, cancellation);
        var told = await ToldAsync(cancellation);
        await OweAsync(told, cancellation);
        var found = await troubles.NowAsync(cancellation);
        var next = Next(told, found, now);
        if (!next.SequenceEqual(told))
        {
            await store.Outbox.KeepAsync(Kept, JsonSerializer.Serialize(next, CareJson.Default.SortedDictionaryStringToldTrouble), cancellation);
            await OweAsync(next, cancellation);
        }

        if (options.Heartbeat && now.UtcDateTime.DayOfWeek == DayOfWeek.Monday)
            await BeatAsync(found, DateOnly.FromDateTime(now.UtcDateTime), cancellation);
    }

    /// <summary>What is over stands there once more, to be told; then it is forgotten.</summary>
    private SortedDictionary<string, ToldTrouble> Next(SortedDictionary<string, ToldTrouble> told, IReadOnlyList<Trouble> found, DateTimeOffset now)
    {
        var next = new SortedDictionary<string, ToldTrouble>(StringComparer.Ordinal);
        foreach (var trouble in found)
        {
            if (told.TryGetValue(trouble.Id, out var before) && before.Over is null)
            {
                next[trouble.Id] = before with { What = trouble.What, LastTold = now - before.LastTold < TimeSpan.FromHours(options.RepeatHours) ? before.LastTold : now };
            }
            else
            {
                next[trouble.Id] = new ToldTrouble(now, now, trouble.What);
            }

            if (_logged.Add(trouble.Id))
                LogTrouble(trouble.What);
        }

        foreach (var (id, over) in told.Where(one => one.Value.Over is null && !next.ContainsKey(one.Key)))
        {
            next[id] = over with { Over = now };
            _logged.Remove(id);
            LogOver(id);
        }

        return next;
    }

    private async Task OweAsync(SortedDictionary<string, ToldTrouble> told, CancellationToken cancellation)
    {
        foreach (var (id, one) in told)
        {
            if (one.Over is { } over)
                await OweAsync("over", id, one.Since, over, $"Over: {id}", $"This is over, after {Lasted(over - one.Since)}:\n{one.What}", cancellation);
            else
                await OweAsync("told", id, one.Since, one.LastTold, $"Needs care: {id}", $"{one.What}{Lasts(one)}\nYou hear of it again while it lasts, and when it is over.", cancellation);
        }
    }

    /// <summary>
    /// On Mondays, whatever there is to say: who hears nothing then knows that something is wrong. A week that begins without the
    /// daemon has none.
    /// </summary>
    private async Task BeatAsync(IReadOnlyList<Trouble> found, DateOnly monday, CancellationToken cancellation)
    {
        var began = new DateTimeOffset(monday.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero);
        var coverage = new List<string>();
        foreach (var feed in feeds.Where(feed => feed.IsEnabled))
            coverage.Add(CoverageText.Line(await store.Polls.CoverageAsync(feed.Id, cancellation)));
        var text = string.Join('\n', coverage.Concat(found.Count == 0 ? ["Nothing needs care."] : found.Select(trouble => trouble.What)));
        await OweAsync("beat", "heartbeat", began, began, string.Create(CultureInfo.InvariantCulture, $"ContractWatch runs, week of {monday:yyyy-MM-dd}"), text, cancellation);
    }

    /// <summary>The same word has the same key, so that it is owed once, however often this is called.</summary>
    private async Task OweAsync(string word, string id, DateTimeOffset since, DateTimeOffset at, string subject, string text, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        foreach (var address in options.Tell)
        {
            var channel = OperatorsOptions.ChannelOf(address);
            var thread = AlertKey.Hash(["operators", id, since.ToString("O", CultureInfo.InvariantCulture)]);
            var message = new OutboxMessage
            {
                Key = AlertKey.Hash(["operators", word, channel, address.ToLowerInvariant(), id, at.ToString("O", CultureInfo.InvariantCulture)]),
                Channel = channel,
                Address = address,
                Cadence = Cadence.Immediately,
                Alerts = [],
                Created = now,
                Due = now,
            };
            await store.Notices.OweAsync(message, new Notice($"ContractWatch: {subject}".Replace("ContractWatch: ContractWatch", "ContractWatch", StringComparison.Ordinal), text, thread), cancellation);
        }
    }

    private async Task<SortedDictionary<string, ToldTrouble>> ToldAsync(CancellationToken cancellation) =>
        await store.Outbox.RecallAsync(Kept, cancellation) is { } kept
            ? JsonSerializer.Deserialize(kept, CareJson.Default.SortedDictionaryStringToldTrouble)!
            : new SortedDictionary<string, ToldTrouble>(StringComparer.Ordinal);

    private static string Lasts(ToldTrouble one) => one.LastTold == one.Since ? "" : $"\nIt has lasted for {Lasted(one.LastTold - one.Since)}.";

    private static string Lasted(TimeSpan time) => time.TotalDays >= 2
        ? string.Create(CultureInfo.InvariantCulture, $"{time.TotalDays:0} days")
        : string.Create(CultureInfo.InvariantCulture, $"{Math.Max(1, time.TotalHours):0} hours");

    [LoggerMessage(Level = LogLevel.Warning, Message = "needs care: {What}")]
    private partial void LogTrouble(string what);

    [LoggerMessage(Level = LogLevel.Information, Message = "over: {Trouble}")]
    private partial void LogOver(string trouble);
}

/// <summary>A trouble as it is told.</summary>
/// <param name="Over">When it was found to be over; null while it lasts.</param>
internal sealed record ToldTrouble(DateTimeOffset Since, DateTimeOffset LastTold, string What, DateTimeOffset? Over = null);

[JsonSerializable(typeof(SortedDictionary<string, ToldTrouble>))]
internal sealed partial class CareJson : JsonSerializerContext;
