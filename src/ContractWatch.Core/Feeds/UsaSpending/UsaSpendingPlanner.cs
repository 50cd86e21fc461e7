namespace ContractWatch.Feeds.UsaSpending;

/// <summary>
/// Decides what is read: history first, month by month; then overlapping windows of modified actions, far back every few days
/// and always for defence; and with that everything, because some corrections and every deletion leave no other trace.
/// </summary>
internal sealed class UsaSpendingPlanner(UsaSpendingOptions options, TimeProvider time)
{
    /// <summary>The service's word that it has loaded nothing may come from a cache: it is never believed for more than a day.</summary>
    private static readonly TimeSpan Believed = TimeSpan.FromHours(20);

    private const int MonthsPerSweepSlice = 3;

    public FeedPlan HistoryPlan(UsaSpendingCursor cursor, ScopeParts scope)
    {
        var history = new List<HistorySlice>();
        var at = Current(cursor, scope);
        foreach (var (question, parts) in HistoryQuestions(at, scope))
        {
            at = at with { History = Progressed(at.History, parts, question.Span.Last) };
            history.Add(new HistorySlice(new FeedSlice(question.Name, question), at.Write()));
        }

        return new FeedPlan { Slices = [], History = history, Next = cursor.Write(), HistorySince = Since };
    }

    public bool MayBelieve(UsaSpendingCursor cursor, ScopeParts scope, string? sourceUpdated) =>
        sourceUpdated is not null && sourceUpdated == cursor.SourceUpdated && Now - cursor.LastRead < Believed && !IsDue(cursor.LastSweep, cursor)
        && Current(cursor, scope).History.Count == scope.All.Count;

    public FeedPlan NothingNewPlan(UsaSpendingCursor cursor) => new()
    {
        Slices = [],
        Next = cursor.Write(),
        HistorySince = Since,
        NothingNew = $"the source has loaded nothing since {cursor.SourceUpdated}",
    };

    public FeedPlan PollPlan(UsaSpendingCursor cursor, ScopeParts scope, string? sourceUpdated)
    {
        var isFirst = cursor.LastRead is null;
        var isSweep = !isFirst && IsDue(cursor.LastSweep, cursor);
        var isDeep = scope.HoldsDefence || (!isFirst && IsDue(cursor.LastDeep, cursor));
        var window = ScopeParts.Questions(scope.All, DateMeaning.Modified, Window(cursor, isDeep)).Select(Slice);
        return new FeedPlan
        {
            Slices = isSweep ? [.. window, .. SweepSlices(scope)] : [.. window],
            HistorySince = Since,
            IsSweep = isSweep,
            Next = (Current(cursor, scope) with
            {
                LastRead = Now,
                LastDeep = isDeep || isFirst ? Now : cursor.LastDeep,
                LastSweep = isSweep || isFirst ? Now : cursor.LastSweep,
                SourceUpdated = sourceUpdated ?? cursor.SourceUpdated,
            }).Write(),
        };
    }

    private DateTimeOffset Now => time.GetUtcNow();

    private DateOnly Today => DateOnly.FromDateTime(Now.UtcDateTime);

    private DateOnly Since => UsaSpendingCalendar.Clamped(options.HistorySince ?? UsaSpendingCalendar.StartOfPreviousFiscalYear(Today));

    /// <summary>A day ahead, so that a bare date never leaves today out.</summary>
    private DateOnly Tomorrow => Today.AddDays(1);

    /// <summary>What was due a quarter of a day from now is due now: polls do not come at the same second every week.</summary>
    private bool IsDue(DateTimeOffset? last, UsaSpendingCursor cursor) =>
        cursor.LastRead is not null && (last is null || Now - last >= TimeSpan.FromDays(options.SweepEveryDays) - TimeSpan.FromHours(6));

    private DaySpan Window(UsaSpendingCursor cursor, bool isDeep)
    {
        var lookback = isDeep ? options.DeepLookbackDays : options.LookbackDays;
        var first = Today.AddDays(-lookback);
        if (cursor.LastRead is { } last && DateOnly.FromDateTime(last.UtcDateTime).AddDays(-options.LookbackDays) is var overlapped && overlapped < first)
            first = overlapped;
        return new DaySpan(UsaSpendingCalendar.Clamped(first), Tomorrow);
    }

    private static FeedSlice Slice(Question question) => new(question.Name, question);

    private IEnumerable<FeedSlice> SweepSlices(ScopeParts scope) =>
        from span in new DaySpan(Since, Today).ByMonths(MonthsPerSweepSlice)
        from question in ScopeParts.Questions(scope.All, DateMeaning.Signed, span)
        select Slice(question) with { Covers = new SignedBetween(span.First, span.Last, question.Whose.Includes) };

    /// <summary>The cursor without parts that left the scope, or whose history begins too late: those are read anew.</summary>
    private UsaSpendingCursor Current(UsaSpendingCursor cursor, ScopeParts scope) => cursor with
    {
        History = scope.All
            .Where(part => cursor.History.TryGetValue(part.Id, out var read) && read.Since <= Since)
            .ToDictionary(part => part.Id, part => cursor.History[part.Id]),
    };

    /// <summary>Month by month the parts that lack the month, as few questions as that takes.</summary>
    private IEnumerable<(Question Question, IReadOnlyList<ScopePart> Parts)> HistoryQuestions(UsaSpendingCursor at, ScopeParts scope)
    {
        var lacking = scope.All.Where(part => at.History.GetValueOrDefault(part.Id) is not { IsWhole: true }).ToList();
        foreach (var month in new DaySpan(Since, Today).ByMonths(1))
        {
            foreach (var kind in lacking.Where(part => NextDay(at, part) <= month.Last).GroupBy(Separately))
            {
                var parts = kind.ToList();
                var span = month with { First = parts.Min(part => NextDay(at, part)) is var next && next > month.First ? next : month.First };
                foreach (var question in ScopeParts.Questions(parts, DateMeaning.Signed, span))
                    yield return (question, parts);
            }
        }
    }

    /// <summary>Agencies are asked for together, vendors one by one.</summary>
    private static string Separately(ScopePart part) => part.Kind == ScopePartKind.Vendor ? part.Id : part.Kind.ToString();

    private DateOnly NextDay(UsaSpendingCursor at, ScopePart part) =>
        at.History.GetValueOrDefault(part.Id) is { } read ? read.Through.AddDays(1) : Since;

    private Dictionary<string, HistoryRead> Progressed(
        IReadOnlyDictionary<string, HistoryRead> history, IEnumerable<ScopePart> parts, DateOnly through)
    {
        var progressed = new Dictionary<string, HistoryRead>(history);
        foreach (var part in parts)
            progressed[part.Id] = new HistoryRead(Since, through, IsWhole: through >= Today);
        return progressed;
    }
}
