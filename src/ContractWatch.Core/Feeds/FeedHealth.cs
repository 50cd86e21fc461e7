namespace ContractWatch.Feeds;

/// <summary>How a feed has fared.</summary>
public sealed record FeedHealth
{
    public static readonly FeedHealth Unknown = new();

    public DateTimeOffset? LastAttempt { get; init; }

    public DateTimeOffset? LastComplete { get; init; }

    public int FailuresInARow { get; init; }

    public DateTimeOffset? FailingSince { get; init; }

    public string? LastError { get; init; }

    /// <summary>The newest signing date any poll has brought: an answer is not freshness.</summary>
    public DateOnly? NewestActionDate { get; init; }

    /// <summary>What part of the history has been read, while it is being read.</summary>
    public string? History { get; init; }
}
