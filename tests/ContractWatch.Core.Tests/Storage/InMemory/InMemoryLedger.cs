using System.Runtime.CompilerServices;
using ContractWatch.Ledger;

namespace ContractWatch.Storage.InMemory;

internal sealed class InMemoryLedger(Memory memory) : ILedger
{
    public async IAsyncEnumerable<LedgerEntry> EntriesAsync(IReadOnlyCollection<long>? places, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await Task.CompletedTask;
        List<LedgerEntry> all;
        lock (memory.Gate)
            all = [.. memory.Ledger];
        foreach (var entry in all.Where(entry => places?.Contains(entry.Place) != false))
        {
            cancellation.ThrowIfCancellationRequested();
            yield return entry;
        }
    }

    public Task<IReadOnlyList<LedgerLink>> LinksAsync(long from, CancellationToken cancellation)
    {
        lock (memory.Gate)
        {
            return Task.FromResult<IReadOnlyList<LedgerLink>>(
                [.. memory.Ledger.Where(entry => entry.Place >= from).Select(entry => new LedgerLink(entry.Place, entry.Seal, entry.Link))]);
        }
    }

    public Task<IReadOnlyList<Witness>> WitnessesAsync(IReadOnlyCollection<string> changeIds, CancellationToken cancellation)
    {
        lock (memory.Gate)
        {
            return Task.FromResult<IReadOnlyList<Witness>>(
                [.. memory.Witnesses.Where(witness => changeIds.Contains(witness.ChangeId))
                    .OrderBy(witness => witness.ChangeId, StringComparer.Ordinal).ThenBy(witness => witness.Place).ThenBy(witness => witness.Pointer, StringComparer.Ordinal)]);
        }
    }
}
