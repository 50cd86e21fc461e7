using ContractWatch.Delivery;
using LiteDB;

namespace ContractWatch.LiteDb;

internal sealed class LiteDbNotices(LiteDbFile file) : INotices
{
    public Task OweAsync(OutboxMessage message, Notice notice, CancellationToken cancellation) => file.WriteAsync(
        shelves =>
        {
            if (shelves[Tables.Notices].At(message.Key) is not null)
                return false;
            shelves[Tables.Notices].Put(new BsonDocument { ["message"] = message.Key, ["subject"] = notice.Subject, ["text"] = notice.Text, ["thread"] = notice.Thread });
            LiteDbOutbox.Add(shelves, [message with { Alerts = [] }]);
            return true;
        },
        cancellation);

    public Task<Notice?> NoticeAsync(string messageKey, CancellationToken cancellation) => file.ReadAsync<Notice?>(
        shelves => shelves[Tables.Notices].At(messageKey) is { } row ? new Notice(row.Text("subject"), row.Text("text"), row.Text("thread")) : null,
        cancellation);
}
