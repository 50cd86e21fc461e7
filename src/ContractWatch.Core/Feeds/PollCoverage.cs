namespace ContractWatch.Feeds;

/// <summary>What one poll of a feed covered, complete or not.</summary>
public sealed record PollCoverage
{
    /// <summary>When the poll began; with the feed's name it tells polls apart.</summary>
    public required DateTimeOffset Started { get; init; }

    /// <summary>Everything that was to be read was read whole.</summary>
    public bool IsComplete { get; init; }

    /// <summary>Why it is not complete, or why there was nothing to read.</summary>
    public string? Reason { get; init; }

    /// <summary>Every query, read or not, in the order they were planned; pieces of history first.</summary>
    public IReadOnlyList<SliceCoverage> Queries { get; init; } = [];

    /// <summary>The gaps that are open after the poll, and those it has filled.</summary>
    public IReadOnlyList<CoverageGap> Gaps { get; init; } = [];

    public int QueriesRead => Queries.Count(query => query.Expected is not null);

    public int Expected => Queries.Sum(query => query.Expected ?? 0);

    public int Got => Queries.Sum(query => query.Got);
}

/// <summary>What one query asked for and brought.</summary>
/// <param name="Name">What it covers, for people: the window and whose actions.</param>
/// <param name="Expected">How many rows the source counts in it; null when it was not read whole, so that nothing of it was used.</param>
/// <param name="Got">How many actions it brought, those outside what was asked for and those that could not be read included.</param>
/// <param name="OutOfScope">How many of these lie outside what was asked for.</param>
/// <param name="Unreadable">How many of these could not be read; they are kept as received.</param>
public sealed record SliceCoverage(string Name, int? Expected = null, int Got = 0, int OutOfScope = 0, int Unreadable = 0)
{
    public static SliceCoverage Of(FeedReading reading) => new(
        reading.Slice.Name, reading.Expected, reading.Actions.Count + reading.OutOfScope + reading.Quarantined.Count, reading.OutOfScope, reading.Quarantined.Count);
}
