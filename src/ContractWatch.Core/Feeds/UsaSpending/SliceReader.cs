using ContractWatch.Feeds.UsaSpending.Wire;

namespace ContractWatch.Feeds.UsaSpending;

/// <summary>Reads a slice whole: counts it, splits what is too large for the service, and puts the pieces together.</summary>
internal sealed class SliceReader(SearchClient search, FeedSlice slice, IProgress<FeedProgress>? progress)
{
    /// <summary>The service breaks at row 49,900: it answers 50,000 deep and looks one row beyond the page.</summary>
    private const int MostRows = 49_900;

    /// <summary>Rows that all name somebody else: the vendor's subsidiaries, or a filter that was ignored.</summary>
    private const int ManyStrangers = 50;

    /// <summary>More than one vendor has in a window, as a rule.</summary>
    private const int ManyRows = 5_000;

    private readonly List<ReadRow> _rows = [];
    private int _expected;
    private int _requests;

    public async Task<FeedReading> ReadAsync(Question question, CancellationToken cancellation)
    {
        await ReadPieceAsync(question, cancellation);
        var readable = _rows.Select(row => row.Row).OfType<SearchRow>().ToList();
        var inside = readable.Where(question.Includes).ToList();
        return new FeedReading
        {
            Slice = slice,
            Actions = Actions.Of(inside.Where(row => !question.IsBroughtElsewhere(row))),
            Expected = _expected,
            OutOfScope = readable.Count - inside.Count,
            Quarantined = [.. _rows.Select(row => row.Unreadable).OfType<QuarantinedRow>()],
            Requests = _requests,
        };
    }

    private async Task ReadPieceAsync(Question question, CancellationToken cancellation)
    {
        try
        {
            var count = await search.CountAsync(question.Filters, Sent, cancellation);
            if (count == 0 || await IsBroughtElsewhereAsync(question, count, cancellation))
                return;
            if (count >= ManyRows)
                await SuspectVendorFilterAsync(question, count, cancellation);
            if (count <= MostRows)
            {
                await ReadWindowAsync(question, count, cancellation);
                return;
            }
        }
        catch (FeedTooWideException tooWide) when (question.Split().Count == 0)
        {
            throw new FeedException($"{question.Name}: {tooWide.Message}, and it cannot be asked more narrowly", tooWide);
        }
        catch (FeedTooWideException)
        {
            // Narrower questions may be answered.
        }

        var pieces = question.Split();
        if (pieces.Count == 0)
            throw new FeedException($"{question.Name}: more than {MostRows} rows, and it cannot be asked more narrowly");
        foreach (var piece in pieces)
            await ReadPieceAsync(piece, cancellation);
    }

    private async Task ReadWindowAsync(Question question, int count, CancellationToken cancellation)
    {
        var before = _rows.Count;
        var reader = new WindowReader(
            search, question, places => progress?.Report(new FeedProgress(slice.Name, before + places, _expected + count)), Sent);
        var rows = await reader.ReadAsync(count, cancellation);
        if (question.Whose is OfVendor vendor && rows.Count >= ManyStrangers && !rows.Any(row => row.Row is { } read && vendor.Resembles(read)))
            await SuspectVendorFilterAsync(question, count, cancellation);
        _expected += rows.Count;
        _rows.AddRange(rows);
    }

    /// <summary>Most of what an agency funds it awards too, and the awarding question brings that: counting tells whether anything is left.</summary>
    private async Task<bool> IsBroughtElsewhereAsync(Question question, int count, CancellationToken cancellation)
    {
        if (question is not { Whose: FundedBy funded, NotAwardedBy.Count: > 0 })
            return false;
        var both = question with { Whose = funded.AwardedToo(question.NotAwardedBy) };
        return await search.CountAsync(both.Filters, Sent, cancellation) == count;
    }

    /// <summary>What a vendor's filter brings cannot be checked row by row; whether it was ignored, a count without it tells.</summary>
    private async Task SuspectVendorFilterAsync(Question question, int count, CancellationToken cancellation)
    {
        if (question.Whose is not OfVendor vendor)
            return;
        var everybodys = question with { Whose = new Everybodys() };
        if (await search.CountAsync(everybodys.Filters, Sent, cancellation) <= count)
            throw new FeedException($"{question.Name}: as many rows come with the filter {vendor.FilterName} as without it: it was ignored");
    }

    private void Sent() => Interlocked.Increment(ref _requests);
}
