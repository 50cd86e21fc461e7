using ContractWatch.Awards;
using ContractWatch.Diffing;
using ContractWatch.Feeds;

namespace ContractWatch.Polling;

/// <summary>What the award's own page adds to the changes that concern somebody: what a modification does, the running total and the ceiling.</summary>
public static class Enrichment
{
    /// <param name="changes">Changes of one award, in the order they are told.</param>
    /// <param name="known">Its known actions before this poll.</param>
    /// <param name="page">Its page, when it could be read.</param>
    public static IEnumerable<Change> Of(IReadOnlyList<Change> changes, IEnumerable<KnownAction> known, AwardReading? page)
    {
        var states = known.Where(state => !state.IsWithdrawn).ToList();
        var currency = changes[0].Action.Obligation?.Currency ?? "USD";
        var before = states.Sum(state => state.Action.Obligation?.Value ?? 0);
        var total = page?.Award.Obligated;
        var unknown = total is { } whole ? whole.Value - before - changes.Sum(change => change.Delta) : 0;
        var isWhole = total is not null || states.Exists(state => state.Action.Key.IsBase) || changes.Any(change => change.Kind == ChangeKind.NewAward);

        var sum = before + unknown;
        foreach (var change in changes)
        {
            var after = sum + change.Delta;
            var action = WithKind(change.Action, page);
            yield return change with
            {
                Action = action,
                Kind = Kind(change, action),
                Ceiling = page is null ? null : AwardFactsDiff.Ceiling(before: null, page.Award),
                Total = new RunningTotal(new Money(sum, currency), new Money(after, currency), isWhole),
            };
            sum = after;
        }
    }

    /// <summary>With the code known, the modification may turn out to do more than its description said.</summary>
    private static ChangeKind Kind(Change change, AwardAction action)
    {
        if (!change.Kind.IsModification || action.Key.IsBase)
            return change.Kind;
        var kind = ActionMeaning.OfModification(action, before: null);
        return kind == ChangeKind.Modification ? change.Kind : kind;
    }

    private static AwardAction WithKind(AwardAction action, AwardReading? page) => action.ActionType is not null || page is null
        ? action
        : action with { ActionType = page.Actions.FirstOrDefault(listed => listed.Number == action.Key.Number)?.ActionType };
}
