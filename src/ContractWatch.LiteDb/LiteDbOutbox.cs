using System.Runtime.CompilerServices;
using ContractWatch.Alerting;
using ContractWatch.Delivery;
using ContractWatch.Storage;
using ContractWatch.Watches;
using LiteDB;

namespace ContractWatch.LiteDb;

internal sealed class LiteDbOutbox(LiteDbFile file) : IOutbox
{
    private const int Batch = 200;

    public Task<IReadOnlyList<OutboxMessage>> DueAsync(string channel, DateTimeOffset now, int limit, OutboxMessage? after, CancellationToken cancellation) =>
        file.ReadAsync<IReadOnlyList<OutboxMessage>>(
            shelves =>
            {
                var place = after is null ? 0 : shelves[Tables.Messages].First("key", after.Key)?.Number("place") ?? 0;
                var first = Tables.Due(channel, after?.Due.Steps() ?? long.MinValue, after is null ? Key.First : Key.Number(place + 1));
                return [.. shelves[Tables.Messages].Between("by_due", first, Tables.Due(channel, now.Steps(), Key.Last), limit).Select(row => Read(shelves, row))];
            },
            cancellation);

    public Task<IReadOnlyList<OutboxMessage>> DueNoticesAsync(string channel, DateTimeOffset now, CancellationToken cancellation) =>
        file.ReadAsync<IReadOnlyList<OutboxMessage>>(
            shelves => [.. Due(shelves, channel, now).Where(row => IsNotice(shelves, row)).Select(row => Read(shelves, row))], cancellation);

    public Task<IReadOnlyList<OutboxMessage>> DueToAsync(string channel, string address, DateTimeOffset now, CancellationToken cancellation) =>
        file.ReadAsync<IReadOnlyList<OutboxMessage>>(
            shelves => [.. shelves[Tables.Messages].With("by_address", Key.Of(channel, address.ToLowerInvariant()))
                .Where(row => row.Number("due") <= now.Steps()).Select(row => Read(shelves, row))],
            cancellation);

    public Task RecordAsync(IReadOnlyList<OutboxMessage> messages, CancellationToken cancellation) => file.WriteAsync(
        shelves =>
        {
            foreach (var message in messages)
            {
                var row = shelves[Tables.Messages].First("key", message.Key)
                    ?? throw new StoreException($"The outbox of {file.Name} holds no message {message.Key}; only a poll's commit adds messages.");
                shelves[Tables.Messages].Put(Told(row, message));
            }

            return true;
        },
        cancellation);

    public Task DivideAsync(OutboxMessage message, IReadOnlyList<OutboxMessage> parts, CancellationToken cancellation) => file.WriteAsync(
        shelves =>
        {
            var whole = shelves[Tables.Messages].First("key", message.Key) ?? throw new StoreException($"The outbox of {file.Name} holds no message {message.Key} to divide.");
            foreach (var part in parts)
            {
                var place = shelves[Tables.Messages].Add(Piece(whole, part));
                foreach (var alert in part.Alerts.Select(alert => shelves[Tables.Alerts].First("key", alert.Key)).OfType<BsonDocument>())
                {
                    alert["message"] = place;
                    shelves[Tables.Alerts].Put(alert);
                }
            }

            return true;
        },
        cancellation);

    public Task<int> OweAgainAsync(IReadOnlyList<string> keys, DateTimeOffset now, CancellationToken cancellation) => file.WriteAsync(
        shelves =>
        {
            var rows = keys.Select(key => shelves[Tables.Messages].First("key", key)).OfType<BsonDocument>()
                .Where(row => row.Text("state") is nameof(MessageState.Refused) or nameof(MessageState.Withdrawn)).ToList();
            foreach (var row in rows)
                SuppressionRows.OweAgain(shelves, row, now.Steps());
            return rows.Count;
        },
        cancellation);

