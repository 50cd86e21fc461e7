using ContractWatch.Feeds;

namespace ContractWatch.Ledger;

/// <summary>
/// Every answer that caused a change, as it was received, each chained to the one before. A poll's commit adds to it; nothing ever
/// alters it or takes from it.
/// </summary>
public interface ILedger
{
    /// <summary>Entries in order, one at a time with its body: those at the places asked for, or all.</summary>
    IAsyncEnumerable<LedgerEntry> EntriesAsync(IReadOnlyCollection<long>? places, CancellationToken cancellation);

    /// <summary>The chain from a place to its present end, without bodies.</summary>
    Task<IReadOnlyList<LedgerLink>> LinksAsync(long from, CancellationToken cancellation);

    /// <summary>Where the changes were read, by change, then place.</summary>
    Task<IReadOnlyList<Witness>> WitnessesAsync(IReadOnlyCollection<string> changeIds, CancellationToken cancellation);
}

/// <summary>An answer in the ledger.</summary>
public sealed record LedgerEntry
{
    /// <summary>Counts from 1, without gaps.</summary>
    public required long Place { get; init; }

    public required string Feed { get; init; }

    public required Observation Observation { get; init; }

    /// <summary>The program that read it, and the tables it judged with; see <see cref="Versions"/>.</summary>
    public required string Versions { get; init; }

    /// <summary>As recorded; see <see cref="LedgerChain.Seal"/>.</summary>
    public required string Seal { get; init; }

    /// <summary>As recorded; see <see cref="LedgerChain.Link"/>.</summary>
    public required string Link { get; init; }
}

/// <summary>An entry as the chain sees it.</summary>
public sealed record LedgerLink(long Place, string Seal, string Link);

/// <summary>A change was read at this place of this entry.</summary>
/// <param name="Pointer">A JSON pointer into the body.</param>
public sealed record Witness(string ChangeId, long Place, string Pointer);
