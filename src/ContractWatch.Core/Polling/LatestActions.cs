using ContractWatch.Awards;

namespace ContractWatch.Polling;

/// <summary>The action that an award as a whole is shown with: the one signed last.</summary>
internal sealed class LatestActions
{
    private readonly Dictionary<AwardKey, AwardAction> _byAward;

    private LatestActions(Dictionary<AwardKey, AwardAction> byAward) => _byAward = byAward;

    public static async Task<LatestActions> OfAsync(
        IPollStore store, string feed, IReadOnlyList<AwardKey> awards, ILookup<AwardKey, AwardAction> published, CancellationToken cancellation)
    {
        var known = await store.RecallAsync(feed, awards, cancellation);
        var latest = from award in awards
                     let action = Latest(known[award].Select(state => state.Action).Concat(published[award]))
                     where action is not null
                     select action;
        return new LatestActions(latest.ToDictionary(action => action.Key.Award));
    }

    /// <summary>Null when no action of the award is known.</summary>
    public AwardAction? this[AwardKey award] => _byAward.GetValueOrDefault(award);

    private static AwardAction? Latest(IEnumerable<AwardAction> actions) =>
        actions.OrderBy(action => action.ActionDate).ThenBy(action => action.Key.ToString(), StringComparer.Ordinal).LastOrDefault();
}
