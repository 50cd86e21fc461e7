using ContractWatch.Diffing;

namespace ContractWatch.Alerting;

/// <summary>How big a change is, to compare with a watch's minimum.</summary>
public static class ChangeSize
{
    /// <summary>
    /// The absolute amount of the action, in its currency. Of a corrected one the larger of before and after, so that whoever
    /// was told of the action hears of its correction. Null when no amount was published.
    /// </summary>
    public static decimal? Of(Change change)
    {
        var now = Absolute(change.Action.Obligation?.Value);
        var before = Absolute(change.ObligationBefore?.Value);
        return now is null || before > now ? before : now;
    }

    private static decimal? Absolute(decimal? value) => value is { } known ? Math.Abs(known) : null;
}
