using ContractWatch.Feeds;
using ContractWatch.Polling;

namespace ContractWatch.Ledger;

/// <summary>What a poll adds to the ledger: each answer once, by the time it came, and which change it proves.</summary>
public sealed record LedgerPages(IReadOnlyList<LedgerEntry> Entries, IReadOnlyList<Witness> Witnesses)
{
    /// <param name="commit">What the poll leaves behind.</param>
    /// <param name="recorded">The changes of it that were not known before.</param>
    /// <param name="last">The last entry so far.</param>
    public static LedgerPages Of(PollCommit commit, IEnumerable<string> recorded, LedgerLink? last)
    {
        var proofs = recorded
            .SelectMany(change => commit.Sightings.GetValueOrDefault(change, []).Select(sighting => (Change: change, Sighting: sighting)))
            .GroupBy(proof => proof.Sighting.Observation)
            .Select(answer => (Observation: answer.Key, Versions: Versions.Reading(answer.Key), Proofs: answer.ToList()))
            .Select(answer => (Answer: answer, Seal: LedgerChain.Seal(commit.Feed, answer.Observation, answer.Versions)))
            .GroupBy(sealedOne => sealedOne.Seal, StringComparer.Ordinal)
            .OrderBy(same => same.First().Answer.Observation.Time)
            .ThenBy(same => same.Key, StringComparer.Ordinal);

        var entries = new List<LedgerEntry>();
        var witnesses = new List<Witness>();
        var (place, link) = (last?.Place ?? 0, last?.Link ?? LedgerChain.Start);
        foreach (var same in proofs)
        {
            (place, link) = (place + 1, LedgerChain.Link(link, same.Key));
            var answer = same.First().Answer;
            entries.Add(new LedgerEntry
            {
                Place = place,
                Feed = commit.Feed,
                Observation = answer.Observation,
                Versions = answer.Versions,
                Seal = same.Key,
                Link = link,
            });
            witnesses.AddRange(same.SelectMany(one => one.Answer.Proofs).Select(proof => new Witness(proof.Change, place, proof.Sighting.Pointer)).Distinct());
        }

        return new LedgerPages(entries, witnesses);
    }
}
