using System.Globalization;
using ContractWatch.Awards;
using ContractWatch.Diffing;
using ContractWatch.Feeds;

namespace ContractWatch.Ledger;

/// <summary>
/// Whether changes follow from the answers they were read in: every answer is read again by the reader of its source, and must say
/// the same. Changes are shown in the order they were recorded.
/// </summary>
/// <param name="award">The award it is all about.</param>
/// <param name="formerKeys">Keys it had before its source moved it.</param>
/// <param name="entries">The answers, by their place in the ledger.</param>
internal sealed class ChangeProof(string award, IReadOnlyList<string> formerKeys, IReadOnlyDictionary<long, LedgerEntry> entries)
{
    /// <summary>What every action was last proven to say.</summary>
    private readonly Dictionary<BundledAction, SortedDictionary<string, string>> _last = [];

    /// <summary>What does not follow; null when all of it does.</summary>
    public string? Fault(BundledChange change)
    {
        var fault = ChangeKind.Find(change.Kind) is { } kind
            ? AnswersFault(change) ?? Fault(change, kind, Read(change))
            : $"\"{change.Kind}\" is no kind of change";
        var action = new BundledAction(change.Award, change.Action, change.Twin);
        if (fault is null && change.Facts.Count == 0)
            return null;
        foreach (var touched in (change.Covers ?? []).Append(action))
            _last.Remove(touched);
        if (fault is null)
            _last[action] = change.Facts;
        return fault;
    }

    private string? Fault(BundledChange change, ChangeKind kind, Retold retold) =>
        retold.Unreadable
        ?? KindFault(change, kind, retold)
        ?? (kind == ChangeKind.SubawardReported ? SubawardFault(change, retold) : FieldFault(change, retold))
        ?? OldFault(change)
        ?? TotalFault(change, kind);

    private string? AnswersFault(BundledChange change)
    {
        if (change.ReadAt.Count == 0)
            return "nothing of what was received is kept";
        return change.ReadAt.FirstOrDefault(place => !entries.ContainsKey(place.Answer)) is { } absent
            ? string.Create(CultureInfo.InvariantCulture, $"answer {absent.Answer}, in which it was read, is not there")
            : null;
    }

    private Retold Read(BundledChange change)
    {
        var retold = new Retold();
        var awards = (change.Covers ?? []).Select(action => action.Award).Prepend(change.Award).Distinct(StringComparer.Ordinal).ToList();
        foreach (var place in change.ReadAt)
        {
            foreach (var (known, key) in awards.SelectMany(known => KeysOf(known).Select(key => (known, key))))
                retold.Add(new Sighting(entries[place.Answer].Observation, place.Pointer), new AwardKey(key), new AwardKey(known));
        }

        return retold;
    }

    private IEnumerable<string> KeysOf(string known) => known == award ? formerKeys.Prepend(known) : [known];

    private string? KindFault(BundledChange change, ChangeKind kind, Retold retold)
    {
        if (kind == ChangeKind.Withdrawn)
            return retold.ShowsNoMore(change) ? null : "no answer shows that the source withdrew it";
        if (change.Facts.Count == 0)
            return change.Fields.Count > 0 ? null : "it says nothing that could be proven";
        if (kind == ChangeKind.Rekeyed && !(retold.IsGone && change.Fields is [{ Name: "award", Old: { } former }] && formerKeys.Contains(former)))
            return "no answer shows that the source gave up the former key";
        if (RowFault(change, retold) is { } fault)
            return fault;
        var row = retold.RowsOf(change.Award, change.Action).First() with { ActionType = change.Facts.GetValueOrDefault("actionType") };
        if ((kind == ChangeKind.NewAward && !row.Key.IsBase)
            || ((kind == ChangeKind.Terminated || kind == ChangeKind.OptionExercised) && ActionMeaning.OfModification(row, before: null) != kind))
        {
            return $"the answers do not show that it is {kind}";
        }

        return (change.Covers ?? []).FirstOrDefault(action => !retold.RowsOf(action.Award, action.Action).Any(covered => covered.Recipient.Name == row.Recipient.Name)) is { } other
            ? $"the answers do not show it of {other.Award}/{other.Action}"
            : null;
    }

