namespace ContractWatch.Feeds;

/// <summary>How a source is asked.</summary>
public sealed record FeedHttpOptions
{
    /// <summary>In bytes: 64 MB.</summary>
    public const int LargestAnswer = 64 * 1024 * 1024;

    /// <summary>Where the source's paths begin.</summary>
    public required Uri BaseUrl { get; init; }

    /// <summary>0 asks as fast as answers come.</summary>
    public double RequestsPerSecond { get; init; } = 2;

    public int MaxConcurrency { get; init; } = 2;

    /// <summary>The shortest wait after a failed attempt; the longest is twelve times as long.</summary>
    public TimeSpan RetryDelay { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>For one attempt, from the request to the last byte of the answer.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(120);

    /// <summary>The largest answer that is read, in bytes.</summary>
    public int MaxBytes { get; init; } = LargestAnswer;
}
