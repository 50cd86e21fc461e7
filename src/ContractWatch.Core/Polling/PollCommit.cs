using ContractWatch.Awards;
using ContractWatch.Delivery;
using ContractWatch.Diffing;
using ContractWatch.Feeds;
using ContractWatch.Matching;
using ContractWatch.Watches;

namespace ContractWatch.Polling;

/// <summary>Everything one poll, or one piece of history, leaves behind: written in one transaction or not at all.</summary>
public sealed record PollCommit
{
    public required string Feed { get; init; }

    /// <summary>The cursor this commit was made from; the store refuses the commit when it holds another.</summary>
    public required FeedCursor From { get; init; }

    public required FeedCursor To { get; init; }

    public required DateTimeOffset Time { get; init; }

    /// <summary>New and changed states of actions.</summary>
    public IReadOnlyList<KnownAction> Actions { get; init; } = [];

    public IReadOnlyList<Award> Awards { get; init; } = [];

    /// <summary>Awards whose key the source moved; applied before everything else, which speaks of the new keys.</summary>
    public IReadOnlyList<AwardMove> Moves { get; init; } = [];

    /// <summary>Names that vendors were told to have.</summary>
    public IReadOnlyList<VendorName> Names { get; init; } = [];

    /// <summary>New and altered states of sub-awards.</summary>
    public IReadOnlyList<KnownSubaward> Subawards { get; init; } = [];

    public IReadOnlyList<SubawardReading> SubawardReadings { get; init; } = [];

    public IReadOnlyList<MatchedChange> Changes { get; init; } = [];

    /// <summary>Where awards stand now among the bands of watches; each replaces what was kept of its award and watch.</summary>
    public IReadOnlyList<GrowthMark> Growth { get; init; } = [];

    /// <summary>By the id of a change, where it was read; the ledger keeps these answers as they were received.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<Sighting>> Sightings { get; init; } = new Dictionary<string, IReadOnlyList<Sighting>>();

    public IReadOnlyList<OutboxMessage> Messages { get; init; } = [];

    public IReadOnlyList<QuarantinedRow> Quarantined { get; init; } = [];

    public required FeedHealth Health { get; init; }

    /// <summary>What the poll has covered up to this commit; it replaces what an earlier commit of the same poll said.</summary>
    public required PollCoverage Coverage { get; init; }
}
