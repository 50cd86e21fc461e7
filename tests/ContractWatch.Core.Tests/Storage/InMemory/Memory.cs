using ContractWatch.Alerting;
using ContractWatch.Awards;
using ContractWatch.Delivery;
using ContractWatch.Diffing;
using ContractWatch.Feeds;
using ContractWatch.Ledger;
using ContractWatch.Matching;
using ContractWatch.Polling;
using ContractWatch.Watches;

namespace ContractWatch.Storage.InMemory;

/// <summary>What a store in memory holds. Everything is read and written under <see cref="Gate"/>.</summary>
internal sealed class Memory
{
    public Lock Gate { get; } = new();

    public SortedDictionary<string, FeedMemory> Feeds { get; } = new(StringComparer.Ordinal);

    public List<MatchedChange> Changes { get; } = [];

    /// <summary>In the order they were committed.</summary>
    public List<OutboxMessage> Messages { get; } = [];

    /// <summary>When a message was first due, by its key.</summary>
    public Dictionary<string, DateTimeOffset> Promised { get; } = [];

    public List<Suppression> Suppressions { get; } = [];

    public HashSet<string> Alerts { get; } = [];

    public List<LedgerEntry> Ledger { get; } = [];

    public List<Witness> Witnesses { get; } = [];

    public Dictionary<string, Recipient> Recipients { get; } = [];

    public SortedDictionary<string, StoredWatch> Watches { get; } = new(StringComparer.Ordinal);

    /// <summary>The most discreet class of watches that were replaced or removed.</summary>
    public Dictionary<string, Privacy> FormerPrivacy { get; } = [];

    public SortedDictionary<string, StoredSubscription> Subscriptions { get; } = new(StringComparer.Ordinal);

    public Dictionary<string, Notice> Notices { get; } = [];

    /// <summary>In the order it was recorded.</summary>
    public List<Feedback> Feedback { get; } = [];

    public Dictionary<string, string> Kept { get; } = [];

    public HashSet<string> Turns { get; } = [];

    public FeedMemory Feed(string feed) => Feeds.TryGetValue(feed, out var known) ? known : Feeds[feed] = new FeedMemory();
}

internal sealed class FeedMemory
{
    public FeedCursor Cursor { get; set; } = FeedCursor.Start;

    public FeedHealth Health { get; set; } = FeedHealth.Unknown;

    /// <summary>By the moment they began.</summary>
    public SortedDictionary<DateTimeOffset, PollCoverage> Polls { get; } = [];

    public Dictionary<(GapKind, string, DateTimeOffset), CoverageGap> Gaps { get; } = [];

    public Dictionary<ActionKey, KnownAction> Actions { get; } = [];

    public Dictionary<AwardKey, (Award Facts, DateTimeOffset Read)> Facts { get; } = [];

    public Dictionary<AwardKey, List<DatedFacts>> FactsOverTime { get; } = [];

    public Dictionary<(AwardKey Award, string Watch), GrowthBands> Growth { get; } = [];

    public Dictionary<(AwardKey Prime, string Key), KnownSubaward> Subawards { get; } = [];

    public Dictionary<string, SubawardReading> SubawardReadings { get; } = [];

    /// <summary>In the order the awards moved.</summary>
    public List<AwardMove> Moves { get; } = [];

    public Dictionary<string, string> Names { get; } = [];

    public HashSet<(string Party, string Name)> FormerNames { get; } = [];

    public void Cover(PollCoverage coverage)
    {
        Polls[coverage.Started] = coverage;
        foreach (var gap in coverage.Gaps)
            Gaps[(gap.Kind, gap.Subject, gap.Since)] = gap;
        var oldest = coverage.Started.AddDays(-ICoverageLog.DaysKept);
        foreach (var started in Polls.Keys.Where(started => started < oldest).ToList())
            Polls.Remove(started);
        foreach (var gap in Gaps.Where(gap => gap.Value.Filled < oldest).ToList())
            Gaps.Remove(gap.Key);
    }

    /// <summary>The key an award has that once had this one.</summary>
    public AwardKey Present(AwardKey key)
    {
        var seen = new HashSet<AwardKey>();
        while (seen.Add(key) && Moves.LastOrDefault(move => move.From == key) is { } move)
            key = move.To;
        return key;
    }

    /// <summary>In the order they were first matched.</summary>
    public List<AwardKey> Watched { get; } = [];
}
