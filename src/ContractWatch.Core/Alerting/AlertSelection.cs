using ContractWatch.Diffing;
using ContractWatch.Matching;
using ContractWatch.Watches;

namespace ContractWatch.Alerting;

/// <summary>Who is told of which change, and how soon.</summary>
public static class AlertSelection
{
    /// <summary>One alert for each change and subscription that asked for it, in the order of the changes.</summary>
    public static IEnumerable<AddressedAlert> From(IReadOnlyList<MatchedChange> changes, IReadOnlyList<StoredWatch> watches)
    {
        var byId = watches.ToDictionary(watch => watch.Watch.Id, StringComparer.Ordinal);
        return
            from told in changes
            from match in told.Matches.DistinctBy(match => match.WatchId)
            where byId.TryGetValue(match.WatchId, out var watch) && AsksFor(watch, told.Change)
            from subscription in Subscriptions(byId[match.WatchId].Watch)
            select new AddressedAlert(
                new Alert(AlertKey.Of(told.Change.Id, subscription.Id), told.Change.Id, subscription.Id, match.WatchId),
                subscription,
                told,
                Soonest(match.Tier, subscription.Cadence));
    }

    /// <summary>What was first seen before the watch came into force is history to it.</summary>
    private static bool AsksFor(StoredWatch stored, Change change) =>
        change.FirstSeen >= stored.Since
        && (stored.Watch.Changes.Count == 0 || stored.Watch.Changes.Contains(change.Kind))
        && ChangeSize.Of(change) is var size && (size is null || size >= stored.Watch.MinimumAmount);

    /// <summary>An address that is listed twice hears as soon as either entry says.</summary>
    private static IEnumerable<Subscription> Subscriptions(Watch watch) =>
        watch.Notify.GroupBy(subscription => subscription.Id, (_, same) => same.MinBy(subscription => subscription.Cadence)!);

    private static Cadence Soonest(Tier tier, Cadence asked) => tier == Tier.Possible ? Cadence.Weekly : asked;
}
