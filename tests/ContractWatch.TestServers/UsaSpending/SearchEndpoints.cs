using System.Text.Json.Nodes;

namespace ContractWatch.TestServers.UsaSpending;

/// <summary><c>spending_by_transaction/</c> and its count.</summary>
internal sealed class SearchEndpoints(Random random)
{
    public Reply Search(Universe universe, JsonObject body, IReadOnlySet<string> ignored)
    {
        var query = SearchQuery.Read(body, ignored);
        var rows = universe.Answer(
            $"{query.Filters.Text}|{query.Sort}|{query.Descending}|{string.Join(',', ignored)}",
            () => Sorted(universe, query));
        var first = (query.Page - 1) * query.Limit;
        var page = Page(rows, query.Sort, first, query.Limit);
        var hasNext = first + query.Limit < rows.Length;
        return Reply.Ok(new JsonObject
        {
            ["spending_level"] = "transactions",
            ["limit"] = query.Limit,
            ["results"] = new JsonArray([.. page.Select(row => SearchFields.Write(row, query.Fields))]),
            ["page_metadata"] = new JsonObject
            {
                ["page"] = query.Page,
                ["next"] = hasNext ? query.Page + 1 : null,
                ["previous"] = query.Page > 1 ? query.Page - 1 : null,
                ["hasNext"] = hasNext,
                ["hasPrevious"] = query.Page > 1,
            },
            ["messages"] = new JsonArray(Wire.Boilerplate),
        });
    }

    public static Reply Count(Universe universe, JsonObject body, IReadOnlySet<string> ignored)
    {
        var filters = SearchFilters.Read(body, ignored);
        var found = universe.Answer(
            $"count|{filters.Text}|{string.Join(',', ignored)}",
            () => [.. universe.Rows.Where(filters.Hold)]);
        return Reply.Ok(new JsonObject
        {
            ["results"] = new JsonObject
            {
                ["contracts"] = found.Count(row => Wire.Contracts.Contains(row.AwardType)),
                ["idvs"] = found.Count(row => Wire.Idvs.Contains(row.AwardType)),
                ["grants"] = 0,
                ["loans"] = 0,
                ["direct_payments"] = 0,
                ["other"] = 0,
            },
            ["spending_level"] = "transactions",
            ["messages"] = new JsonArray(Wire.Boilerplate),
        });
    }

    private static TransactionRow[] Sorted(Universe universe, SearchQuery query)
    {
        var found = universe.Rows.Where(query.Filters.Hold).Select(row => (Row: row, Key: SearchFields.SortKey(row, query.Sort)));
        var compare = Comparer<IComparable>.Create(Compare);
        var sorted = query.Descending ? found.OrderByDescending(one => one.Key, compare) : found.OrderBy(one => one.Key, compare);
        return [.. sorted.Select(one => one.Row)];
    }

    /// <summary>
    /// One page. The sort has no tie-breaker, so rows of equal key lie in another order on every request: those of a page's edge
    /// may come twice or not at all.
    /// </summary>
    private List<TransactionRow> Page(TransactionRow[] rows, string sort, int first, int limit)
    {
        var end = Math.Min(first + limit, rows.Length);
        if (first >= end)
            return [];
        var from = first;
        while (from > 0 && Tied(rows[from - 1], rows[from], sort))
            from--;
        var to = end;
        while (to < rows.Length && Tied(rows[to - 1], rows[to], sort))
            to++;
        var around = rows[from..to];
        for (var start = 0; start < around.Length;)
        {
            var stop = start + 1;
            while (stop < around.Length && Tied(around[start], around[stop], sort))
                stop++;
            lock (random)
                random.Shuffle(around.AsSpan(start, stop - start));
            start = stop;
        }

        return [.. around.Skip(first - from).Take(end - first)];
    }

    private static bool Tied(TransactionRow one, TransactionRow other, string sort) =>
        Compare(SearchFields.SortKey(one, sort), SearchFields.SortKey(other, sort)) == 0;

    private static int Compare(IComparable? one, IComparable? other) =>
        one is string text ? string.CompareOrdinal(text, other as string) : one?.CompareTo(other) ?? (other is null ? 0 : -1);
}
