using ContractWatch.Watches;

namespace ContractWatch.Storage.Sqlite;

internal sealed class SqliteWatches(SqliteDatabase database) : IWatchStore
{
    public Task<IReadOnlyList<StoredWatch>> WatchesAsync(CancellationToken cancellation) => database.ReadAsync<IReadOnlyList<StoredWatch>>(
        connection =>
        {
            using var watches = new Statement(connection, "SELECT content, origin, since FROM watches ORDER BY id");
            return watches.All([], row => new StoredWatch(StoredText.Watch(row.Text(0)), row.Text(1), row.Moment(2)), cancellation);
        },
        cancellation);

    public Task SaveAsync(StoredWatch watch, CancellationToken cancellation) => database.WriteAsync(
        connection =>
        {
            using var save = new Statement(connection, """
                INSERT INTO watches (id, origin, since, content) VALUES (?1, ?2, ?3, ?4)
                ON CONFLICT (id) DO UPDATE SET origin = excluded.origin, since = excluded.since, content = excluded.content
                """);
            return save.Run(watch.Watch.Id, watch.Origin, watch.Since.Steps(), StoredText.Of(watch.Watch));
        },
        cancellation);

    public Task<bool> RemoveAsync(string watchId, CancellationToken cancellation) => database.WriteAsync(
        connection =>
        {
            using var remove = new Statement(connection, "DELETE FROM watches WHERE id = ?1");
            return remove.Run(watchId) > 0;
        },
        cancellation);
}
