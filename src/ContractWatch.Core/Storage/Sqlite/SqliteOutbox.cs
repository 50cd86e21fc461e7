using System.Runtime.CompilerServices;
using ContractWatch.Alerting;
using ContractWatch.Delivery;
using ContractWatch.Watches;
using Microsoft.Data.Sqlite;

namespace ContractWatch.Storage.Sqlite;

internal sealed class SqliteOutbox(SqliteDatabase database) : IOutbox
{
    private const int Batch = 200;
    private const string IsNotice = "key IN (SELECT message FROM notices)";
    private const string Messages =
        "SELECT place, key, channel, address, cadence, award, created, due, attempts, last_error, state, receipt, delivered, sending FROM messages";

    public Task<IReadOnlyList<OutboxMessage>> DueAsync(string channel, DateTimeOffset now, int limit, OutboxMessage? after, CancellationToken cancellation) => OwedAsync(
        """
        channel = ?1 AND due BETWEEN ?4 AND ?2 AND (due > ?4 OR place > coalesce((SELECT place FROM messages WHERE key = ?5), 0))
        ORDER BY due, place LIMIT ?3
        """,
        [channel, now.Steps(), limit, after?.Due.Steps() ?? long.MinValue, after?.Key],
        cancellation);

    public Task<IReadOnlyList<OutboxMessage>> DueNoticesAsync(string channel, DateTimeOffset now, CancellationToken cancellation) => OwedAsync(
        $"channel = ?1 AND due <= ?2 AND {IsNotice} ORDER BY due, place", [channel, now.Steps()], cancellation);

    public Task<IReadOnlyList<OutboxMessage>> DueToAsync(string channel, string address, DateTimeOffset now, CancellationToken cancellation) => OwedAsync(
        "channel = ?1 AND due <= ?2 AND folded_address = ?3 ORDER BY place", [channel, now.Steps(), address.ToLowerInvariant()], cancellation);

    public Task RecordAsync(IReadOnlyList<OutboxMessage> messages, CancellationToken cancellation) => database.WriteAsync(
        connection =>
        {
            using var record = new Statement(connection, """
                UPDATE messages SET due = ?2, attempts = ?3, last_error = ?4, state = ?5, receipt = ?6, delivered = ?7, sending = ?8 WHERE key = ?1
                """);
            foreach (var message in messages)
            {
                var rows = record.Run(
                    message.Key, message.Due.Steps(), message.Attempts, message.LastError, message.State.ToString(), message.Receipt, message.Delivered?.Steps(), message.Sending);
                if (rows == 0)
                    throw new StoreException($"The outbox of {database.File} holds no message {message.Key}; only a poll's commit adds messages.");
            }

            return true;
        },
        cancellation);

    public Task DivideAsync(OutboxMessage message, IReadOnlyList<OutboxMessage> parts, CancellationToken cancellation) => database.WriteAsync(
        connection =>
        {
            using var add = new Statement(connection, """
                INSERT INTO messages (key, channel, address, folded_address, cadence, award, created, due, promised, attempts, last_error, state)
                SELECT ?2, channel, address, folded_address, cadence, award, created, due, promised, attempts, ?3, ?4 FROM messages WHERE key = ?1 RETURNING place
                """);
            using var move = new Statement(connection, "UPDATE alerts SET message = ?2 WHERE key = ?1");
            foreach (var part in parts)
            {
                var place = add.FirstNumber(message.Key, part.Key, part.LastError, part.State.ToString())
                    ?? throw new StoreException($"The outbox of {database.File} holds no message {message.Key} to divide.");
                foreach (var alert in part.Alerts)
                    move.Run(alert.Key, place);
            }

            return true;
        },
        cancellation);

    public Task<int> OweAgainAsync(IReadOnlyList<string> keys, DateTimeOffset now, CancellationToken cancellation) => database.WriteAsync(
        connection =>
        {
            using var owe = new Statement(connection, """
                UPDATE messages SET state = 'Owed', due = min(due, ?2), promised = max(promised, ?2) WHERE key = ?1 AND state IN ('Refused', 'Withdrawn')
                """);
            return keys.Sum(key => owe.Run(key, now.Steps()));
        },
        cancellation);

    public Task<IAsyncDisposable?> TryTakeTurnAsync(string channel, CancellationToken cancellation) => Task.FromResult<IAsyncDisposable?>(
        NamedLock.TryAcquire(Path.GetDirectoryName(Path.GetFullPath(database.File))!, $"deliver-{channel}"));

    public IAsyncEnumerable<OutboxMessage> MessagesAsync(MessageState? state, CancellationToken cancellation) =>
        InOrderAsync("?3 IS NULL OR state = ?3", [state?.ToString()], cancellation);

    public Task<IReadOnlyList<OutboxMessage>> PartsAsync(string key, CancellationToken cancellation) => database.ReadAsync<IReadOnlyList<OutboxMessage>>(
        connection => [.. Read(connection, $"{Messages} WHERE key = ?1 OR sending = ?1 ORDER BY place", [key], cancellation).Select(placed => placed.Message)],
        cancellation);

    public IAsyncEnumerable<OutboxMessage> DeliveredToAsync(string channel, string address, CancellationToken cancellation) =>
        InOrderAsync("state = 'Delivered' AND channel = ?3 AND folded_address = ?4", [channel, address.ToLowerInvariant()], cancellation);

    /// <param name="condition">Over the values from the third parameter on.</param>
    private async IAsyncEnumerable<OutboxMessage> InOrderAsync(string condition, object?[] values, [EnumeratorCancellation] CancellationToken cancellation)
    {
        for (long? after = 0; after is not null;)
        {
            var place = after;
            var batch = await database.ReadAsync(
                connection => Read(connection, $"{Messages} WHERE place > ?1 AND ({condition}) ORDER BY place LIMIT ?2", [place, Batch, .. values], cancellation), cancellation);
            foreach (var placed in batch)
                yield return placed.Message;

            after = batch.Count == Batch ? batch[^1].Place : null;
        }
    }

