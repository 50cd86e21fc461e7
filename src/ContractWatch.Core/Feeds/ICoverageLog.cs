namespace ContractWatch.Feeds;

/// <summary>What polls have covered. Polls and filled gaps are kept for <see cref="DaysKept"/> days, an open gap for as long as it is open.</summary>
public interface ICoverageLog
{
    const int DaysKept = 90;

    Task<FeedCoverage> CoverageAsync(string feed, CancellationToken cancellation);

    /// <summary>The newest polls of a feed, the newest first.</summary>
    Task<IReadOnlyList<PollCoverage>> PollsAsync(string feed, int limit, CancellationToken cancellation);
}
