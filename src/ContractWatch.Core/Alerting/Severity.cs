using ContractWatch.Awards;
using ContractWatch.Diffing;

namespace ContractWatch.Alerting;

/// <summary>How much a change matters to a reader who has little time.</summary>
public enum Severity
{
    /// <summary>Housekeeping: a line in a digest, also for those who want to hear at once.</summary>
    Low,
    Normal,
    High,
    Urgent,
}

/// <summary>How much each kind of change matters.</summary>
public static class Severities
{
    public static Severity Of(Change change)
    {
        var kind = change.Kind;
        if (kind == ChangeKind.Terminated || kind == ChangeKind.RecipientChanged)
            return Severity.Urgent;
        if (kind == ChangeKind.NewAward || kind == ChangeKind.OptionExercised || kind == ChangeKind.CeilingChanged
            || kind == ChangeKind.SubawardReported || kind == ChangeKind.Withdrawn || kind == ChangeKind.Restored)
            return Severity.High;
        if (kind == ChangeKind.Correction && change.IsOfWholeAward)
            return Severity.Low;
        if (kind == ChangeKind.Correction)
            return change.Fields.Any(field => field.Name is "obligation" or "recipient") ? Severity.High : Severity.Normal;
        if (kind == ChangeKind.RecipientRenamed && change.Fields is [{ Old: { } old, New: { } name }, ..] && Letters(old) == Letters(name))
            return Severity.Low;
        return kind == ChangeKind.Modification ? OfModification(change.Action) : Severity.Normal;
    }

    private static string Letters(string name) => string.Concat(name.Where(char.IsLetterOrDigit)).ToUpperInvariant();

    private static Severity OfModification(AwardAction action)
    {
        var severity = ActionTypes.SeverityOf(action.ActionType) ?? Severity.Normal;
        return severity == Severity.Low && action.Obligation is { Value: not 0 } ? Severity.Normal : severity;
    }
}