    public Task<IAsyncDisposable?> TryTakeTurnAsync(string channel, CancellationToken cancellation) => Task.FromResult<IAsyncDisposable?>(
        NamedLock.TryAcquire(Path.GetDirectoryName(Path.GetFullPath(file.Name))!, $"deliver-{channel}"));

    public IAsyncEnumerable<OutboxMessage> MessagesAsync(MessageState? state, CancellationToken cancellation) =>
        InOrderAsync(row => state is null || row.Text("state") == state.ToString(), cancellation);

    public Task<IReadOnlyList<OutboxMessage>> PartsAsync(string key, CancellationToken cancellation) => file.ReadAsync<IReadOnlyList<OutboxMessage>>(
        shelves => [.. shelves[Tables.Messages].With("key", key).Concat(shelves[Tables.Messages].With("by_sending", Key.Of(key)))
            .DistinctBy(row => row.Number("place")).OrderBy(row => row.Number("place")).Select(row => Read(shelves, row))],
        cancellation);

    public IAsyncEnumerable<OutboxMessage> DeliveredToAsync(string channel, string address, CancellationToken cancellation)
    {
        var folded = address.ToLowerInvariant();
        return InOrderAsync(
            row => row.Text("state") == nameof(MessageState.Delivered) && row.Text("channel") == channel && row.Text("folded_address") == folded, cancellation);
    }

    private async IAsyncEnumerable<OutboxMessage> InOrderAsync(Func<BsonDocument, bool> isMeant, [EnumeratorCancellation] CancellationToken cancellation)
    {
        for (long? from = 0; from is { } place;)
        {
            var (last, messages) = await file.ReadAsync(
                shelves =>
                {
                    var rows = shelves[Tables.Messages].Between("_id", place, long.MaxValue, Batch);
                    return (rows.Count == Batch ? rows[^1].Number("place") : (long?)null, rows.Where(isMeant).Select(row => Read(shelves, row)).ToList());
                },
                cancellation);
            foreach (var message in messages)
                yield return message;

            from = last + 1;
        }
    }

    public Task<int> WaitingAsync(string channel, DateTimeOffset now, DateTimeOffset owedAfter, CancellationToken cancellation) => file.ReadAsync(
        shelves => Due(shelves, channel, now).Where(row => row.Number("created") > owedAfter.Steps() && !IsNotice(shelves, row))
            .Select(SuppressionRows.Sending).Distinct(StringComparer.Ordinal).Count(),
        cancellation);

    public Task<IReadOnlyList<ChannelStanding>> StandingsAsync(DateTimeOffset now, CancellationToken cancellation) =>
        file.ReadAsync(shelves => SuppressionRows.Standings(shelves, now), cancellation);

    public Task SuppressAsync(Suppression suppression, CancellationToken cancellation) =>
        file.WriteAsync(shelves => SuppressionRows.Add(shelves, suppression), cancellation);

    public Task<IReadOnlyList<Suppression>> SuppressionsAsync(CancellationToken cancellation) => file.ReadAsync(SuppressionRows.All, cancellation);

    public Task<bool> LiftAsync(string channel, string address, DateTimeOffset now, CancellationToken cancellation) =>
        file.WriteAsync(shelves => SuppressionRows.Lift(shelves, channel, address, now), cancellation);

    public Task<string?> RecallAsync(string name, CancellationToken cancellation) =>
        file.ReadAsync(shelves => shelves[Tables.Kept].At(name)?.Text("value"), cancellation);

    public Task KeepAsync(string name, string value, CancellationToken cancellation) => file.WriteAsync(
        shelves =>
        {
            shelves[Tables.Kept].Put(new BsonDocument { ["name"] = name, ["value"] = value });
            return true;
        },
        cancellation);

