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
        AlertSelection.From(changes, watches)
            .GroupBy(alert => (alert.Subscription.Channel, Address: alert.Subscription.Address.ToLowerInvariant(), Told(alert)))
            .SelectMany(SaidOnce)
            .GroupBy(Envelope.Of)
            .Select(alerts => Message(alerts.Key, [.. alerts], now));

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
        var cadence = all.Min(alert => alert.Cadence);
        return all.Select(alert => alert with { Cadence = cadence });
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
        Due = DigestClock.Default.Next(envelope.Cadence, now),
    };

    private static string MessageKey(Envelope envelope, IEnumerable<AddressedAlert> alerts) => AlertKey.Hash(
        [envelope.Channel, envelope.Address, .. alerts.Select(alert => alert.Alert.Key).Order(StringComparer.Ordinal)]);

    /// <summary>Alerts with equal envelopes make one message.</summary>
    private readonly record struct Envelope(string Channel, string Address, Cadence Cadence, string? Award, string? WatchId)
    {
        public static Envelope Of(AddressedAlert alert)
        {
            var (subscription, cadence) = (alert.Subscription, alert.Cadence);
            var perWatch = subscription.Channel == Subscription.GitHub;
            var perAward = perWatch || cadence == Cadence.Immediately;
            return new Envelope(
                subscription.Channel,
                subscription.Address.ToLowerInvariant(),
                cadence,
                perAward ? alert.Told.Change.Action.Key.Award.Value : null,
                perWatch ? alert.Alert.WatchId : null);
        }
    }
}
