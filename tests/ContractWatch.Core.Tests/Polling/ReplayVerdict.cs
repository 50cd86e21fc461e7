using System.Globalization;
using ContractWatch.Awards;
using ContractWatch.Diffing;
using ContractWatch.Matching;
using ContractWatch.TestServers.UsaSpending;
using Row = (string Award, string Mod);

namespace ContractWatch.Polling;

/// <summary>What was told beside what the captures' labels say.</summary>
internal sealed class ReplayVerdict
{
    private static readonly Dictionary<string, string> FactNames = new()
    {
        ["Recipient Name"] = "recipient",
        ["Action Date"] = "actionDate",
        ["Federal Action Obligation"] = "obligation",
        ["Transaction Description"] = "description",
        ["Product/Service Description"] = "productOrService",
        ["NAICS Description"] = "naics",
        ["Agency"] = "awardingAgency",
    };

    private readonly Dictionary<Row, DateTimeOffset> _lastServed = [];
    private readonly Dictionary<string, List<(Row Row, DateOnly Date, decimal? Amount)>> _servedByPiid = [];
    private readonly HashSet<Row> _new = [];
    private readonly HashSet<Row> _betweenFiles = [];
    private readonly List<(DateTimeOffset Time, TruthEvent Label)> _edited = [];

    public ReplayVerdict(CaptureReplay captures, IReadOnlyList<MatchedChange> changes)
    {
        Changes = [.. changes.Select(matched => matched.Change)];
        foreach (var day in captures.Days())
        {
            foreach (var label in day.Truth.Where(label => label.IsNew && !WasServedUnderAnotherKey(label)))
                (_lastServed.ContainsKey(Of(label)) ? _betweenFiles : _new).Add(Of(label));
            _edited.AddRange(day.Truth.Where(label => label.Kind == "changed").Select(label => (day.Time, label)));
            foreach (var label in day.Truth.Where(label => label.Kind == "rekeyed_award"))
                MovedAwards.Add(label.Award);
            foreach (var row in day.Universe.Rows)
                Serve(row, day.Time);
        }
    }

    public IReadOnlyList<Change> Changes { get; }

    /// <summary>Labelled new, and not served before: neither from another file nor under a key the award had.</summary>
    public IReadOnlySet<Row> New => _new;

    /// <summary>Awards labelled as moved to another key.</summary>
    public HashSet<string> MovedAwards { get; } = [];

    public IReadOnlyList<Row> ToldNew => [.. Changes.Where(change => change.Kind.IsPublication).Select(change => Of(change.Action.Key))];

    public IEnumerable<Change> Withdrawn => Changes.Where(change => change.Kind == ChangeKind.Withdrawn);

    public IEnumerable<Change> WithdrawnButServedAgain => Withdrawn.Where(change => _lastServed[Of(change.Action.Key)] > change.FirstSeen);

    public int Edited => _edited.Count;

    /// <summary>Labelled edits that no change tells with the same facts, old and new.</summary>
    public IReadOnlyList<TruthEvent> EditsNotTold => [.. _edited.Where(one => !IsTold(one.Time, one.Label)).Select(one => one.Label)];

    /// <summary>
    /// Rows told as edited although no label of then or before says they were. Labels are made file by file: an action whose
    /// date moves it to another fiscal year is labelled new there.
    /// </summary>
    public IReadOnlyList<Row> EditsToldWrongly =>
        [.. Told().Where(told => !MovedAwards.Contains(told.Row.Award) && !_betweenFiles.Contains(told.Row) && !_edited.Exists(one => one.Time <= told.Time && Of(one.Label) == told.Row)).Select(told => told.Row)];

    private static IEnumerable<Row> Rows(Change change) => change.Covers.Count > 0 ? change.Covers.Select(Of) : [Of(change.Action.Key)];

    private IEnumerable<(DateTimeOffset Time, Row Row)> Told() => Changes
        .Where(change => (change.Kind == ChangeKind.Correction && !change.IsOfWholeAward) || change.Kind == ChangeKind.RecipientRenamed)
        .SelectMany(change => Rows(change).Select(row => (change.FirstSeen, row)));

    private bool IsTold(DateTimeOffset time, TruthEvent label) => Changes
        .Where(change => change.FirstSeen >= time && change.Fields.Count > 0 && Rows(change).Contains(Of(label)))
        .Any(change => label.Fields.All(fact => change.Fields.Any(field => field.Name == FactNames[fact.Key] && Same(field, fact.Value))));

    private static bool Same(FieldChange told, (string Old, string New) label) => SameValue(told, told.Old, label.Old) && SameValue(told, told.New, label.New);

    private static bool SameValue(FieldChange told, string? value, string label) => told.Name switch
    {
        "obligation" => decimal.Parse(value!.Split(' ')[0], CultureInfo.InvariantCulture) == decimal.Parse(label, CultureInfo.InvariantCulture),
        "productOrService" or "naics" => value?.EndsWith(label, StringComparison.Ordinal) == true,
        _ => Collapsed(value ?? "") == Collapsed(label),
    };

    private static string Collapsed(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private bool WasServedUnderAnotherKey(TruthEvent label) =>
        _servedByPiid.TryGetValue(Piid(label.Award), out var served)
        && served.Exists(one => one.Row.Award != label.Award && one.Row.Mod == label.Mod && one.Amount == label.Amount
            && one.Date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) == label.ActionDate);

    private void Serve(TransactionRow row, DateTimeOffset time)
    {
        var key = (row.AwardKey, row.Mod);
        if (_lastServed.TryAdd(key, time))
        {
            if (!_servedByPiid.TryGetValue(row.Piid, out var served))
                _servedByPiid[row.Piid] = served = [];
            served.Add((key, row.ActionDate, row.Amount));
        }

        _lastServed[key] = time;
    }

    private static string Piid(string award) => award.Split('_')[2];

    private static Row Of(TruthEvent label) => (label.Award, label.Mod);

    private static Row Of(ActionKey action) => (action.Award.Value, action.Number);
}
