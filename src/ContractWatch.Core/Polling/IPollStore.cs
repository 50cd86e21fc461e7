using ContractWatch.Awards;
using ContractWatch.Diffing;
using ContractWatch.Feeds;

namespace ContractWatch.Polling;

/// <summary>What a poll remembers and leaves behind.</summary>
public interface IPollStore : IAwardMemory, ICoverageLog
{
    Task<FeedState> FeedAsync(string feed, CancellationToken cancellation);

    /// <summary>Every feed that was ever polled.</summary>
    Task<IReadOnlyList<FeedState>> FeedsAsync(CancellationToken cancellation);

    /// <summary>All known actions of the awards; awards never seen are absent.</summary>
    Task<ILookup<AwardKey, KnownAction>> RecallAsync(string feed, IReadOnlyCollection<AwardKey> awards, CancellationToken cancellation);

    /// <summary>Known actions signed between the days, not withdrawn.</summary>
    Task<IReadOnlyList<KnownAction>> SignedBetweenAsync(string feed, DateOnly first, DateOnly last, CancellationToken cancellation);

    /// <summary>Known actions signed on the day or later, not withdrawn, by signing date; they come piece by piece, not as of one moment.</summary>
    IAsyncEnumerable<KnownAction> SignedSinceAsync(string feed, DateOnly first, CancellationToken cancellation);

    /// <summary>Known actions that are missing and not yet withdrawn.</summary>
    Task<IReadOnlyList<KnownAction>> MissingAsync(string feed, CancellationToken cancellation);

    /// <summary>Awards with a recorded match, whose own page was last read before the moment, the longest unread first.</summary>
    Task<IReadOnlyList<AwardKey>> WatchedAwardsAsync(string feed, DateTimeOffset unreadSince, int limit, CancellationToken cancellation);

    /// <summary>Recipients with their parents, as the page of one of their awards last showed them, by UEI; those never shown are absent.</summary>
    Task<IReadOnlyDictionary<string, Recipient>> RecipientsAsync(IReadOnlyCollection<string> ueis, CancellationToken cancellation);

    /// <summary>Writes all of it durably, or nothing.</summary>
    /// <exception cref="StaleCursorException">The feed was polled by somebody else meanwhile.</exception>
    Task CommitAsync(PollCommit commit, CancellationToken cancellation);

    /// <summary>Keeps how a failed poll went and what it did not cover; the cursor stays.</summary>
    Task RecordFailureAsync(string feed, FeedHealth health, PollCoverage coverage, CancellationToken cancellation);
}

/// <summary>Where a feed stands and how it fares.</summary>
public sealed record FeedState(string Feed, FeedCursor Cursor, FeedHealth Health, long KnownActions = 0);

/// <summary>The feed's cursor is not the one the poll started from.</summary>
public sealed class StaleCursorException : Exception
{
    public StaleCursorException()
    {
    }

    public StaleCursorException(string message) : base(message)
    {
    }

    public StaleCursorException(string message, Exception inner) : base(message, inner)
    {
    }
}
