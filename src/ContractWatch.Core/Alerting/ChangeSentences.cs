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
        [ChangeKind.Modification] = Modification,
        [ChangeKind.Correction] = Correction,
        [ChangeKind.Withdrawn] = change => $"Withdrawn: {Described(change)} is no longer published.",
        [ChangeKind.Restored] = change => $"Restored: {Described(change)} is published again.",
    };

    public static string Of(Change change) =>
        ByKind.TryGetValue(change.Kind, out var sentence) ? sentence(change) : $"{Name(change.Kind)}: {Described(change)}.";

    public static Severity SeverityOf(Change change)
    {
        if (change.Kind == ChangeKind.NewAward || change.Kind == ChangeKind.Withdrawn || change.Kind == ChangeKind.Restored)
            return Severity.High;
        if (change.Kind == ChangeKind.Correction)
            return change.Fields.Any(field => field.Name is "obligation" or "recipient") ? Severity.High : Severity.Normal;

        var severity = ActionTypes.SeverityOf(change.Action.ActionType) ?? Severity.Normal;
        return severity == Severity.Low && change.Action.Obligation is { Value: not 0 } ? Severity.Normal : severity;
    }

    /// <summary><c>modification P00004</c>, <c>the base action</c>.</summary>
    public static string ActionName(AwardAction action) =>
        action.Key.IsBase ? "the base action" : $"modification {Number(action)}";

    /// <summary>Whether a correction's sentence has room for its edits themselves, or for their names only.</summary>
    public static bool TellsAll(IReadOnlyCollection<Edit> edits) =>
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

    private static string Modification(Change change)
    {
        var words = ActionTypes.Words(change.Action.ActionType);
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
        return $"Correction of {(change.Action.Key.IsBase ? ActionName(change.Action) : Number(change.Action))}: {what}.";
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
}
