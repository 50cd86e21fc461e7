namespace ContractWatch.Feeds.UsaSpending;

/// <summary>One way of reading a question from end to end.</summary>
/// <param name="MayOverlap">Pages may be laid so that each begins with the award the one before ended in.</param>
internal sealed record Pass(bool Descending, int Limit, bool MayOverlap = false)
{
    /// <summary>In order of trial; each lays its page edges elsewhere.</summary>
    public static readonly IReadOnlyList<Pass> All =
        [new(Descending: false, SearchClient.MostPerPage, MayOverlap: true), new(Descending: true, SearchClient.MostPerPage), new(Descending: false, 97)];
}

/// <summary>A page by number and size: the service knows no other offsets than (number - 1) × size.</summary>
internal sealed record PageAt(int Number, int Limit)
{
    public static readonly PageAt Start = new(1, SearchClient.MostPerPage);

    public int Offset => (Number - 1) * Limit;
}

/// <summary>
/// Where the next page begins. An award that lies across the edge of two pages may lose rows there. Where the last page has
/// room to spare, pages overlap by that award, which is then read whole, and no second reading is needed.
/// </summary>
internal sealed class PageLayout(int limit, bool overlaps)
{
    public PageAt First => new(1, limit);

    public static PageLayout For(int expected, Pass pass)
    {
        var pages = (expected + pass.Limit - 1) / pass.Limit;
        var room = (pages * pass.Limit) - expected;
        return new PageLayout(pass.Limit, pass.MayOverlap && pages > 1 && room >= RoomNeeded(pages));
    }

    public PageAt After(PageAt page, Sheet sheet)
    {
        if (!overlaps)
            return page with { Number = page.Number + 1 };
        var end = page.Offset + page.Limit;
        var beginning = sheet.BeginningOfAwardAt(end - 1);
        var size = beginning > page.Offset ? beginning / page.Number : page.Limit;
        return size > 0 ? new PageAt(page.Number + 1, size) : page with { Number = page.Number + 1 };
    }

    /// <summary>Each edge costs the rows of an award, and a page number that must divide the offset costs about as much again.</summary>
    private static int RoomNeeded(int pages) => pages * (pages + 1);
}
