namespace ContractWatch.Watches;

/// <summary>The watches, who subscribes to them, and what people said of their answers.</summary>
public interface IWatchStore
{
    /// <summary>The watches as they were written, in the order of their ids. How they answer, and to whom: <see cref="WatchFeedback.InForceAsync"/>.</summary>
    Task<IReadOnlyList<StoredWatch>> WatchesAsync(CancellationToken cancellation);

    /// <summary>Adds the watch or replaces the one with its id. Subscriptions follow <see cref="Watch.Notify"/>.</summary>
    Task SaveAsync(StoredWatch watch, CancellationToken cancellation);

    /// <summary>
    /// Removes a watch with those it names in <see cref="Watch.Notify"/>. What was recorded and owed stays, and what people decided
    /// themselves: who left is not told again when the watch comes back. False when there is no such watch.
    /// </summary>
    Task<bool> RemoveAsync(string watchId, CancellationToken cancellation);

    /// <summary>The most discreet class of every watch that was replaced by one of another class, or removed, by its id.</summary>
    Task<IReadOnlyDictionary<string, Privacy>> FormerPrivacyAsync(CancellationToken cancellation);

    /// <summary>Every subscription people made, in whatever state, in the order of their ids.</summary>
    Task<IReadOnlyList<StoredSubscription>> SubscriptionsAsync(CancellationToken cancellation);

    /// <summary>Adds subscriptions or replaces those of the same id; all of them or none.</summary>
    Task SaveAsync(IReadOnlyList<StoredSubscription> subscriptions, CancellationToken cancellation);

    /// <summary>All feedback, oldest first, with what was taken back and what concerns watches that are gone.</summary>
    Task<IReadOnlyList<Feedback>> FeedbackAsync(CancellationToken cancellation);

    /// <summary>Keeps the feedback; false, and nothing changed, when its id is known.</summary>
    Task<bool> RecordAsync(Feedback feedback, CancellationToken cancellation);

    /// <summary>Marks feedback as taken back; false when none of that id is in force.</summary>
    Task<bool> TakeBackAsync(string feedbackId, TakenBack taken, CancellationToken cancellation);
}

/// <summary>A watch and where it came from.</summary>
/// <param name="Watch">The watch.</param>
/// <param name="Origin">The watch file's path, or <see cref="CommandLine"/>.</param>
/// <param name="Since">When it came into force. Changes first seen before it are history to it.</param>
public sealed record StoredWatch(Watch Watch, string Origin, DateTimeOffset Since)
{
    public const string CommandLine = "command line";
}
