using ContractWatch.Diffing;
using ContractWatch.Matching;

namespace ContractWatch.Polling;

/// <summary>Corrections of one vendor's name become one event, which concerns every watch that any of them concerned.</summary>
internal static class VendorEvents
{
    public static async Task<(IReadOnlyList<MatchedChange> Changes, IReadOnlyList<VendorName> Names)> GatherAsync(
        IPollStore store, string feed, IReadOnlyList<MatchedChange> changes, CancellationToken cancellation)
    {
        var renames = Renaming.Gather(changes.Select(matched => matched.Change)).ToList();
        if (renames.Count == 0)
            return (changes, []);

        var known = await store.NamesAsync(feed, [.. renames.Select(rename => rename.Key.Party)], cancellation);
        var matches = changes.ToDictionary(matched => matched.Change.Id, matched => matched.Matches, StringComparer.Ordinal);
        var events = renames.Select(rename => new MatchedChange(
            Renaming.Event([.. rename], known.GetValueOrDefault(rename.Key.Party)),
            Strongest(rename.SelectMany(correction => matches[correction.Id]))));
        return (
            [.. changes.Where(matched => !Renaming.IsOne(matched.Change)), .. events],
            [.. renames.SelectMany(rename => Renaming.Names(rename.First())).Distinct()]);
    }

    private static IReadOnlyList<Match> Strongest(IEnumerable<Match> matches) =>
        [.. matches.GroupBy(match => match.WatchId, StringComparer.Ordinal).Select(watch => watch.MaxBy(match => (match.Tier, match.Score))!)];
}
