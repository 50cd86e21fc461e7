using System.Globalization;
using ContractWatch.Alerting;
using ContractWatch.Awards;
using ContractWatch.Matching;
using ContractWatch.Watches;

namespace ContractWatch.Ledger;

/// <summary>
/// Makes bundles: what changed on an award, with the answers that prove it. Bundles are passed on: matches of watches that are not
/// known to be public are left out.
/// </summary>
public sealed class EvidenceDesk(IChangeLog log, ILedger ledger, IWatchStore watches)
{
    /// <summary>The same bytes every time, as long as nothing is recorded; null when nothing is known of the award.</summary>
    /// <exception cref="BundleException">Nothing of it can be proven, or the ledger is not as it was recorded.</exception>
    public async Task<WrittenBundle?> WriteAsync(AwardKey award, CancellationToken cancellation)
    {
        if (await log.AwardAsync(award, cancellation) is not { } file)
            return null;

        var witnesses = (await ledger.WitnessesAsync([.. file.Changes.Select(matched => matched.Change.Id)], cancellation)).ToLookup(witness => witness.ChangeId, StringComparer.Ordinal);
        var entries = await ledger.EntriesAsync([.. witnesses.SelectMany(change => change).Select(witness => witness.Place)], cancellation)
            .ToDictionaryAsync(entry => entry.Place, cancellationToken: cancellation);
        var present = file.Actions.Select(known => known.Action.Key.Award).FirstOrDefault(award).Value;
        IReadOnlyList<string> former = [.. file.FormerKeys.Select(key => key.Value)];
        var (proven, leftOut) = Judge(file.Changes, witnesses, new ChangeProof(present, former, entries));
        if (proven.Count == 0)
            throw new BundleException(Nothing(award, leftOut));

        var isPublic = (await watches.WatchesAsync(cancellation)).Where(stored => stored.Watch.Privacy == Privacy.Public).Select(stored => stored.Watch.Id).ToHashSet(StringComparer.Ordinal);
        var matched = proven.Select(one => one.Change with { Matches = [.. one.Change.Matches.Where(match => isPublic.Contains(match.WatchId))] });
        var kept = proven.SelectMany(one => one.Bundled.ReadAt).Select(place => place.Answer).Distinct().Order().Select(place => entries[place]).ToList();
        var links = await ledger.LinksAsync(kept[0].Place - 1, cancellation);
        var bundle = new Bundle
        {
            Manifest = new BundleManifest
            {
                Format = BundleManifest.PresentFormat,
                Award = present,
                FormerKeys = former,
                Feed = file.Feed,
                WrittenBy = Versions.Judging,
                ChainBefore = links[0].Place < kept[0].Place ? links[0].Link : LedgerChain.Start,
                Answers = [.. kept.Select(BundleNouns.Of)],
                LeftOut = leftOut,
            },
            Changes = [.. proven.Select(one => one.Bundled)],
            Matches = [.. matched.Where(one => one.Matches.Count > 0).Select(BundleNouns.Of)],
            Chain = [.. links.Where(link => link.Place >= kept[0].Place)],
            Entries = kept,
        };
        var bytes = BundleFile.Write(bundle);
        var check = BundleCheck.Of(bytes);
        return check.Faults.Count == 0
            ? new WrittenBundle(bytes, check)
            : throw new BundleException($"the ledger does not prove it: {string.Join("; ", check.Faults)}. `check` walks the whole ledger");
    }

    /// <summary>Nothing goes into a bundle that its reader would have to believe.</summary>
    private static (List<(MatchedChange Change, BundledChange Bundled)> Proven, List<LeftOutChange> LeftOut) Judge(
        IReadOnlyList<MatchedChange> changes, ILookup<string, Witness> witnesses, ChangeProof proof)
    {
        var proven = new List<(MatchedChange, BundledChange)>();
        var leftOut = new List<LeftOutChange>();
        foreach (var matched in changes)
        {
            var bundled = BundleNouns.Of(matched.Change, witnesses[matched.Change.Id]);
            if (proof.Fault(bundled) is { } fault)
                leftOut.Add(new LeftOutChange(bundled.Id, bundled.Kind, bundled.Award, bundled.Action, fault));
            else
                proven.Add((matched, bundled));
        }

        return (proven, leftOut);
    }

    private static string Nothing(AwardKey award, List<LeftOutChange> leftOut) => leftOut.Count == 0
        ? $"no change of {award} was recorded: it is known as history, which was read silently"
        : string.Create(CultureInfo.InvariantCulture, $"none of the {leftOut.Count} changes of {award} can be proven: {leftOut[0].Kind} {leftOut[0].Action}: {leftOut[0].Reason}");
}

/// <summary>A bundle, ready to be saved.</summary>
/// <param name="Check">What its reader will be told.</param>
public sealed record WrittenBundle(ReadOnlyMemory<byte> Bytes, BundleCheck Check);
