using System.Globalization;
using ContractWatch.Awards;
using ContractWatch.Diffing;

namespace ContractWatch.Alerting;

/// <summary>One sentence for every kind of change. A kind without a sentence here is still told, by its name.</summary>
public static class ChangeSentences
{
    private const int ShortEdit = 90;

    private static readonly Dictionary<ChangeKind, Func<Change, string>> ByKind = new()
    {
        [ChangeKind.NewAward] = NewAward,
        [ChangeKind.Modification] = change => Modification(change, ActionTypes.Words(change.Action.ActionType)),
        [ChangeKind.OptionExercised] = change => $"Option exercised: {Uncapital(Modification(change, null))}",
        [ChangeKind.Terminated] = Terminated,
        [ChangeKind.RecipientChanged] = RecipientChanged,
        [ChangeKind.SubawardReported] = SubawardSentences.Of,
        [ChangeKind.CeilingChanged] = AwardSentences.Ceiling,
        [ChangeKind.PeriodChanged] = AwardSentences.Period,
        [ChangeKind.RecipientRenamed] = AwardSentences.Renamed,
        [ChangeKind.Rekeyed] = AwardSentences.Rekeyed,
        [ChangeKind.Correction] = Correction,
        [ChangeKind.Withdrawn] = change => $"Withdrawn: {Described(change)} is no longer published.",
        [ChangeKind.Restored] = change => $"Restored: {Described(change)} is published again.",
    };

    /// <summary>The kinds that have a sentence of their own.</summary>
    public static IEnumerable<ChangeKind> Kinds => ByKind.Keys;

    public static string Of(Change change) =>
        ByKind.TryGetValue(change.Kind, out var sentence) ? sentence(change) : $"{Name(change.Kind)}: {Described(change)}.";

    /// <summary><c>modification P00004</c>, <c>the base action</c>.</summary>
    public static string ActionName(AwardAction action) =>
        action.Key.IsBase ? "the base action" : $"modification {Number(action)}";

    /// <summary>Whether the sentence itself says what was edited; a correction's has room for two short edits.</summary>
    public static bool TellsFields(Change change) => change.Kind == ChangeKind.Correction
        ? TellsAll([.. change.Fields.Select(FactNames.Edit)])
        : change.Kind == ChangeKind.RecipientChanged || change.Kind == ChangeKind.PeriodChanged
            || change.Kind == ChangeKind.RecipientRenamed || change.Kind == ChangeKind.Rekeyed || change.Kind == ChangeKind.SubawardReported;

    private static bool TellsAll(List<Edit> edits) =>
        edits.Count <= 2 && edits.All(edit => edit.Old.Length + edit.New.Length <= ShortEdit);

    private static string NewAward(Change change)
    {
        var vendor = ForeignText.OneLine(change.Action.Recipient.Name, ForeignText.NameLength);
        return change.Action.Obligation switch
        {
            null => $"New award to {vendor}: no amount published.",
            { Value: 0 } => $"New award to {vendor}: no money obligated yet.",
            { } money => $"New award to {vendor}: {MoneyText.Of(money)}.",
        };
    }

    private static string Terminated(Change change)
    {
        var words = ActionTypes.SeverityOf(change.Action.ActionType) == Severity.Urgent ? $" ({ActionTypes.Words(change.Action.ActionType)})" : "";
        return $"Terminated{words}: {Uncapital(Modification(change, null))}";
    }

    /// <summary>The search does not say whether it was a novation; the edited names below the sentence say who it was and is.</summary>
    private static string RecipientChanged(Change change)
    {
        var vendor = ForeignText.OneLine(change.Action.Recipient.Name, ForeignText.NameLength);
        var before = change.Fields.FirstOrDefault(field => field.Name == "recipient")?.Old;
        var from = before is null ? "" : $" from {ForeignText.OneLine(before, ForeignText.NameLength)}";
        return $"The award moved{from} to {vendor}: {Uncapital(Modification(change, ActionTypes.Words(change.Action.ActionType)))}";
    }

    private static string Modification(Change change, string? words)
    {
        var action = Capital(ActionName(change.Action)) + (words is null ? "" : $" ({words})");
        return change.Action.Obligation switch
        {
            null => $"{action}, no amount published.",
            { Value: 0 } => $"{action} moves no money.",
            { Value: > 0 } money => $"{action} adds {MoneyText.Of(money)}.",
            { } money => $"{action} takes back {MoneyText.Absolute(money)}.",
        };
    }

    private static string Correction(Change change)
    {
        var edits = change.Fields.Select(FactNames.Edit).ToList();
        var what = edits.Count == 0 ? "published facts were edited"
            : TellsAll(edits) ? string.Join("; ", edits.Select(edit => $"{edit.Fact} {edit.Old} → {edit.New}"))
            : string.Join(", ", edits.Select(edit => edit.Fact)) + " edited";
        if (change.IsOfWholeAward)
            return $"Correction of the award, edited in place: {what}.";
        return $"Correction of {(change.Action.Key.IsBase ? ActionName(change.Action) : Number(change.Action))}, edited in place without a new modification: {what}.";
    }

    private static string Described(Change change)
    {
        var about = new List<string>(2);
        if (change.Action.Obligation is { } money)
            about.Add(MoneyText.Of(money));
        if (change.Action.ActionDate is { } signed)
            about.Add("signed " + signed.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        return ActionName(change.Action) + (about.Count == 0 ? "" : $" ({string.Join(", ", about)})");
    }

    private static string Number(AwardAction action) => ForeignText.OneLine(action.Key.Number, 40);

    private static string Name(ChangeKind kind) => Capital(kind.Name.Replace('-', ' '));

    private static string Capital(string text) => char.ToUpperInvariant(text[0]) + text[1..];

    private static string Uncapital(string text) => char.ToLowerInvariant(text[0]) + text[1..];
}
