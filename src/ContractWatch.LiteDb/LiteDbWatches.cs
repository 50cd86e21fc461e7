using ContractWatch.Storage;
using ContractWatch.Watches;
using LiteDB;

namespace ContractWatch.LiteDb;

internal sealed class LiteDbWatches(LiteDbFile file) : IWatchStore
{
    public Task<IReadOnlyList<StoredWatch>> WatchesAsync(CancellationToken cancellation) => file.ReadAsync<IReadOnlyList<StoredWatch>>(
        shelves => [.. shelves[Tables.Watches].All().Select(row => new StoredWatch(StoredText.Watch(row.Text("content")), row.Text("origin"), row.Moment("since")))],
        cancellation);

    public Task SaveAsync(StoredWatch watch, CancellationToken cancellation) => file.WriteAsync(
        shelves =>
        {
            KeepFormer(shelves, watch.Watch.Id, before => before != watch.Watch.Privacy);
            shelves[Tables.Watches].Put(new BsonDocument
            {
                ["id"] = watch.Watch.Id,
                ["origin"] = watch.Origin,
                ["since"] = watch.Since.Steps(),
                ["content"] = StoredText.Of(watch.Watch),
            });
            return true;
        },
        cancellation);

    public Task<bool> RemoveAsync(string watchId, CancellationToken cancellation) => file.WriteAsync(
        shelves =>
        {
            KeepFormer(shelves, watchId, _ => true);
            return shelves[Tables.Watches].Remove(watchId);
        },
        cancellation);

    public Task<IReadOnlyDictionary<string, Privacy>> FormerPrivacyAsync(CancellationToken cancellation) => file.ReadAsync<IReadOnlyDictionary<string, Privacy>>(
        shelves => shelves[Tables.FormerWatches].All().ToDictionary(row => row.Text("id"), row => Enum.Parse<Privacy>(row.Text("privacy")), StringComparer.Ordinal),
        cancellation);

    public Task<IReadOnlyList<StoredSubscription>> SubscriptionsAsync(CancellationToken cancellation) => file.ReadAsync<IReadOnlyList<StoredSubscription>>(
        shelves => [.. shelves[Tables.Subscriptions].All().OrderBy(row => row.Text("id"), StringComparer.Ordinal).Select(row => StoredText.Subscription(row.Text("content")))],
        cancellation);

    public Task SaveAsync(IReadOnlyList<StoredSubscription> subscriptions, CancellationToken cancellation) => file.WriteAsync(
        shelves =>
        {
            foreach (var one in subscriptions)
                shelves[Tables.Subscriptions].Put(new BsonDocument { ["id"] = one.Subscription.Id, ["content"] = StoredText.Of(one) });
            return true;
        },
        cancellation);

    public Task<IReadOnlyList<Feedback>> FeedbackAsync(CancellationToken cancellation) => file.ReadAsync<IReadOnlyList<Feedback>>(
        shelves => [.. shelves[Tables.Feedback].All().OrderBy(row => row.Number("said_at")).ThenBy(row => row.Number("place")).Select(Read)], cancellation);

    public Task<bool> RecordAsync(Feedback feedback, CancellationToken cancellation) => file.WriteAsync(
        shelves => !shelves[Tables.Feedback].Has("id", feedback.Id) && shelves[Tables.Feedback].Add(new BsonDocument
        {
            ["id"] = feedback.Id,
            ["watch"] = feedback.WatchId,
            ["kind"] = feedback.Kind.ToString(),
            ["what"] = feedback.What,
            ["said_by"] = feedback.By,
            ["said_at"] = feedback.At.Steps(),
            ["taken_back_by"] = feedback.TakenBack?.By,
            ["taken_back_at"] = feedback.TakenBack?.At.Steps(),
        }) > 0,
        cancellation);

    public Task<bool> TakeBackAsync(string feedbackId, TakenBack taken, CancellationToken cancellation) => file.WriteAsync(
        shelves =>
        {
            if (shelves[Tables.Feedback].First("id", feedbackId) is not { } row || row.NumberOrNull("taken_back_at") is not null)
                return false;
            row["taken_back_by"] = taken.By;
            row["taken_back_at"] = taken.At.Steps();
            shelves[Tables.Feedback].Put(row);
            return true;
        },
        cancellation);

    /// <summary>Of the class it has and those it had the most discreet is kept.</summary>
    private static void KeepFormer(Shelves shelves, string watchId, Predicate<Privacy> isMeant)
    {
        if (shelves[Tables.Watches].At(watchId) is not { } before || StoredText.Watch(before.Text("content")).Privacy is var privacy && !isMeant(privacy))
            return;
        if (shelves[Tables.FormerWatches].At(watchId) is { } kept && Enum.Parse<Privacy>(kept.Text("privacy")) >= privacy)
            return;
        shelves[Tables.FormerWatches].Put(new BsonDocument { ["id"] = watchId, ["privacy"] = privacy.ToString() });
    }

    private static Feedback Read(BsonDocument row) => new()
    {
        WatchId = row.Text("watch"),
        Kind = Enum.Parse<FeedbackKind>(row.Text("kind")),
        What = row.Text("what"),
        By = row.Text("said_by"),
        At = row.Moment("said_at"),
        TakenBack = row.MomentOrNull("taken_back_at") is { } at ? new TakenBack(row.Text("taken_back_by"), at) : null,
    };
}