    /// <summary>Adds what a poll's commit owes. An alert that was owed before is left out, and so is a message of which nothing else is left.</summary>
    public static void Add(Shelves shelves, IReadOnlyList<OutboxMessage> messages)
    {
        foreach (var message in messages.Where(message => !shelves[Tables.Messages].Has("key", message.Key)))
        {
            Alert[] owed = [.. message.Alerts.DistinctBy(alert => alert.Key).Where(alert => !shelves[Tables.Alerts].Has("key", alert.Key))];
            if (owed.Length == 0 && message.Alerts.Count > 0)
                continue;

            var place = shelves[Tables.Messages].Add(Told(
                new BsonDocument
                {
                    ["key"] = message.Key,
                    ["channel"] = message.Channel,
                    ["address"] = message.Address,
                    ["folded_address"] = message.Address.ToLowerInvariant(),
                    ["cadence"] = message.Cadence.ToString(),
                    ["award"] = message.Award,
                    ["created"] = message.Created.Steps(),
                    ["promised"] = message.Due.Steps(),
                    [Tables.Held] = SuppressionRows.IsSuppressed(shelves, message.Channel, message.Address),
                },
                message));
            foreach (var alert in owed)
            {
                shelves[Tables.Alerts].Add(new BsonDocument
                {
                    ["key"] = alert.Key,
                    ["message"] = place,
                    ["change"] = alert.ChangeId,
                    ["subscription"] = alert.SubscriptionId,
                    ["watch"] = alert.WatchId,
                });
            }
        }
    }

    /// <summary>Of the whole everything but what it tells and what became of it.</summary>
    private static BsonDocument Piece(BsonDocument whole, OutboxMessage part) => new()
    {
        ["key"] = part.Key,
        ["channel"] = whole["channel"],
        ["address"] = whole["address"],
        ["folded_address"] = whole["folded_address"],
        ["cadence"] = whole["cadence"],
        ["award"] = whole["award"],
        ["created"] = whole["created"],
        ["due"] = whole["due"],
        ["promised"] = whole["promised"],
        ["attempts"] = whole["attempts"],
        ["sending"] = BsonValue.Null,
        ["last_error"] = part.LastError,
        ["state"] = part.State.ToString(),
        ["receipt"] = BsonValue.Null,
        ["delivered"] = BsonValue.Null,
        [Tables.Held] = whole[Tables.Held],
    };

    private static List<BsonDocument> Due(Shelves shelves, string channel, DateTimeOffset now, int limit = int.MaxValue) =>
        shelves[Tables.Messages].Between("by_due", Tables.Due(channel, long.MinValue, Key.First), Tables.Due(channel, now.Steps(), Key.Last), limit);

    private static bool IsNotice(Shelves shelves, BsonDocument row) => shelves[Tables.Notices].At(row.Text("key")) is not null;

    private static BsonDocument Told(BsonDocument row, OutboxMessage message)
    {
        row["due"] = message.Due.Steps();
        row["attempts"] = message.Attempts;
        row["sending"] = message.Sending;
        row["last_error"] = message.LastError;
        row["state"] = message.State.ToString();
        row["receipt"] = message.Receipt;
        row["delivered"] = message.Delivered?.Steps();
        return row;
    }

    private static OutboxMessage Read(Shelves shelves, BsonDocument row) => new()
    {
        Key = row.Text("key"),
        Channel = row.Text("channel"),
        Address = row.Text("address"),
        Cadence = Enum.Parse<Cadence>(row.Text("cadence")),
        Award = row.TextOrNull("award"),
        Alerts = [.. shelves[Tables.Alerts].With("message", row["place"])
            .Select(alert => new Alert(alert.Text("key"), alert.Text("change"), alert.Text("subscription"), alert.Text("watch")))],
        Created = row.Moment("created"),
        Due = row.Moment("due"),
        Attempts = row.Int("attempts"),
        Sending = row.TextOrNull("sending"),
        LastError = row.TextOrNull("last_error"),
        State = Enum.Parse<MessageState>(row.Text("state")),
        Receipt = row.TextOrNull("receipt"),
        Delivered = row.MomentOrNull("delivered"),
    };
}
