using ContractWatch.Awards;
using ContractWatch.Feeds;

namespace ContractWatch.Polling;

/// <summary>What a poll has covered so far, and which gaps it has found and filled.</summary>
public sealed class CoverageBook(FeedCoverage before, DateTimeOffset started)
{
    private readonly Dictionary<(GapKind Kind, string Subject), CoverageGap> _open = before.Gaps.ToDictionary(gap => (gap.Kind, gap.Subject));
    private readonly List<CoverageGap> _filled = [];
    private readonly List<SliceCoverage> _history = [];
    private readonly Dictionary<string, SliceCoverage> _read = new(StringComparer.Ordinal);
    private readonly Lock _gate = new();
    private FeedSlice? _next;
    private IReadOnlyList<FeedSlice> _planned = [];

    public DateTimeOffset Started => started;

    /// <summary>Awards whose page could not be read so far; the newest first, because what has failed for long will fail again.</summary>
    public IEnumerable<AwardKey> UnreadPages =>
        _open.Values.Where(gap => gap.Kind == GapKind.Page).OrderByDescending(gap => gap.Since).Select(gap => new AwardKey(gap.Subject));

    /// <summary>So much of the history has been read.</summary>
    public void HistoryAt(IReadOnlyList<HistorySlice> pieces, int done)
    {
        _next = done < pieces.Count ? pieces[done].Slice : null;
        if (_next is not null)
            Find(GapKind.History, "", $"{pieces.Count - done} of {pieces.Count} pieces of history are still to be read");
        else
            Fill(GapKind.History, "");
    }

    public void ReadHistory(FeedReading reading) => _history.Add(SliceCoverage.Of(reading));

    /// <summary>There is no history left; this is what the poll is to read.</summary>
    public void Plans(IReadOnlyList<FeedSlice> slices)
    {
        Fill(GapKind.History, "");
        _planned = slices;
    }

    public void Read(FeedReading reading)
    {
        lock (_gate)
            _read[reading.Slice.Name] = SliceCoverage.Of(reading);
    }

    public void Asked(AwardPages pages)
    {
        foreach (var (award, reason) in pages.Unread)
            Find(GapKind.Page, award.Value, reason);
        foreach (var award in UnreadPages.Where(pages.HasAnswered).ToList())
            Fill(GapKind.Page, award.Value);
    }

    internal void Asked(SubawardCheck subawards)
    {
        foreach (var (award, reason) in subawards.Unread)
            Find(GapKind.Subawards, award.Value, reason);
        if (subawards.VendorFault is { } fault)
            Find(GapKind.Subawards, CoverageGap.Vendors, $"the sub-awards of watched vendors could not be read: {fault}");
        else if (subawards.Readings.Any(reading => reading.IsOfVendor))
            Fill(GapKind.Subawards, CoverageGap.Vendors);
        foreach (var award in _open.Keys.Where(gap => gap.Kind == GapKind.Subawards && subawards.Readings.Any(reading => reading.Subject == SubawardReading.Of(new AwardKey(gap.Subject)))).ToList())
            Fill(GapKind.Subawards, award.Subject);
    }

    /// <summary>Everything was read whole.</summary>
    /// <param name="plan">What was to be read.</param>
    /// <param name="harvest">What it brought.</param>
    /// <param name="notBrought">What is wrong when too many known actions did not come back.</param>
    public PollCoverage Whole(FeedPlan plan, Harvest harvest, string? notBrought)
    {
        Fill(GapKind.Poll, "");
        if (notBrought is not null)
            Find(GapKind.Actions, "", notBrought);
        else if (plan.IsSweep)
            Fill(GapKind.Actions, "");
        if (harvest.Quarantined is [var row, ..])
            Find(GapKind.Rows, "", $"rows of the source could not be read and are kept as received, such as: {row.Reason}");
        else if (plan.IsSweep)
            Fill(GapKind.Rows, "");
        return SoFar() with { IsComplete = true, Reason = plan.NothingNew };
    }

    public PollCoverage Failed(string reason)
    {
        Find(GapKind.Poll, "", reason, before.CheckedThrough);
        return SoFar() with { Reason = reason };
    }

    public PollCoverage SoFar() => new()
    {
        Started = started,
        Queries = [.. _history, .. _planned.Prepend(_next).OfType<FeedSlice>().Select(slice => _read.GetValueOrDefault(slice.Name) ?? new SliceCoverage(slice.Name))],
        Gaps = [.. _open.Values, .. _filled],
    };

    private void Find(GapKind kind, string subject, string reason, DateTimeOffset? since = null) =>
        _open[(kind, subject)] = _open.TryGetValue((kind, subject), out var gap)
            ? gap with { Reason = reason }
            : new CoverageGap { Kind = kind, Subject = subject, Since = since ?? started, Reason = reason };

    private void Fill(GapKind kind, string subject)
    {
        if (_open.Remove((kind, subject), out var gap))
            _filled.Add(gap with { Filled = started });
    }
}
