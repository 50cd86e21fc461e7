using ContractWatch.Diffing;
using ContractWatch.Feeds;

namespace ContractWatch.Polling;

/// <summary>One run of a poll: where it started, what it has counted, and how the feed fares after it.</summary>
internal sealed class PollRun(IFeed feed, FeedState state, CoverageBook coverage, TimeProvider time, IProgress<PollProgress>? progress)
{
    private readonly List<string> _remarks = [];
    private readonly SortedDictionary<string, int> _changes = new(StringComparer.Ordinal);
    private int _actions, _requests, _history, _historySlices, _matched, _owed, _outOfScope, _quarantined, _missing, _slicesRead;
    private FeedHealth _health = state.Health;

    public DateTimeOffset Started => coverage.Started;

    public CoverageBook Coverage => coverage;

    public FeedCursor Cursor { get; private set; } = state.Cursor;

    public void ReadingHistory(IReadOnlyList<HistorySlice> pieces, int done)
    {
        _health = _health with { History = $"reading, {done} of {pieces.Count} pieces read" };
        coverage.HistoryAt(pieces, done);
        progress?.Report(new PollProgress($"history: {pieces[done].Slice.Name}", done, pieces.Count));
    }

    public void ReadHistory(FeedReading reading, IReadOnlyList<HistorySlice> pieces, int done)
    {
        coverage.ReadHistory(reading);
        coverage.HistoryAt(pieces, done);
    }

    public void Read(FeedReading reading, int of)
    {
        coverage.Read(reading);
        progress?.Report(new PollProgress(reading.Slice.Name, Interlocked.Increment(ref _slicesRead), of));
    }

    public void Compared(Harvest harvest, IReadOnlyList<AwardDiff> diffs)
    {
        _actions += harvest.Count;
        _requests += harvest.Requests;
        _outOfScope += harvest.OutOfScope;
        _quarantined += harvest.Quarantined.Count;
        _history += diffs.Sum(diff => diff.History);
    }

    public void CommittedHistory(PollCommit commit)
    {
        _historySlices++;
        Committed(commit, []);
    }

    public void Committed(PollCommit commit, IEnumerable<string> remarks)
    {
        Cursor = commit.To;
        foreach (var kind in commit.Changes.GroupBy(matched => matched.Change.Kind.Name))
            _changes[kind.Key] = _changes.GetValueOrDefault(kind.Key) + kind.Count();
        _matched += commit.Changes.Count(matched => matched.Matches.Count > 0);
        _owed += commit.Messages.Count;
        _remarks.AddRange(remarks);
    }

    /// <summary>The feed's health once this much is committed. Pieces of history are not yet a complete poll.</summary>
    public FeedHealth Fine(Harvest harvest, FeedPlan plan, AbsenceCheck absence)
    {
        _missing = absence.Missing;
        if (absence.Remark is { } remark)
            _remarks.Add(remark);
        var newest = Latest(_health.NewestActionDate, harvest.NewestActionDate());
        var isPoll = IsPoll(plan);
        return _health = _health with
        {
            LastAttempt = Started,
            LastComplete = isPoll ? Started : _health.LastComplete,
            FailuresInARow = 0,
            FailingSince = null,
            BackoffStep = Math.Max(0, state.Health.BackoffStep - 1),
            LastError = null,
            NewestActionDate = newest,
            History = isPoll ? null : _health.History,
        };
    }

    /// <summary>What is covered once this much is committed.</summary>
    public PollCoverage Covered(Harvest harvest, FeedPlan plan, AbsenceCheck absence, AwardPages pages, SubawardCheck subawards)
    {
        coverage.Asked(pages);
        coverage.Asked(subawards);
        return IsPoll(plan) ? coverage.Whole(plan, harvest, absence.Remark) : coverage.SoFar();
    }

    public FeedHealth Failed(FeedException failure) => _health.Failed(Started, failure.Message);

    public PollReport Report(bool complete, string? reason) => new()
    {
        Feed = feed.Id,
        Complete = complete,
        Reason = reason,
        Started = Started,
        Took = time.GetUtcNow() - Started,
        Actions = _actions,
        Requests = _requests,
        History = _history,
        HistorySlices = _historySlices,
        Changes = _changes,
        Matched = _matched,
        Owed = _owed,
        OutOfScope = _outOfScope,
        Quarantined = _quarantined,
        Missing = _missing,
        Remarks = _remarks,
    };

    private static bool IsPoll(FeedPlan plan) => plan.Slices.Count > 0 || plan.NothingNew is not null;

    private static DateOnly? Latest(DateOnly? one, DateOnly? other) => one is null || other > one ? other ?? one : one;
}
