using ContractWatch.Feeds.UsaSpending.Wire;

namespace ContractWatch.Feeds.UsaSpending;

/// <summary>Reads one question that fits below the service's limit: page by page, checked, and read again where it came short.</summary>
internal sealed class WindowReader(SearchClient search, Question question, Action<int> rowsRead, Action sent)
{
    private readonly ScopeCheck _scope = new(question);

    /// <exception cref="FeedException">After three readings it is still not whole.</exception>
    public async Task<IReadOnlyList<ReadRow>> ReadAsync(int expected, CancellationToken cancellation)
    {
        var sheet = new Sheet(expected);
        foreach (var pass in Pass.All)
        {
            if (sheet.Places > 0)
                sheet = await RecountedAsync(sheet, cancellation);
            await PullAsync(sheet, pass, cancellation);
            if (!sheet.IsWhole)
                await RepairAsync(sheet, cancellation);
            if (sheet.IsWhole)
                return [.. sheet.Rows];
        }

        throw new FeedException(
            $"{question.Name}: incomplete. The source counts {sheet.Expected} rows, {sheet.Rows.Count()} came in {Pass.All.Count} readings, " +
            $"and {sheet.Short.Count} awards lack some");
    }

    /// <summary>The same sheet while the count stands; an empty one when the source has moved on meanwhile.</summary>
    private async Task<Sheet> RecountedAsync(Sheet sheet, CancellationToken cancellation)
    {
        var count = await search.CountAsync(question.Filters, sent, cancellation);
        var stands = count == sheet.Expected && sheet.Places == count && !sheet.HasMoved;
        return stands ? sheet : new Sheet(count);
    }

    private async Task PullAsync(Sheet sheet, Pass pass, CancellationToken cancellation)
    {
        var layout = PageLayout.For(sheet.Expected, pass);
        for (var page = layout.First; ; page = layout.After(page, sheet))
        {
            var (rows, hasNext) = await search.PageAsync(Request(question.Filters, page, pass), sent, cancellation);
            _scope.See(rows);
            sheet.Add(rows, pass.Descending ? sheet.Expected - 1 - page.Offset : page.Offset, pass.Descending);
            rowsRead(sheet.Places);
            var end = page.Offset + rows.Count;
            if (end >= sheet.Expected || !hasNext || rows.Count < page.Limit)
            {
                sheet.Ends(hasNext ? end + 1 : end);
                return;
            }
        }
    }

    /// <summary>Asks for the awards that came short, by their numbers: of use only where the whole answer fits one page.</summary>
    private async Task RepairAsync(Sheet sheet, CancellationToken cancellation)
    {
        if (sheet.HasMoved || sheet.Places != sheet.Expected)
            return;
        foreach (var batch in Batches([.. sheet.Short.Where(award => award.Piid is not null)]))
        {
            if (!await RepairAsync(sheet, batch, question, cancellation))
                return;
        }
    }

    /// <returns>False when the filter by number was ignored: then asking on is no use.</returns>
    private async Task<bool> RepairAsync(Sheet sheet, IReadOnlyList<AwardRows> awards, Question within, CancellationToken cancellation)
    {
        var piids = awards.Select(award => award.Piid!).Distinct(StringComparer.OrdinalIgnoreCase).ToList();
        var request = Request(within.Filters with { AwardIds = piids }, PageAt.Start, Pass.All[0]);
        var (rows, hasNext) = await search.PageAsync(request, sent, cancellation);
        if (rows.Any(row => row.Row is { } read && !piids.Contains(read.Piid ?? "", StringComparer.OrdinalIgnoreCase)))
            return false;
        var keys = awards.Select(award => award.Key).ToHashSet(StringComparer.Ordinal);
        sheet.AddRows(rows.Where(row => keys.Contains(row.AwardKey)));
        if (hasNext && within.Span.Days > 1)
        {
            foreach (var half in within.Split())
            {
                if (!await RepairAsync(sheet, awards, half, cancellation))
                    return false;
            }
        }

        return true;
    }

    /// <summary>As many awards at once as fit one page by the places they hold.</summary>
    private static IEnumerable<IReadOnlyList<AwardRows>> Batches(IReadOnlyList<AwardRows> awards)
    {
        var batch = new List<AwardRows>();
        foreach (var award in awards)
        {
            if (batch.Count > 0 && batch.Sum(one => one.Places) + award.Places > SearchClient.MostPerPage)
            {
                yield return batch;
                batch = [];
            }

            batch.Add(award);
        }

        if (batch.Count > 0)
            yield return batch;
    }

    private static SearchRequest Request(Filters filters, PageAt page, Pass pass) => new()
    {
        Filters = filters,
        Order = pass.Descending ? "desc" : "asc",
        Limit = page.Limit,
        Page = page.Number,
    };
}
