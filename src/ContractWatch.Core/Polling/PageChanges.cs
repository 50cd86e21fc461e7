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

        var latest = await LatestActions.OfAsync(store, terms.Feed, [.. changed.Select(facts => facts.Key)], published, cancellation);
        return
        [
            .. from facts in changed
               where latest[facts.Key] is not null
               from change in AwardFactsDiff.Of(terms, before[facts.Key].Facts, before[facts.Key].Versions, facts, latest[facts.Key]!)
               select change,
        ];
    }
}
