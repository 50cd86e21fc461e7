using ContractWatch.Awards;
using ContractWatch.Diffing;
using ContractWatch.Matching;
using ContractWatch.Watches;

namespace ContractWatch.Polling;

/// <summary>
/// Watches that ask for bands hear of money only when one is crossed, and then once for all that a poll brings of an award. The
/// crossing goes with the last change that moved money.
/// </summary>
internal static class GrowthWatching
{
    public static async Task<(IReadOnlyList<MatchedChange> Changes, IReadOnlyList<GrowthMark> Marks)> FollowAsync(
        IPollStore store, DiffTerms terms, IReadOnlyList<MatchedChange> changes, IReadOnlyList<StoredWatch> watches, Recollection recalled, CancellationToken cancellation)
    {
        var asking = watches.Where(stored => stored.Watch.Growth is not null).ToDictionary(stored => stored.Watch.Id, StringComparer.Ordinal);
        var concerned = changes
            .Where(matched => !matched.Change.IsOfWholeAward && matched.Change.Total is not null)
            .SelectMany(matched => matched.Matches.Where(match => asking.ContainsKey(match.WatchId)), (matched, match) => (matched.Change, match.WatchId))
            .ToLookup(one => (Award: one.Change.Action.Key.Award, one.WatchId), one => one.Change);
        if (concerned.Count == 0)
            return (changes, []);

        var former = recalled.Moves.ToDictionary(move => move.To, move => move.From);
        var awards = concerned.Select(one => former.GetValueOrDefault(one.Key.Award, one.Key.Award)).Distinct().ToList();
        var known = (await store.GrowthAsync(terms.Feed, awards, cancellation)).ToDictionary(mark => (mark.Award, mark.WatchId), mark => mark.Bands);
        var marks = new List<GrowthMark>();
        var crossed = new Dictionary<(string Change, string Watch), GrowthCrossing>();
        var withheld = new HashSet<(string Change, string Watch)>();
        foreach (var one in concerned)
        {
            var (award, watch, own) = (one.Key.Award, asking[one.Key.WatchId], one.ToList());
            var before = known.GetValueOrDefault((former.GetValueOrDefault(award, award), watch.Watch.Id));
            if ((Continued(before, watch) ?? Begun(watch, own, recalled.Known[award], terms)) is not { } bands)
                continue;

            var (after, crossing) = bands.At(Total(own, bands));
            marks.Add(new GrowthMark(award, watch.Watch.Id, after));
            withheld.UnionWith(own.Where(IsOnlyMoney).Select(change => (change.Id, watch.Watch.Id)));
            if (crossing is not null)
                crossed[((own.LastOrDefault(change => change.Delta != 0) ?? own[^1]).Id, watch.Watch.Id)] = crossing;
        }

        return ([.. changes.Select(Followed)], marks);

        MatchedChange Followed(MatchedChange matched) => matched with
        {
            Matches = [.. matched.Matches.Select(match => match with { Growth = crossed.GetValueOrDefault((matched.Change.Id, match.WatchId)) })],
            Withheld = [.. matched.Matches.Select(match => match.WatchId).Where(watch => withheld.Contains((matched.Change.Id, watch)))],
        };
    }

    private static GrowthBands? Continued(GrowthBands? bands, StoredWatch watch) =>
        bands is not null && bands.WatchSince == watch.Since && bands.Asked.Since == watch.Watch.Growth!.Since ? bands.Asking(watch.Watch.Growth) : null;

    /// <summary>The first total above zero that the watch sees, or what of it was obligated by the day it names; nothing while totals are not whole.</summary>
    private static GrowthBands? Begun(StoredWatch watch, List<Change> changes, IEnumerable<KnownAction> known, DiffTerms terms)
    {
        var first = changes.Select(change => change.Total!.After).Prepend(changes[0].Total!.Before).FirstOrDefault(total => total.Value > 0);
        if (first.Value <= 0 || !changes[^1].Total!.IsWhole)
            return null;

        var (asked, today) = (watch.Watch.Growth!, DateOnly.FromDateTime(terms.Now.UtcDateTime));
        var later = asked.Since is { } since
            ? known.Where(state => !state.IsWithdrawn && state.Action.ActionDate > since).Sum(state => state.Action.Obligation?.Value ?? 0)
            : 0;
        return later != 0 && first.Value > later
            ? GrowthBands.Begin(asked, first with { Value = first.Value - later }, asked.Since!.Value, watch.Since, first)
            : GrowthBands.Begin(asked, first, asked.Since < today && later == 0 ? asked.Since.Value : today, watch.Since, first);
    }

    /// <summary>What is obligated now; where that is not known whole, as far as the changes tell.</summary>
    private static Money Total(List<Change> changes, GrowthBands bands)
    {
        var total = changes[^1].Total!;
        if (total.After.Currency != bands.Anchor.Currency)
            return bands.Total;
        return total.IsWhole ? total.After : bands.Total with { Value = bands.Total.Value + changes.Sum(change => change.Delta) };
    }

    /// <summary>Of such a change a watch that asks for bands hears only when one is crossed.</summary>
    public static bool IsOnlyMoney(Change change) => change.Kind == ChangeKind.Modification && change.Action.Obligation is { Value: not 0 };
}
