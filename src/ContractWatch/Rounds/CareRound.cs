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
/// over. What was told is kept in the store, so that a restart tells nothing twice.
/// </summary>
internal sealed class CareRound(IReadOnlyList<ConfiguredFeed> feeds, IStore store, VolumeBrake brake, OperatorsOptions options, TimeProvider time)
{
    private const string Kept = "operators/told";

    public async Task RunAsync(CancellationToken cancellation)
    {
        if (options.Tell.Count == 0)
            return;
        var now = time.GetUtcNow();
        var told = await ToldAsync(cancellation);
        var troubles = await TroublesAsync(now, cancellation);
        var next = new SortedDictionary<string, ToldTrouble>(StringComparer.Ordinal);
        foreach (var trouble in troubles)
            next[trouble.Id] = await TellAsync(trouble, told.GetValueOrDefault(trouble.Id), now, cancellation);
        foreach (var (id, over) in told.Where(one => !next.ContainsKey(one.Key)))
            await OweAsync("over", id, over.Since, now, $"Over: {id}", $"This is over, after {Lasted(now - over.Since)}:\n{over.What}", cancellation);
        if (options.Heartbeat)
            await BeatAsync(troubles, now, cancellation);
        if (!next.SequenceEqual(told))
            await store.Outbox.KeepAsync(Kept, JsonSerializer.Serialize(next, CareJson.Default.SortedDictionaryStringToldTrouble), cancellation);
    }

    private async Task<ToldTrouble> TellAsync(Trouble trouble, ToldTrouble? told, DateTimeOffset now, CancellationToken cancellation)
    {
        if (told is not null && now - told.LastTold < TimeSpan.FromHours(options.RepeatHours))
            return told with { What = trouble.What };
        var since = told?.Since ?? now;
        var lasts = told is null ? "" : $"\nIt has lasted for {Lasted(now - since)}.";
        await OweAsync("told", trouble.Id, since, now, $"Needs care: {trouble.Id}", $"{trouble.What}{lasts}\nYou hear of it again while it lasts, and when it is over.", cancellation);
        return new ToldTrouble(since, now, trouble.What);
    }

    private async Task<List<Trouble>> TroublesAsync(DateTimeOffset now, CancellationToken cancellation)
    {
        var troubles = new List<Trouble>();
        foreach (var standing in await FeedStanding.OfAllAsync(feeds, store.Polls, now, cancellation))
            troubles.AddRange(Trouble.Of(standing, await store.Polls.CoverageAsync(standing.Feed.Id, cancellation), options, now));
        foreach (var standing in await store.Outbox.StandingsAsync(now, cancellation))
        {
            troubles.AddRange(Trouble.Of(standing));
            troubles.AddRange(Trouble.OfBrake(standing.Channel, await brake.HeldAsync(standing.Channel, cancellation)));
        }

        troubles.AddRange(options.Expiries.SelectMany(key => Trouble.Of(key, now)));
        return [.. troubles.DistinctBy(trouble => trouble.Id)];
    }

    /// <summary>Every Monday, whatever there is to say: who hears nothing then knows that something is wrong.</summary>
    private async Task BeatAsync(List<Trouble> troubles, DateTimeOffset now, CancellationToken cancellation)
    {
        var monday = DateOnly.FromDateTime(now.UtcDateTime).AddDays(-(((int)now.UtcDateTime.DayOfWeek + 6) % 7));
        var began = new DateTimeOffset(monday.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero);
        var coverage = new List<string>();
        foreach (var feed in feeds.Where(feed => feed.IsEnabled))
            coverage.Add(CoverageText.Line(await store.Polls.CoverageAsync(feed.Id, cancellation)));
        var text = string.Join('\n', coverage.Concat(troubles.Count == 0 ? ["Nothing needs care."] : troubles.Select(trouble => trouble.What)));
        await OweAsync("beat", "heartbeat", began, began, string.Create(CultureInfo.InvariantCulture, $"ContractWatch runs, week of {monday:yyyy-MM-dd}"), text, cancellation);
    }

    /// <summary>The same word has the same key, so that it is owed once, also after a crash in between.</summary>
    private async Task OweAsync(string word, string id, DateTimeOffset since, DateTimeOffset at, string subject, string text, CancellationToken cancellation)
    {
        foreach (var address in options.Tell)
        {
            var channel = WatchRules.IsEmail(address) ? Subscription.Email : Subscription.GitHub;
            var thread = AlertKey.Hash(["operators", id, since.ToString("O", CultureInfo.InvariantCulture)]);
            var message = new OutboxMessage
            {
                Key = AlertKey.Hash(["operators", word, channel, address.ToLowerInvariant(), id, at.ToString("O", CultureInfo.InvariantCulture)]),
                Channel = channel,
                Address = address,
                Cadence = Cadence.Immediately,
                Alerts = [],
                Created = at,
                Due = at,
            };
            await store.Notices.OweAsync(message, new Notice($"ContractWatch: {subject}".Replace("ContractWatch: ContractWatch", "ContractWatch", StringComparison.Ordinal), text, thread), cancellation);
        }
    }

    private async Task<SortedDictionary<string, ToldTrouble>> ToldAsync(CancellationToken cancellation) =>
        await store.Outbox.RecallAsync(Kept, cancellation) is { } kept
            ? JsonSerializer.Deserialize(kept, CareJson.Default.SortedDictionaryStringToldTrouble)!
            : new SortedDictionary<string, ToldTrouble>(StringComparer.Ordinal);

    private static string Lasted(TimeSpan time) => time.TotalDays >= 2
        ? string.Create(CultureInfo.InvariantCulture, $"{time.TotalDays:0} days")
        : string.Create(CultureInfo.InvariantCulture, $"{Math.Max(1, time.TotalHours):0} hours");
}

/// <summary>A trouble as it was told.</summary>
internal sealed record ToldTrouble(DateTimeOffset Since, DateTimeOffset LastTold, string What);

[JsonSerializable(typeof(SortedDictionary<string, ToldTrouble>))]
internal sealed partial class CareJson : JsonSerializerContext;
