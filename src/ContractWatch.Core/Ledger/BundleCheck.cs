using System.Globalization;
using ContractWatch.Feeds;

namespace ContractWatch.Ledger;

/// <summary>
/// What a bundle proves, judged by its bytes alone: no store, no network, no configuration. The zip, the sums, the chain, and last
/// the changes, each read again from the answers.
/// </summary>
public sealed record BundleCheck
{
    /// <summary>Of the whole file.</summary>
    public required string Sha256 { get; init; }

    /// <summary>Nothing when the bundle is what was written, and its changes follow from its answers.</summary>
    public required IReadOnlyList<BundleFault> Faults { get; init; }

    public string Award { get; init; } = "";

    public int Changes { get; init; }

    public int Answers { get; init; }

    /// <summary>Recorded changes the bundle leaves out, because nothing in the ledger proves them.</summary>
    public int LeftOut { get; init; }

    /// <summary>The last link of the ledger's chain when the bundle was written, and its place.</summary>
    public LedgerLink? Head { get; init; }

    public static BundleCheck Of(ReadOnlyMemory<byte> file)
    {
        var sum = Observation.HashOf(file.Span);
        try
        {
            var bundle = BundleFile.Read(file);
            return new BundleCheck
            {
                Sha256 = sum,
                Faults = [.. ChainFaults(bundle), .. AnswerFaults(bundle), .. ChangeFaults(bundle), .. MatchFaults(bundle)],
                Award = bundle.Manifest.Award,
                Changes = bundle.Changes.Count,
                Answers = bundle.Entries.Count,
                LeftOut = bundle.Manifest.LeftOut.Count,
                Head = bundle.Chain is [.., var head] ? head : null,
            };
        }
        catch (BundleException unreadable)
        {
            return new BundleCheck { Sha256 = sum, Faults = [unreadable.Fault] };
        }
    }

    private static IEnumerable<BundleFault> ChainFaults(Bundle bundle)
    {
        var before = bundle.Manifest.ChainBefore;
        var place = bundle.Chain is [var first, ..] ? first.Place : 0;
        foreach (var link in bundle.Chain)
        {
            if (link.Place != place || link.Link != LedgerChain.Link(before, link.Seal))
                yield return new BundleFault(BundleFile.Chain, string.Create(CultureInfo.InvariantCulture, $"entry {link.Place} does not follow from the one before it"));
            (place, before) = (place + 1, link.Link);
        }
    }

    private static IEnumerable<BundleFault> AnswerFaults(Bundle bundle)
    {
        var chain = bundle.Chain.DistinctBy(link => link.Place).ToDictionary(link => link.Place);
        foreach (var entry in bundle.Entries)
        {
            if (LedgerChain.SealFault(entry) is { } fault)
                yield return new BundleFault(BundleFile.AnswerName(entry.Place), fault);
            else if (chain.GetValueOrDefault(entry.Place) != new LedgerLink(entry.Place, entry.Seal, entry.Link))
                yield return new BundleFault(BundleFile.AnswerName(entry.Place), $"{BundleFile.Chain} knows it otherwise");
        }
    }

    private static IEnumerable<BundleFault> ChangeFaults(Bundle bundle)
    {
        var (award, former) = (bundle.Manifest.Award, bundle.Manifest.FormerKeys);
        var proof = new ChangeProof(award, former, bundle.Entries.DistinctBy(entry => entry.Place).ToDictionary(entry => entry.Place));
        var told = new HashSet<string>(StringComparer.Ordinal);
        foreach (var change in bundle.Changes)
        {
            var keys = (change.Covers ?? []).Select(action => action.Award).Prepend(change.Award);
            var fault = proof.Fault(change)
                ?? (keys.Any(key => key == award || former.Contains(key)) ? null : $"it is no change of {award}")
                ?? (told.Add(change.Id) ? null : "it is told twice");
            if (fault is not null)
                yield return new BundleFault(BundleFile.Changes, $"{change.Kind} {change.Award}/{change.Action} ({change.Id}): {fault}");
        }
    }

    private static IEnumerable<BundleFault> MatchFaults(Bundle bundle) => bundle.Matches
        .Where(matches => bundle.Changes.All(change => change.Id != matches.Change))
        .Select(matches => new BundleFault(BundleFile.Matches, $"the change {matches.Change} is not in {BundleFile.Changes}"));
}
