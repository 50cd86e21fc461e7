using ContractWatch.Awards;

namespace ContractWatch.Feeds;

/// <summary>Where a feed stands, in the feed's own words. The store keeps it and does not look inside.</summary>
/// <param name="Json">JSON, or empty before the first poll.</param>
public sealed record FeedCursor(string Json)
{
    public static readonly FeedCursor Start = new("");
}

/// <summary>What to read now, and where the feed stands once all of it has been committed.</summary>
public sealed record FeedPlan
{
    public required IReadOnlyList<FeedSlice> Slices { get; init; }

    /// <summary>The cursor after a poll. Committed with the poll's changes, never before.</summary>
    public required FeedCursor Next { get; init; }

    /// <summary>Silent history that is still to be read, in order; each slice carries the cursor to commit with it.</summary>
    public IReadOnlyList<HistorySlice> History { get; init; } = [];

    /// <summary>Actions signed before this day and not known yet are history, not news.</summary>
    public required DateOnly HistorySince { get; init; }

    /// <summary>Why there is nothing to read, when the source has loaded nothing since the last poll.</summary>
    public string? NothingNew { get; init; }

    /// <summary>This poll reads everything the source holds in the scope since <see cref="HistorySince"/>: what it does not bring is missing.</summary>
    public bool IsSweep { get; init; }
}

/// <summary>A piece of a source that is read whole.</summary>
/// <param name="Name">What it covers, for people: <c>modified 2026-08-01 to 2026-08-12, awarded by …</c>.</param>
/// <param name="Query">What the feed needs to read it; meaningless elsewhere.</param>
/// <param name="Covers">The signing dates it covers entirely, when it does: known actions signed inside it that it does not bring are missing.</param>
public sealed record FeedSlice(string Name, object Query, SignedBetween? Covers = null);

/// <summary>Every action signed from the first to the last day, both inclusive, that the query asks for.</summary>
/// <param name="AsksFor">Whether the query would bring this action: what it does not ask for is not missing when it stays away.</param>
public sealed record SignedBetween(DateOnly First, DateOnly Last, Predicate<AwardAction> AsksFor)
{
    public bool Includes(AwardAction action) => action.ActionDate >= First && action.ActionDate <= Last && AsksFor(action);
}

public sealed record HistorySlice(FeedSlice Slice, FeedCursor Next);
