using ContractWatch.Awards;
using ContractWatch.Diffing;
using ContractWatch.Feeds;

namespace ContractWatch.Polling;

/// <summary>What proves a change: the rows that brought its actions, and the award's own page where that was read.</summary>
internal static class Sightings
{
    private const string WholeAnswer = "";

    public static IReadOnlyList<Sighting> Of(Change change, Harvest harvest, AwardPages pages)
    {
        IReadOnlyList<ActionKey> actions = change.Covers.Count > 0 ? change.Covers : [change.Action.Key];
        var rows = actions.SelectMany(harvest.SightingsOf);
        var answers = pages.ObservationsOf(change.Action.Key.Award).Select(answer => new Sighting(answer, WholeAnswer));
        return [.. rows.Concat(answers).Distinct()];
    }
}