    public Task<int> WaitingAsync(string channel, DateTimeOffset now, DateTimeOffset owedAfter, CancellationToken cancellation) => database.ReadAsync(
        connection =>
        {
            using var count = new Statement(connection, $"""
                SELECT count(DISTINCT CASE WHEN award IS NULL AND cadence <> 'Immediately' THEN folded_address || ' ' || cadence ELSE key END)
                FROM messages WHERE channel = ?1 AND state = 'Owed' AND due <= ?2 AND created > ?3 AND NOT {SuppressionRows.IsSuppressed} AND NOT {IsNotice}
                """);
            return (int)count.FirstNumber(channel, now.Steps(), owedAfter.Steps())!.Value;
        },
        cancellation);

    public Task<IReadOnlyList<ChannelStanding>> StandingsAsync(DateTimeOffset now, CancellationToken cancellation) =>
        database.ReadAsync(connection => SuppressionRows.Standings(connection, now, cancellation), cancellation);

    public Task SuppressAsync(Suppression suppression, CancellationToken cancellation) =>
        database.WriteAsync(connection => SuppressionRows.Add(connection, suppression), cancellation);

    public Task<IReadOnlyList<Suppression>> SuppressionsAsync(CancellationToken cancellation) =>
        database.ReadAsync(connection => SuppressionRows.All(connection, cancellation), cancellation);

    public Task<bool> LiftAsync(string channel, string address, DateTimeOffset now, CancellationToken cancellation) =>
        database.WriteAsync(connection => SuppressionRows.Lift(connection, channel, address, now), cancellation);

    public Task<string?> RecallAsync(string name, CancellationToken cancellation) => database.ReadAsync(
        connection =>
        {
            using var recall = new Statement(connection, "SELECT value FROM kept WHERE name = ?1");
            return recall.FirstText(name);
        },
        cancellation);

    public Task KeepAsync(string name, string value, CancellationToken cancellation) => database.WriteAsync(
        connection =>
        {
            using var keep = new Statement(connection, "INSERT INTO kept (name, value) VALUES (?1, ?2) ON CONFLICT (name) DO UPDATE SET value = excluded.value");
            return keep.Run(name, value);
        },
        cancellation);

    /// <summary>Adds what a poll's commit owes. An alert that was owed before is left out, and so is a message of which nothing else is left.</summary>
    public static void Add(SqliteConnection connection, IReadOnlyList<OutboxMessage> messages)
    {
        using var addMessage = new Statement(connection, """
            INSERT INTO messages (key, channel, address, cadence, award, created, due, attempts, last_error, state, receipt, delivered, folded_address, promised, sending)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?7, ?14) ON CONFLICT (key) DO NOTHING RETURNING place
            """);
        using var addAlert = new Statement(connection, "INSERT INTO alerts (key, message, change, subscription, watch) VALUES (?1, ?2, ?3, ?4, ?5) ON CONFLICT (key) DO NOTHING");
        using var drop = new Statement(connection, "DELETE FROM messages WHERE place = ?1");
        foreach (var message in messages)
        {
            var place = addMessage.FirstNumber(
                message.Key, message.Channel, message.Address, message.Cadence.ToString(), message.Award, message.Created.Steps(), message.Due.Steps(),
                message.Attempts, message.LastError, message.State.ToString(), message.Receipt, message.Delivered?.Steps(), message.Address.ToLowerInvariant(), message.Sending);
            if (place is null)
                continue;

            var owed = message.Alerts.Sum(alert => addAlert.Run(alert.Key, place, alert.ChangeId, alert.SubscriptionId, alert.WatchId));
            if (owed == 0 && message.Alerts.Count > 0)
                drop.Run(place);
        }
    }

    private Task<IReadOnlyList<OutboxMessage>> OwedAsync(string condition, object?[] values, CancellationToken cancellation) =>
        database.ReadAsync<IReadOnlyList<OutboxMessage>>(
            connection => [.. Read(connection, $"{Messages} WHERE state = 'Owed' AND NOT {SuppressionRows.IsSuppressed} AND {condition}", values, cancellation).Select(placed => placed.Message)],
            cancellation);

    private static List<(long Place, OutboxMessage Message)> Read(SqliteConnection connection, string sql, object?[] values, CancellationToken cancellation)
    {
        using var messages = new Statement(connection, sql);
        using var alerts = new Statement(connection, "SELECT key, change, subscription, watch FROM alerts WHERE message = ?1 ORDER BY rowid");
        return messages.All(values, row => (row.Number(0), Of(row, Alerts(row.Number(0)))), cancellation);

        List<Alert> Alerts(long message) =>
            alerts.All([message], row => new Alert(row.Text(0), row.Text(1), row.Text(2), row.Text(3)), cancellation);
    }

    private static OutboxMessage Of(Statement row, List<Alert> alerts) => new()
    {
        Key = row.Text(1),
        Channel = row.Text(2),
        Address = row.Text(3),
        Cadence = Enum.Parse<Cadence>(row.Text(4)),
        Award = row.TextOrNull(5),
        Alerts = alerts,
        Created = row.Moment(6),
        Due = row.Moment(7),
        Attempts = row.Int(8),
        LastError = row.TextOrNull(9),
        State = Enum.Parse<MessageState>(row.Text(10)),
        Receipt = row.TextOrNull(11),
        Delivered = row.MomentOrNull(12),
        Sending = row.TextOrNull(13),
    };
}
