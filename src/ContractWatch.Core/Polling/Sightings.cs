using ContractWatch.Awards;
using ContractWatch.Diffing;
using ContractWatch.Feeds;

namespace ContractWatch.Polling;

/// <summary>What proves a change: the rows that brought its actions, and the award's own page, or the one it left, where that was read.</summary>
internal static class Sightings
{
    private const string WholeAnswer = "";

    public static IReadOnlyList<Sighting> Of(Change change, Harvest harvest, Recollection recalled, AwardPages pages, SubawardCheck subawards)
    {
        if (change.Subaward is not null)
            return [.. subawards.SightingsOf(change)];
        IReadOnlyList<ActionKey> actions = change.Covers.Count > 0 ? change.Covers : [change.Action.Key];
        var rows = actions.SelectMany(action => recalled.KeysOf(action.Award).SelectMany(key => harvest.SightingsOf(action with { Award = key })));
        var answers = pages.ObservationsOf(change.Action.Key.Award).Concat(change.FirstKnownAs is { } former ? pages.ObservationsOf(former) : []);
        return [.. rows.Concat(answers.Select(answer => new Sighting(answer, WholeAnswer))).Distinct()];
    }
}
