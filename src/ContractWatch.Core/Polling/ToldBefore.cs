using ContractWatch.Awards;
using ContractWatch.Diffing;
using ContractWatch.Matching;
using ContractWatch.Watches;

namespace ContractWatch.Polling;

/// <summary>
/// Whoever was told of an action hears what became of it: that it was edited, withdrawn, restored or moved, even where the watch
/// would not match it any more.
/// </summary>
internal static class ToldBefore
{
    public static async Task<IReadOnlyList<MatchedChange>> AddAsync(
        IPollStore store, string feed, IReadOnlyList<MatchedChange> changes, IReadOnlyList<StoredWatch> watches, IReadOnlyList<AwardMove> moves, CancellationToken cancellation)
    {
        var former = moves.ToDictionary(move => move.To, move => move.From);
        var awards = changes.Where(IsAboutAnAction).SelectMany(matched => Actions(matched.Change)).Select(action => Known(action.Award)).Distinct().ToList();
        if (awards.Count == 0)
            return changes;

        var inForce = watches.Select(stored => stored.Watch.Id).ToHashSet(StringComparer.Ordinal);
        var told = (await store.ToldAsync(feed, awards, cancellation)).Where(one => inForce.Contains(one.WatchId)).ToLookup(one => one.Action.Award);
        return [.. changes.Select(matched => IsAboutAnAction(matched) ? With(matched, Who(matched.Change)) : matched)];

        AwardKey Known(AwardKey award) => former.GetValueOrDefault(award, award);

        List<ToldAction> Who(Change change) =>
            [.. Actions(change).SelectMany(action => told[Known(action.Award)].Where(one =>
                change.Kind == ChangeKind.Rekeyed || (one.Action.Number == action.Number && one.Action.Twin == action.Twin)))];
    }

    private static MatchedChange With(MatchedChange matched, List<ToldAction> told)
    {
        var missed = told.Select(one => one.WatchId).Distinct(StringComparer.Ordinal).Except(matched.Matches.Select(match => match.WatchId), StringComparer.Ordinal);
        return matched with
        {
            Matches = [.. matched.Matches, .. missed.Select(BecauseTold)],
            AlsoTo = [.. told.Select(one => one.SubscriptionId).Distinct(StringComparer.Ordinal)],
        };
    }

    private static Match BecauseTold(string watch) => new()
    {
        WatchId = watch,
        Tier = Tier.Likely,
        Route = Route.Any,
        Evidence = [new Evidence(Evidence.Told, "an earlier alert of this watch told of it, and this is what became of it")],
    };

    private static bool IsAboutAnAction(MatchedChange matched) =>
        !matched.Change.Kind.IsPublication && (!matched.Change.IsOfWholeAward || matched.Change.Covers.Count > 0 || matched.Change.Kind == ChangeKind.Rekeyed);

    private static IReadOnlyList<ActionKey> Actions(Change change) => change.Covers.Count > 0 ? change.Covers : [change.Action.Key];
}
