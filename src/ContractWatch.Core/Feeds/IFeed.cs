using ContractWatch.Awards;

namespace ContractWatch.Feeds;

/// <summary>A public source of awards, read in readings that are whole or not at all.</summary>
public interface IFeed
{
    /// <summary>The feed's name in the configuration, such as <c>usaspending</c>.</summary>
    string Id { get; }

    /// <summary>
    /// What has to be read now: pieces of silent history first, until there are none, then the windows of a poll.
    /// </summary>
    /// <exception cref="FeedException">The source did not say what was needed to plan.</exception>
    Task<FeedPlan> PlanAsync(FeedCursor cursor, FeedScope scope, PlanReason reason, CancellationToken cancellation);

    /// <summary>Reads one slice whole: every action the source counts in it, each once.</summary>
    /// <exception cref="FeedException">The slice could not be read whole; nothing of it may be used.</exception>
    Task<FeedReading> ReadAsync(FeedSlice slice, CancellationToken cancellation);

    /// <summary>Where a person checks the award; null when the source has no such page.</summary>
    Uri? PageOf(AwardKey award);

    /// <summary>Reads one award and all its actions from the source's own page of it.</summary>
    /// <exception cref="FeedException">The source gave no whole answer.</exception>
    Task<AwardAnswer> ReadAwardAsync(AwardKey award, CancellationToken cancellation);

    /// <summary>The sub-awards reported under one award; null when the source has none to read.</summary>
    /// <exception cref="FeedException">The source gave no whole answer.</exception>
    Task<SubawardAnswer?> ReadSubawardsAsync(AwardKey prime, CancellationToken cancellation) => Task.FromResult<SubawardAnswer?>(null);

    /// <summary>The sub-awards given to whom the term names, under any award; null when the source cannot be searched for them.</summary>
    /// <exception cref="FeedException">The source gave no whole answer.</exception>
    Task<SubawardAnswer?> FindSubawardsAsync(VendorTerm vendor, CancellationToken cancellation) => Task.FromResult<SubawardAnswer?>(null);
}

public enum PlanReason
{
    /// <summary>The schedule came round: the feed may answer that nothing was loaded since.</summary>
    Scheduled,

    /// <summary>Somebody asked for a poll now: the feed is always read.</summary>
    Asked,
}

/// <summary>What a feed needs to know to ask narrowly.</summary>
/// <param name="VendorTerms">Per watched vendor, the names and identifiers to search for; read only when the feed's scope is the watched vendors.</param>
public sealed record FeedScope(IReadOnlyList<VendorTerm> VendorTerms)
{
    public static readonly FeedScope Nothing = new([]);
}

/// <summary>One term to search a vendor by.</summary>
/// <param name="WatchId">The watch that asks.</param>
/// <param name="Text">A name or an identifier.</param>
/// <param name="IsDiscreet">Not everybody may know that it is watched: no fault and no name of a query may hold the text.</param>
public sealed record VendorTerm(string WatchId, string Text, bool IsDiscreet = false);
