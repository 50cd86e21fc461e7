namespace ContractWatch.Feeds;

/// <summary>How a feed has fared.</summary>
public sealed record FeedHealth
{
    /// <summary>The longest rest: it grows no further, and that many good polls undo it.</summary>
    public const int HighestStep = 9;

    public static readonly FeedHealth Unknown = new();

    public DateTimeOffset? LastAttempt { get; init; }

    public DateTimeOffset? LastComplete { get; init; }

    public int FailuresInARow { get; init; }

    public DateTimeOffset? FailingSince { get; init; }

    /// <summary>How long it rests after a failure: a step up with each, and only one down with a good poll, which is no recovery yet.</summary>
    public int BackoffStep { get; init; }

    public string? LastError { get; init; }

    /// <summary>The newest signing date any poll has brought: an answer is not freshness.</summary>
    public DateOnly? NewestActionDate { get; init; }

    /// <summary>What part of the history has been read, while it is being read.</summary>
    public string? History { get; init; }

    public FeedHealth Failed(DateTimeOffset now, string reason) => this with
    {
        LastAttempt = now,
        FailuresInARow = FailuresInARow + 1,
        FailingSince = FailingSince ?? now,
        BackoffStep = Math.Min(BackoffStep + 1, HighestStep),
        LastError = reason,
    };
}
