using System.Globalization;

namespace ContractWatch.Ledger;

/// <summary>The whole ledger, walked from its beginning: whether every entry is the one that was recorded.</summary>
/// <param name="Entries">How many there are.</param>
/// <param name="Head">The last link: who has noted it down can tell later that nothing before it was altered or cut off.</param>
/// <param name="Faults">Which entry, and what is wrong with it.</param>
public sealed record LedgerWalk(long Entries, string Head, IReadOnlyList<string> Faults)
{
    public static async Task<LedgerWalk> AsOfNowAsync(ILedger ledger, CancellationToken cancellation)
    {
        var faults = new List<string>();
        var (count, place, head) = (0L, 0L, LedgerChain.Start);
        await foreach (var entry in ledger.EntriesAsync(places: null, cancellation))
        {
            if (entry.Place != place + 1)
                faults.Add(string.Create(CultureInfo.InvariantCulture, $"entries {place + 1} to {entry.Place - 1} are missing"));
            else if (LedgerChain.Fault(entry, head) is { } fault)
                faults.Add(string.Create(CultureInfo.InvariantCulture, $"entry {entry.Place}, {entry.Observation.Method} {entry.Observation.Url}: {fault}"));
            (count, place, head) = (count + 1, entry.Place, entry.Link);
        }

        return new LedgerWalk(count, head, faults);
    }
}
