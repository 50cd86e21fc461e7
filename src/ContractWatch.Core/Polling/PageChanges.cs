using ContractWatch.Awards;
using ContractWatch.Diffing;

namespace ContractWatch.Polling;

/// <summary>What the awards' pages that a poll has read say beside what they said before. The first reading of a page is silent.</summary>
internal static class PageChanges
{
    public static async Task<IReadOnlyList<Change>> FindAsync(
        IPollStore store, DiffTerms terms, AwardPages pages, ILookup<AwardKey, AwardAction> published, CancellationToken cancellation)
    {
        var before = await store.FactsAsync(terms.Feed, [.. pages.Facts.Select(facts => facts.Key)], cancellation);
        var changed = pages.Facts.Where(facts => before.TryGetValue(facts.Key, out var known) && known.Facts != facts).ToList();
        if (changed.Count == 0)
            return [];

        var actions = await store.RecallAsync(terms.Feed, [.. changed.Select(facts => facts.Key)], cancellation);
        return
        [
            .. from facts in changed
               let latest = Latest(actions[facts.Key].Select(state => state.Action).Concat(published[facts.Key]))
               where latest is not null
               from change in AwardFactsDiff.Of(terms, before[facts.Key].Facts, before[facts.Key].Versions, facts, latest)
               select change,
        ];
    }

    private static AwardAction? Latest(IEnumerable<AwardAction> actions) =>
        actions.OrderBy(action => action.ActionDate).ThenBy(action => action.Key.ToString(), StringComparer.Ordinal).LastOrDefault();
}
