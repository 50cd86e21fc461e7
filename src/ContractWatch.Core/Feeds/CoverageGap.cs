namespace ContractWatch.Feeds;

/// <summary>Something a source holds, or may hold, that was not read: named until it is.</summary>
public sealed record CoverageGap
{
    public required GapKind Kind { get; init; }

    /// <summary>The <see cref="Subject"/> of sub-awards of watched vendors; which vendors, only their watchers may know.</summary>
    public const string Vendors = "vendors";

    /// <summary>Which one, where there may be several of a kind: the award whose page or sub-awards were not read.</summary>
    public string Subject { get; init; } = "";

    public bool IsOfAward => Kind == GapKind.Page || (Kind == GapKind.Subawards && Subject != Vendors);

    /// <summary>Since when it is open; of polls that were not complete, since when publications may be missing.</summary>
    public required DateTimeOffset Since { get; init; }

    /// <summary>Why, as last found.</summary>
    public required string Reason { get; init; }

    /// <summary>When it was read after all; null while the gap is open.</summary>
    public DateTimeOffset? Filled { get; init; }
}

public enum GapKind
{
    /// <summary>Polls were not complete. The cursor stays, so the next complete one reads what they missed.</summary>
    Poll,

    /// <summary>Pieces of history are still to be read.</summary>
    History,

    /// <summary>A sweep brought fewer known actions than a source takes back at once; the next whole one settles it.</summary>
    Actions,

    /// <summary>Rows could not be read; settled when everything was read again without any.</summary>
    Rows,

    /// <summary>An award's own page could not be read; every poll tries again.</summary>
    Page,

    /// <summary>Sub-awards could not be read: of the award named, or of watched vendors; every poll tries again.</summary>
    Subawards,
}

/// <summary>How far a feed can be relied on.</summary>
/// <param name="CheckedThrough">When its last complete poll began; null when there was none yet.</param>
/// <param name="Gaps">What is open, the oldest first.</param>
public sealed record FeedCoverage(string Feed, DateTimeOffset? CheckedThrough, IReadOnlyList<CoverageGap> Gaps);
