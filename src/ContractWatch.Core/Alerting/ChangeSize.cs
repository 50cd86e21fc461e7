using ContractWatch.Awards;
using ContractWatch.Diffing;

namespace ContractWatch.Alerting;

/// <summary>How big a change is, to compare with a watch's minimum.</summary>
public static class ChangeSize
{
    /// <summary>
    /// The absolute amount of the action, in its currency. Of a corrected one the larger of before and after, so that whoever
    /// was told of the action hears of its correction; of a ceiling what it rose or fell by; of a sub-award its own. Null when no amount was published.
    /// </summary>
    public static decimal? Of(Change change)
    {
        if (change.Subaward is { } subaward)
            return Absolute(subaward.Amount?.Value);
        if (change.IsOfWholeAward)
            return change.Kind == ChangeKind.CeilingChanged && change.Ceiling is { Before: { } was } ceiling ? Math.Abs(ceiling.After.Value - was.Value) : null;

        var now = Absolute(change.Action.Obligation?.Value);
        var before = Absolute(change.ObligationBefore?.Value);
        return now is null || before > now ? before : now;
    }

    private static decimal? Absolute(decimal? value) => value is { } known ? Math.Abs(known) : null;
}
