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
    private int _requests;

    public async Task<FeedReading> ReadAsync(Question question, CancellationToken cancellation)
    {
        if (question.Whose is OfAgencies agencies)
        {
            await ReadPieceAsync(question with { Whose = agencies.Awarded }, cancellation);
            await ReadFundedElsewhereAsync(question with { Whose = agencies.Funded }, agencies.Awarded, cancellation);
        }
        else
        {
            await ReadPieceAsync(question, cancellation);
        }

        var inside = Actions.Of(_rows.Where(row => row.Row is { } read && question.Includes(read)).Select(row => (row.Row!, row.Seen)));
        return new FeedReading
        {
            Slice = slice,
            Actions = [.. inside.Select(read => read.Action)],
            Sightings = inside.Where(read => read.Seen is not null).ToDictionary(read => read.Action.Key, read => read.Seen!),
            Expected = _rows.Count,
            OutOfScope = _rows.Count(row => row.Row is not null) - inside.Count,
            Quarantined = [.. _rows.Select(row => row.Unreadable).OfType<QuarantinedRow>().Distinct()],
            Requests = _requests,
        };
    }

    /// <summary>Most of what an agency funds it awarded too, and that has been read: counting tells whether anything is left.</summary>
    private async Task ReadFundedElsewhereAsync(Question funded, AwardedBy awarded, CancellationToken cancellation)
    {
        var read = _rows.Count(row => row.Row is { } one && funded.Whose.Includes(one));
        if (await CountAsync(funded, cancellation) == read)
            return;
        var before = _rows.Count;
        await ReadPieceAsync(funded, cancellation);
        for (var i = _rows.Count - 1; i >= before; i--)
        {
            if (_rows[i].Row is { } row && awarded.Includes(row))
                _rows.RemoveAt(i);
        }
    }

    private async Task ReadPieceAsync(Question question, CancellationToken cancellation)
    {
        var count = await CountAsync(question, cancellation);
        if (count == 0)
            return;
        if (count >= ManyRows)
            await SuspectVendorFilterAsync(question, count.Value, cancellation);
        if (count <= MostRows && await ReadWindowAsync(question, count.Value, cancellation))
            return;

        var pieces = question.Split();
        if (pieces.Count == 0)
            throw new FeedException($"{question.Name}: too much for the source, which gives {MostRows} rows at most, and it cannot be asked more narrowly");
        foreach (var piece in pieces)
            await ReadPieceAsync(piece, cancellation);
    }

    /// <summary>Null when the source gave up counting.</summary>
    private async Task<int?> CountAsync(Question question, CancellationToken cancellation)
    {
        try
        {
            return await search.CountAsync(question.Filters, Sent, cancellation);
        }
        catch (FeedTooWideException)
        {
            return null;
        }
    }

    /// <summary>False when the source gave up on the question.</summary>
    private async Task<bool> ReadWindowAsync(Question question, int count, CancellationToken cancellation)
    {
        var before = _rows.Count;
        var reader = new WindowReader(
            search, question, places => progress?.Report(new FeedProgress(slice.Name, before + places, before + count)), Sent);
        try
        {
            var rows = await reader.ReadAsync(count, cancellation);
            if (question.Whose is OfVendor vendor && rows.Count >= ManyStrangers && !rows.Any(row => row.Row is { } read && vendor.Resembles(read)))
                await SuspectVendorFilterAsync(question, count, cancellation);
            _rows.AddRange(rows);
            return true;
        }
        catch (FeedTooWideException)
        {
            return false;
        }
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
