using ContractWatch.Awards;
using ContractWatch.Diffing;
using ContractWatch.Matching;
using ContractWatch.Watches;

namespace ContractWatch.Alerting;

/// <summary>Who is told of which change, and how soon.</summary>
public static class AlertSelection
{
    /// <summary>
    /// One alert for each change and subscription that asked for it, in the order of the changes. Housekeeping goes into the daily
    /// digest, unless there is news of the same award to go with it at once.
    /// </summary>
    public static IEnumerable<AddressedAlert> From(IReadOnlyList<MatchedChange> changes, IReadOnlyList<StoredWatch> watches)
    {
        var alerts = Asked(changes, watches.ToDictionary(watch => watch.Watch.Id, StringComparer.Ordinal)).ToList();
        var atOnce = alerts.Where(alert => alert.Cadence == Cadence.Immediately).Select(About).ToHashSet();
        return alerts.Select(alert => alert.Cadence == Cadence.Daily && alert.Subscription.Cadence == Cadence.Immediately && atOnce.Contains(About(alert))
            ? alert with { Cadence = Cadence.Immediately }
            : alert);

        static (string, string, AwardKey) About(AddressedAlert alert) => (alert.Subscription.Id, alert.Told.Change.Feed, alert.Told.Change.Action.Key.Award);
    }

    private static IEnumerable<AddressedAlert> Asked(IReadOnlyList<MatchedChange> changes, Dictionary<string, StoredWatch> byId) =>
        from told in changes
        where !told.Change.IsContinued
        from match in told.Matches.DistinctBy(match => match.WatchId)
        where byId.ContainsKey(match.WatchId)
        let asks = !IsOnlyTold(match) && (CrossesBand(match, byId[match.WatchId], told.Change) || AsksFor(byId[match.WatchId], told))
        from subscription in Subscriptions(byId[match.WatchId].Watch)
        where Hears(subscription.Wishes, told.Change.FirstSeen) && ((asks && AsksFor(subscription.Wishes, told.Change)) || told.AlsoTo.Contains(subscription.Id))
        where MayBeTold(byId[match.WatchId].Watch.Privacy, subscription.Channel)
        select new AddressedAlert(
            new Alert(AlertKey.Of(told.Change.Id, subscription.Id), told.Change.Id, subscription.Id, match.WatchId),
            subscription,
            told,
            Soonest(match.Tier, told.Change, subscription.Cadence));

    private static bool IsOnlyTold(Match match) => match.Evidence.All(evidence => evidence.Kind == Evidence.Told);

    /// <summary>What was first seen before the watch came into force is history to it.</summary>
    private static bool AsksFor(StoredWatch stored, MatchedChange told) =>
        told.Change.FirstSeen >= stored.Since
        && !told.Withheld.Contains(stored.Watch.Id)
        && AsksFor(stored.Watch, told.Change.Kind)
        && ChangeSize.Of(told.Change) is var size && (size is null || size >= stored.Watch.MinimumAmount);

    public static bool AsksFor(Watch watch, ChangeKind kind) => watch.Changes.Count == 0 || watch.Changes.Contains(kind);

    private static bool AsksFor(Wishes wishes, Change change) =>
        (wishes.Changes.Count == 0 || wishes.Changes.Contains(change.Kind))
        && ChangeSize.Of(change) is var size && (size is null || size >= wishes.MinimumAmount);

    /// <summary>Nobody who has paused, or is mute on the day it happened.</summary>
    public static bool Hears(Wishes wishes, DateTimeOffset happened) =>
        !wishes.Paused && !(wishes.MutedUntil is { } day && DigestClock.Of(wishes).DayOf(happened) < day);

    /// <summary>Whether a repository is private may change on any day; what is not public never stands in one.</summary>
    public static bool MayBeTold(Privacy privacy, string channel) => privacy == Privacy.Public || channel != Subscription.GitHub;

    private static bool CrossesBand(Match match, StoredWatch stored, Change change) => match.Growth is not null && change.FirstSeen >= stored.Since;

    /// <summary>An address that is listed twice hears as soon as either entry says.</summary>
    public static IEnumerable<Subscription> Subscriptions(Watch watch) =>
        watch.Notify.GroupBy(subscription => subscription.Id, (_, same) => same.MinBy(subscription => subscription.Cadence)!);

    /// <summary>A weak match waits for the week, and housekeeping for the day.</summary>
    private static Cadence Soonest(Tier tier, Change change, Cadence asked)
    {
        if (tier == Tier.Possible)
            return Cadence.Weekly;
        return asked == Cadence.Immediately && Severities.Of(change) == Severity.Low ? Cadence.Daily : asked;
    }
}
