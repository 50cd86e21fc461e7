using ContractWatch.Awards;
using ContractWatch.Diffing;
using ContractWatch.Watches;

namespace ContractWatch.Polling;

/// <summary>What is remembered of awards and vendors as wholes, beside their actions. What was never seen is absent from the answers.</summary>
public interface IAwardMemory
{
    /// <summary>What the awards' own pages last said.</summary>
    Task<IReadOnlyDictionary<AwardKey, KnownAward>> FactsAsync(string feed, IReadOnlyCollection<AwardKey> awards, CancellationToken cancellation);

    /// <summary>The awards people know by these numbers (FPDS PIID); a number may name several.</summary>
    Task<ILookup<string, AwardKey>> WithPiidAsync(string feed, IReadOnlyCollection<string> piids, CancellationToken cancellation);

    /// <summary>The present keys of awards that had one of these keys before.</summary>
    Task<IReadOnlyDictionary<AwardKey, AwardKey>> MovedAsync(string feed, IReadOnlyCollection<AwardKey> former, CancellationToken cancellation);

    /// <summary>The names that renamed vendors were last told to have.</summary>
    Task<IReadOnlyDictionary<string, string>> NamesAsync(string feed, IReadOnlyCollection<string> parties, CancellationToken cancellation);

    /// <summary>The names that renamed vendors had before, the present one left out.</summary>
    Task<ILookup<string, string>> FormerNamesAsync(string feed, IReadOnlyCollection<string> parties, CancellationToken cancellation);

    /// <summary>Corrections, withdrawals and restorations of actions of these awards, first seen at or after the moment, oldest first.</summary>
    Task<IReadOnlyList<Change>> EditsAsync(string feed, IReadOnlyCollection<AwardKey> awards, DateTimeOffset since, CancellationToken cancellation);

    /// <summary>Where these awards stand among the bands of the watches that ask for some.</summary>
    Task<IReadOnlyList<GrowthMark>> GrowthAsync(string feed, IReadOnlyCollection<AwardKey> awards, CancellationToken cancellation);

    /// <summary>The known sub-awards of these awards.</summary>
    Task<ILookup<AwardKey, KnownSubaward>> SubawardsAsync(string feed, IReadOnlyCollection<AwardKey> primes, CancellationToken cancellation);

    /// <summary>When the sub-awards of these subjects were last read, by subject.</summary>
    Task<IReadOnlyDictionary<string, SubawardReading>> SubawardReadingsAsync(string feed, IReadOnlyCollection<string> subjects, CancellationToken cancellation);

    /// <summary>Who is owed or was sent an alert of an action of these awards.</summary>
    Task<IReadOnlyList<ToldAction>> ToldAsync(string feed, IReadOnlyCollection<AwardKey> awards, CancellationToken cancellation);
}

/// <param name="Facts">As last read.</param>
/// <param name="Versions">How many different ones were read so far; part of a change's id, so that A→B→A is two changes.</param>
public sealed record KnownAward(Award Facts, int Versions);

/// <summary>A subscription that was told of an action, on behalf of a watch.</summary>
public sealed record ToldAction(ActionKey Action, string WatchId, string SubscriptionId);
