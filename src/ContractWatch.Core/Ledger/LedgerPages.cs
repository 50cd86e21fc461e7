using ContractWatch.Feeds;
using ContractWatch.Polling;

namespace ContractWatch.Ledger;

/// <summary>What a poll adds to the ledger: each answer once, by the time it came, and which changes it proves.</summary>
public sealed record LedgerPages(IReadOnlyList<LedgerEntry> Entries, IReadOnlyList<Witness> Witnesses)
{
    /// <param name="commit">What the poll leaves behind.</param>
    /// <param name="recorded">The changes of it that were not known before.</param>
    /// <param name="last">The last entry so far.</param>
    public static LedgerPages Of(PollCommit commit, IEnumerable<string> recorded, LedgerLink? last)
    {
        var entries = new List<LedgerEntry>();
        var witnesses = new List<Witness>();
        var (place, link) = (last?.Place ?? 0, last?.Link ?? LedgerChain.Start);
        foreach (var answer in Answers(commit, recorded).GroupBy(answer => answer.Seal).OrderBy(same => same.First().Observation.Time).ThenBy(same => same.Key, StringComparer.Ordinal))
        {
            (place, link) = (place + 1, LedgerChain.Link(link, answer.Key));
            entries.Add(answer.First().EntryAt(place, commit.Feed, link));
            witnesses.AddRange(answer.SelectMany(same => same.Proves).Distinct().Select(proof => new Witness(proof.Change, place, proof.Pointer)));
        }

        return new LedgerPages(entries, witnesses);
    }

    /// <summary>A page proves many changes and is sealed once; the same answer may come by two ways.</summary>
    private static IEnumerable<Answer> Answers(PollCommit commit, IEnumerable<string> recorded) =>
        from change in recorded
        from sighting in commit.Sightings.GetValueOrDefault(change, [])
        group (Change: change, sighting.Pointer) by sighting.Observation into seen
        let versions = Versions.Reading(seen.Key)
        select new Answer(seen.Key, versions, LedgerChain.Seal(commit.Feed, seen.Key, versions), [.. seen]);

    private sealed record Answer(Observation Observation, string Versions, string Seal, IReadOnlyList<(string Change, string Pointer)> Proves)
    {
        public LedgerEntry EntryAt(long place, string feed, string link) => new()
        {
            Place = place,
            Feed = feed,
            Observation = Observation,
            Versions = Versions,
            Seal = Seal,
            Link = link,
        };
    }
}
