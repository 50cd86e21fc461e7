using ContractWatch.Delivery;

namespace ContractWatch.Storage.Sqlite;

internal sealed class SqliteNotices(SqliteDatabase database) : INotices
{
    public Task OweAsync(OutboxMessage message, Notice notice, CancellationToken cancellation) => database.WriteAsync(
        connection =>
        {
            using var keep = new Statement(connection, "INSERT INTO notices (message, subject, text, thread) VALUES (?1, ?2, ?3, ?4) ON CONFLICT (message) DO NOTHING");
            if (keep.Run(message.Key, notice.Subject, notice.Text, notice.Thread) > 0)
                SqliteOutbox.Add(connection, [message with { Alerts = [] }]);
            return true;
        },
        cancellation);

    public Task<Notice?> NoticeAsync(string messageKey, CancellationToken cancellation) => database.ReadAsync(
        connection =>
        {
            using var find = new Statement(connection, "SELECT subject, text, thread FROM notices WHERE message = ?1");
            return find.First([messageKey], row => new Notice(row.Text(0), row.Text(1), row.Text(2)));
        },
        cancellation);
}
