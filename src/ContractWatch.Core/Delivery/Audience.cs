using ContractWatch.Alerting;
using ContractWatch.Watches;

namespace ContractWatch.Delivery;

/// <summary>
/// Who may hear what, as of now. What is owed was decided when it was routed; a watch may have become more discreet since, and a
/// subscriber may have left.
/// </summary>
public sealed class Audience
{
    private readonly Dictionary<string, Watch> _watches;
    private readonly IReadOnlyDictionary<string, Privacy> _former;
    private readonly Dictionary<string, StoredSubscription> _stored;

    private Audience(IReadOnlyList<StoredWatch> inForce, IReadOnlyDictionary<string, Privacy> former, IReadOnlyList<StoredSubscription> stored)
    {
        _watches = inForce.ToDictionary(one => one.Watch.Id, one => one.Watch, StringComparer.Ordinal);
        _former = former;
        _stored = stored.ToDictionary(one => one.Subscription.Id, StringComparer.Ordinal);
    }

    public static async Task<Audience> AsOfNowAsync(IWatchStore store, CancellationToken cancellation) => new(
        await store.InForceAsync(cancellation), await store.FormerPrivacyAsync(cancellation), await store.SubscriptionsAsync(cancellation));

    /// <summary>The watches there are of those the message tells of.</summary>
    public IEnumerable<Watch> Concerned(OutboxMessage message) =>
        message.Alerts.Select(alert => alert.WatchId).Distinct(StringComparer.Ordinal).Select(_watches.GetValueOrDefault).OfType<Watch>();

    /// <summary>Nothing of it may stand where others look, such as the subject.</summary>
    public bool IsDiscreet(OutboxMessage message) => message.Alerts.Any(alert => Alone(alert) is not null);

    /// <summary>The watch whose alerts share no message with those of others; null where they may.</summary>
    public string? Alone(Alert alert) => PrivacyOf(alert.WatchId) == Privacy.Embargoed ? alert.WatchId : null;

    /// <summary>Why an alert that is owed is not told any more, without names; null when it is.</summary>
    public string? WhyNot(OutboxMessage message, Alert alert)
    {
        if (!AlertSelection.MayBeTold(PrivacyOf(alert.WatchId), message.Channel))
            return "its watch is not public: it is told to addresses only";
        if (_stored.GetValueOrDefault(alert.SubscriptionId)?.State == SubscriptionState.Ended)
            return "the subscription has ended";
        if (!_watches.TryGetValue(alert.WatchId, out var watch))
            return WhyNotOfOneThatIsGone(message, alert);
        return AlertSelection.Subscriptions(watch).FirstOrDefault(one => one.Id == alert.SubscriptionId) is { } subscription
            ? WhyNot(message, subscription)
            : "its watch names this address no more";
    }

    /// <summary>A watch that is gone may be a slip: what it owes is told, but not to whom has left since, or is mute.</summary>
    private string? WhyNotOfOneThatIsGone(OutboxMessage message, Alert alert) => _stored.GetValueOrDefault(alert.SubscriptionId) is { } known
        ? WhyNot(message, known.Subscription)
        : HasLeft(message) ? "the address has left" : null;

    private static string? WhyNot(OutboxMessage message, Subscription subscription) =>
        AlertSelection.Hears(subscription.Wishes, message.Created) ? null : "its subscriber has paused, or is mute";

    /// <summary>It ended something, and hears of nothing now.</summary>
    private bool HasLeft(OutboxMessage message) =>
        _stored.Values.Any(one => one.State == SubscriptionState.Ended && IsOf(one.Subscription, message))
        && !_watches.Values.SelectMany(watch => watch.Notify).Any(one => IsOf(one, message));

    private static bool IsOf(Subscription one, OutboxMessage message) =>
        one.Channel == message.Channel && string.Equals(one.Address, message.Address, StringComparison.OrdinalIgnoreCase);

    /// <summary>A watch that is gone is as discreet as it ever was; one of which nothing is known is embargoed.</summary>
    private Privacy PrivacyOf(string watchId) =>
        _watches.TryGetValue(watchId, out var watch) ? watch.Privacy : _former.GetValueOrDefault(watchId, Privacy.Embargoed);
}
