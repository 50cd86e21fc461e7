using ContractWatch.Watches;
using Microsoft.Data.Sqlite;

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
            KeepFormer(connection, watch.Watch.Id, before => before != watch.Watch.Privacy);
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
            KeepFormer(connection, watchId, _ => true);
            using var remove = new Statement(connection, "DELETE FROM watches WHERE id = ?1");
            return remove.Run(watchId) > 0;
        },
        cancellation);

    public Task<IReadOnlyDictionary<string, Privacy>> FormerPrivacyAsync(CancellationToken cancellation) => database.ReadAsync<IReadOnlyDictionary<string, Privacy>>(
        connection =>
        {
            using var former = new Statement(connection, "SELECT id, privacy FROM former_watches");
            return former.All([], row => (Id: row.Text(0), Privacy: Enum.Parse<Privacy>(row.Text(1))), cancellation).ToDictionary(one => one.Id, one => one.Privacy, StringComparer.Ordinal);
        },
        cancellation);

    public Task<IReadOnlyList<StoredSubscription>> SubscriptionsAsync(CancellationToken cancellation) => database.ReadAsync<IReadOnlyList<StoredSubscription>>(
        connection =>
        {
            using var all = new Statement(connection, "SELECT content FROM subscriptions ORDER BY id");
            return all.All([], row => StoredText.Subscription(row.Text(0)), cancellation);
        },
        cancellation);

    public Task SaveAsync(IReadOnlyList<StoredSubscription> subscriptions, CancellationToken cancellation) => database.WriteAsync(
        connection =>
        {
            using var save = new Statement(connection, "INSERT INTO subscriptions (id, content) VALUES (?1, ?2) ON CONFLICT (id) DO UPDATE SET content = excluded.content");
            foreach (var one in subscriptions)
                save.Run(one.Subscription.Id, StoredText.Of(one));
            return true;
        },
        cancellation);

    public Task<IReadOnlyList<Feedback>> FeedbackAsync(CancellationToken cancellation) => database.ReadAsync<IReadOnlyList<Feedback>>(
        connection =>
        {
            using var said = new Statement(connection, "SELECT watch, kind, what, said_by, said_at, taken_back_by, taken_back_at FROM feedback ORDER BY said_at, place");
            return said.All([], Feedback, cancellation);
        },
        cancellation);

    public Task<bool> RecordAsync(Feedback feedback, CancellationToken cancellation) => database.WriteAsync(
        connection =>
        {
            using var record = new Statement(connection, """
                INSERT INTO feedback (id, watch, kind, what, said_by, said_at, taken_back_by, taken_back_at)
                VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8) ON CONFLICT (id) DO NOTHING
                """);
            return record.Run(
                feedback.Id, feedback.WatchId, feedback.Kind.ToString(), feedback.What, feedback.By, feedback.At.Steps(),
                feedback.TakenBack?.By, feedback.TakenBack?.At.Steps()) > 0;
        },
        cancellation);

    public Task<bool> TakeBackAsync(string feedbackId, TakenBack taken, CancellationToken cancellation) => database.WriteAsync(
        connection =>
        {
            using var take = new Statement(connection, """
                UPDATE feedback SET taken_back_by = ?2, taken_back_at = ?3 WHERE id = ?1 AND taken_back_at IS NULL
                """);
            return take.Run(feedbackId, taken.By, taken.At.Steps()) > 0;
        },
        cancellation);

    /// <summary>Of the class it has and those it had the most discreet is kept.</summary>
    private static void KeepFormer(SqliteConnection connection, string watchId, Predicate<Privacy> isMeant)
    {
        using var find = new Statement(connection, "SELECT content FROM watches WHERE id = ?1");
        if (find.FirstText(watchId) is not { } content || StoredText.Watch(content).Privacy is var privacy && !isMeant(privacy))
            return;
        using var former = new Statement(connection, "SELECT privacy FROM former_watches WHERE id = ?1");
        if (former.FirstText(watchId) is { } kept && Enum.Parse<Privacy>(kept) >= privacy)
            return;
        using var keep = new Statement(connection, "INSERT INTO former_watches (id, privacy) VALUES (?1, ?2) ON CONFLICT (id) DO UPDATE SET privacy = excluded.privacy");
        keep.Run(watchId, privacy.ToString());
    }

    private static Feedback Feedback(Statement row) => new()
    {
        WatchId = row.Text(0),
        Kind = Enum.Parse<FeedbackKind>(row.Text(1)),
        What = row.Text(2),
        By = row.Text(3),
        At = row.Moment(4),
        TakenBack = row.MomentOrNull(6) is { } at ? new TakenBack(row.Text(5), at) : null,
    };
}
