using ContractWatch.Alerting;
using ContractWatch.Awards;
using ContractWatch.Diffing;
using ContractWatch.Matching;
using ContractWatch.Watches;

namespace ContractWatch.Polling;

/// <summary>What history went by.</summary>
internal sealed class BackTestHistory
{
    private readonly SortedSet<DateOnly> _months = [];

    public long Actions { get; private set; }

    public DateOnly? First { get; private set; }

    public DateOnly? Last { get; private set; }

    /// <summary>The first day of every month that has an action.</summary>
    public IEnumerable<DateOnly> Months => _months;

    public void Add(AwardAction action)
    {
        var day = action.ActionDate!.Value;
        Actions++;
        First = First < day ? First : day;
        Last = Last > day ? Last : day;
        _months.Add(MonthOf(day));
    }

    public static DateOnly MonthOf(DateOnly day) => new(day.Year, day.Month, 1);
}

/// <summary>Counts for one watch while the history goes by.</summary>
internal sealed class BackTestTally(Watch watch)
{
    private readonly Dictionary<DateOnly, BackTestMonth> _months = [];
    private readonly Dictionary<Tier, Queue<BackTestSample>> _newest = [];

    public string WatchId => watch.Id;

    public void Add(AwardAction action, Match match)
    {
        if (!AsksFor(watch, action))
            return;
        var month = BackTestHistory.MonthOf(action.ActionDate!.Value);
        _months[month] = Of(month).And(match.Tier);
        if (!_newest.TryGetValue(match.Tier, out var samples))
            _newest[match.Tier] = samples = new Queue<BackTestSample>();
        samples.Enqueue(new BackTestSample(action, match));
        if (samples.Count > BackTestReport.SamplesPerTier)
            samples.Dequeue();
    }

    /// <summary>Whether the watch asks for changes of the kind that the action was when it was published.</summary>
    public static bool AsksFor(Watch watch, AwardAction action) =>
        AlertSelection.AsksFor(watch, action.Key.IsBase ? ChangeKind.NewAward : ActionMeaning.OfModification(action, before: null));

    public BackTestReport Report(BackTestHistory history) => new()
    {
        WatchId = watch.Id,
        Actions = history.Actions,
        First = history.First,
        Last = history.Last,
        Months = [.. history.Months.Select(Of)],
        Samples = [.. _newest.OrderByDescending(tier => tier.Key).SelectMany(tier => tier.Value.Reverse())],
    };

    private BackTestMonth Of(DateOnly month) => _months.GetValueOrDefault(month) ?? new BackTestMonth(month);
}
