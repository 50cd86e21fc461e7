using ContractWatch.Awards;
using ContractWatch.Diffing;
using ContractWatch.Matching;

namespace ContractWatch.Alerting;

/// <summary>What has been recorded, for people and programs to read.</summary>
public interface IChangeLog
{
    /// <summary>Recorded changes, oldest first.</summary>
    IAsyncEnumerable<MatchedChange> ChangesAsync(ChangeQuery query, CancellationToken cancellation);

    /// <summary>Everything known of one award, by the key it has or one it had; or null.</summary>
    Task<AwardFile?> AwardAsync(AwardKey award, CancellationToken cancellation);
}

/// <summary>Which changes; what is null asks nothing.</summary>
public sealed record ChangeQuery
{
    /// <summary>First seen at or after this moment.</summary>
    public DateTimeOffset? Since { get; init; }

    public string? WatchId { get; init; }

    public IReadOnlyCollection<string>? Ids { get; init; }

    /// <summary>Only the newest so many, still oldest first.</summary>
    public int? Latest { get; init; }
}

/// <summary>What is known of one award.</summary>
/// <param name="Feed">The feed it came from.</param>
/// <param name="Facts">Its own page as last read, when it was ever read.</param>
/// <param name="Actions">Known actions, by signing date, then number.</param>
/// <param name="Changes">Recorded changes, oldest first.</param>
public sealed record AwardFile(string Feed, Award? Facts, IReadOnlyList<KnownAction> Actions, IReadOnlyList<MatchedChange> Changes)
{
    /// <summary>Keys the award had before its source moved it, the first first.</summary>
    public IReadOnlyList<AwardKey> FormerKeys { get; init; } = [];

    /// <summary>What its page said, each time it said something else, oldest first.</summary>
    public IReadOnlyList<DatedFacts> FactsOverTime { get; init; } = [];

    /// <summary>Known sub-awards, by day, then number.</summary>
    public IReadOnlyList<Subaward> Subawards { get; init; } = [];
}

/// <param name="Read">When the page first said so.</param>
public sealed record DatedFacts(DateTimeOffset Read, Award Facts);