    /// <summary>One of the rows says all that the change says of the action; what kind of action it is, the award's history may have added.</summary>
    private static string? RowFault(BundledChange change, Retold retold)
    {
        string? fault = "no answer shows the action";
        foreach (var row in retold.RowsOf(change.Award, change.Action))
        {
            var facts = ActionFacts.Of(row).ToDictionary();
            fault = change.Facts.Keys.Union(facts.Keys, StringComparer.Ordinal)
                .Where(name => !ActionFacts.SameText(facts.GetValueOrDefault(name), change.Facts.GetValueOrDefault(name)))
                .Where(name => name != "actionType" || facts.ContainsKey(name) || !retold.Lists(change.Action, change.Facts[name]))
                .Select(name => Differs(name, facts.GetValueOrDefault(name), change.Facts.GetValueOrDefault(name)))
                .FirstOrDefault();
            if (fault is null)
                return null;
        }

        return fault;
    }

    private static string? FieldFault(BundledChange change, Retold retold)
    {
        foreach (var field in change.Ceiling is { } ceiling ? change.Fields.Append(ceiling) : change.Fields)
        {
            var isOfAction = ActionFacts.Names.Contains(field.Name) || field.Name == "award";
            if (!isOfAction && retold.Page is null)
                return $"no answer shows the award's page, where {field.Name} stands";
            var said = field.Name == "award" ? change.Award : isOfAction ? change.Facts.GetValueOrDefault(field.Name) : AwardFactsDiff.Text(retold.Page!, field.Name);
            if (!ActionFacts.SameText(said, field.New))
                return Differs(field.Name, said, field.New);
        }

        return null;
    }

    /// <summary>One of the reports says all that is new in the change.</summary>
    private static string? SubawardFault(BundledChange change, Retold retold)
    {
        string? fault = "no answer shows the sub-award";
        foreach (var facts in retold.SubawardsOf(change.Award))
        {
            fault = change.Fields
                .Where(field => !ActionFacts.SameText(facts.GetValueOrDefault(field.Name), field.New))
                .Select(field => Differs(field.Name, facts.GetValueOrDefault(field.Name), field.New))
                .FirstOrDefault();
            if (fault is null)
                return null;
        }

        return fault;
    }

    /// <summary>What an earlier change in the bundle proved is what the next one sets out from.</summary>
    private string? OldFault(BundledChange change)
    {
        var obligation = change.Fields.FirstOrDefault(field => field.Name == "obligation")?.Old;
        if (change.ObligationBefore is { } before && !ActionFacts.SameText(before, obligation))
            return Differs("obligation before it", obligation, before);
        if (!_last.TryGetValue(new BundledAction(change.Award, change.Action, change.Twin), out var last))
            return null;
        return change.Fields
            .Where(field => ActionFacts.Names.Contains(field.Name) && field.Name != "actionType" && !ActionFacts.SameText(last.GetValueOrDefault(field.Name), field.Old))
            .Select(field => Differs($"{field.Name} before it", last.GetValueOrDefault(field.Name), field.Old))
            .FirstOrDefault();
    }

    private static string? TotalFault(BundledChange change, ChangeKind kind)
    {
        if (change.Total is not { } total)
            return null;
        var told = new Change
        {
            Id = change.Id,
            Kind = kind,
            Feed = "",
            FirstSeen = change.FirstSeen,
            Action = new AwardAction { Key = default, Recipient = new Recipient { Name = "" }, Obligation = FactText.MoneyIn(change.Facts.GetValueOrDefault("obligation")) },
            ObligationBefore = FactText.MoneyIn(change.ObligationBefore),
        };
        return FactText.MoneyIn(total.Before)?.Value + told.Delta == FactText.MoneyIn(total.After)?.Value
            ? null
            : $"{total.Before} and what it adds are not {total.After}";
    }

    private static string Differs(string fact, string? said, string? claimed) => $"the answers say of {fact} \"{said}\", the change \"{claimed}\"";
}
