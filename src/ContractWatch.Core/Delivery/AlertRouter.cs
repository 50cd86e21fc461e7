using ContractWatch.Alerting;
using ContractWatch.Matching;
using ContractWatch.Watches;

namespace ContractWatch.Delivery;

/// <summary>
/// Puts the alerts of one poll into messages. Mail: one message for each address and award with the reasons of all the
/// address's watches, or one part of its digest. GitHub: one message for each watch and award, which is one issue.
/// </summary>
public static class AlertRouter
{
    /// <summary>More issues than this from one poll are no help to anybody: the rest becomes one.</summary>
    public const int MostIssuesAtOnce = 100;

    public static IReadOnlyList<OutboxMessage> Route(
        IReadOnlyList<MatchedChange> changes, IReadOnlyList<StoredWatch> watches, DateTimeOffset now) =>
        RolledUp([.. Each(changes, watches, now)]);

    private static IEnumerable<OutboxMessage> Each(IReadOnlyList<MatchedChange> changes, IReadOnlyList<StoredWatch> watches, DateTimeOffset now) =>
        Apart(AlertSelection.From(changes, watches), watches)
            .GroupBy(alert => (alert.Alone, alert.Addressed.Subscription.Channel, Address: alert.Addressed.Subscription.Address.ToLowerInvariant(), Told(alert.Addressed)))
            .SelectMany(same => SaidOnce(same.Select(alert => alert.Addressed)).Select(alert => (same.Key.Alone, Addressed: alert)))
            .GroupBy(alert => Envelope.Of(alert.Addressed, alert.Alone, now))
            .Select(alerts => Message(alerts.Key, [.. alerts.Select(alert => alert.Addressed)], now));

    /// <summary>Each alert with the watch it must stay alone with, which is null for all but embargoed ones.</summary>
    private static IEnumerable<(string? Alone, AddressedAlert Addressed)> Apart(IEnumerable<AddressedAlert> alerts, IReadOnlyList<StoredWatch> watches)
    {
        var embargoed = watches.Where(stored => stored.Watch.Privacy == Privacy.Embargoed).Select(stored => stored.Watch.Id).ToHashSet(StringComparer.Ordinal);
        return alerts.Select(alert => (embargoed.Contains(alert.Alert.WatchId) ? alert.Alert.WatchId : null, alert));
    }

    private static List<OutboxMessage> RolledUp(List<OutboxMessage> messages)
    {
        var crowds = messages.Where(message => message.Channel == Subscription.GitHub)
            .GroupBy(message => (Address: message.Address.ToLowerInvariant(), message.Cadence))
            .Where(crowd => crowd.Count() > MostIssuesAtOnce + 1)
            .Select(crowd => crowd.Skip(MostIssuesAtOnce).ToList())
            .ToList();
        foreach (var crowd in crowds)
        {
            messages.RemoveAll(crowd.Contains);
            messages.Add(Together(crowd));
        }

        return messages;
    }

    private static OutboxMessage Together(List<OutboxMessage> crowd) => crowd[0] with
    {
        Key = AlertKey.Hash(crowd.Select(message => message.Key).Order(StringComparer.Ordinal)),
        Award = null,
        Alerts = [.. crowd.SelectMany(message => message.Alerts)],
    };

    /// <summary>What must not be told twice: to an address a change, to a repository a change under one watch.</summary>
    private static string Told(AddressedAlert alert) =>
        alert.Subscription.Channel == Subscription.GitHub ? alert.Alert.Key : alert.Alert.ChangeId;

    /// <summary>A change that several watches of one address match is told once, with all their reasons, as soon as the most eager wants it.</summary>
    private static IEnumerable<AddressedAlert> SaidOnce(IEnumerable<AddressedAlert> alerts)
    {
        var all = alerts.ToList();
        var eager = all.MinBy(alert => alert.Cadence)!;
        return all.Select(alert => alert with { Cadence = eager.Cadence, Subscription = alert.Subscription with { Wishes = eager.Subscription.Wishes } });
    }

    private static OutboxMessage Message(Envelope envelope, IReadOnlyList<AddressedAlert> alerts, DateTimeOffset now) => new()
    {
        Key = MessageKey(envelope, alerts),
        Channel = envelope.Channel,
        Address = alerts[0].Subscription.Address,
        Cadence = envelope.Cadence,
        Award = envelope.Award,
        Alerts = [.. alerts.Select(alert => alert.Alert)],
        Created = now,
        Due = envelope.Due,
    };

    private static string MessageKey(Envelope envelope, IEnumerable<AddressedAlert> alerts) => AlertKey.Hash(
        [envelope.Channel, envelope.Address, .. alerts.Select(alert => alert.Alert.Key).Order(StringComparer.Ordinal)]);

    /// <summary>Alerts with equal envelopes make one message.</summary>
    private readonly record struct Envelope(string Channel, string Address, Cadence Cadence, DateTimeOffset Due, string? Award, string? WatchId)
    {
        public static Envelope Of(AddressedAlert alert, string? alone, DateTimeOffset now)
        {
            var (subscription, cadence) = (alert.Subscription, alert.Cadence);
            var perWatch = subscription.Channel == Subscription.GitHub;
            var perAward = perWatch || cadence == Cadence.Immediately;
            return new Envelope(
                subscription.Channel,
                subscription.Address.ToLowerInvariant(),
                cadence,
                DigestClock.Of(subscription.Wishes).Next(cadence, now),
                perAward ? alert.Told.Change.Action.Key.Award.Value : null,
                perWatch ? alert.Alert.WatchId : alone);
        }
    }
}
