using System.Runtime.CompilerServices;
using ContractWatch.Feeds;
using ContractWatch.Ledger;
using ContractWatch.Polling;
using ContractWatch.Storage;
using LiteDB;

namespace ContractWatch.LiteDb;

internal sealed class LiteDbLedger(LiteDbFile file) : ILedger
{
    /// <summary>One at a time, since bodies are large and a ledger is long.</summary>
    public async IAsyncEnumerable<LedgerEntry> EntriesAsync(IReadOnlyCollection<long>? places, [EnumeratorCancellation] CancellationToken cancellation)
    {
        foreach (var place in places?.Distinct().Order() ?? (IEnumerable<long>)[])
        {
            if (await file.ReadAsync(shelves => shelves[Tables.Ledger].At(place) is { } row ? Entry(row) : null, cancellation) is { } entry)
                yield return entry;
        }

        for (long? from = places is null ? 1 : null; from is { } next;)
        {
            var entry = await file.ReadAsync(shelves => shelves[Tables.Ledger].Between("_id", next, long.MaxValue, 1) is [var row] ? Entry(row) : null, cancellation);
            if (entry is not null)
                yield return entry;
            from = entry?.Place + 1;
        }
    }

    public Task<IReadOnlyList<LedgerLink>> LinksAsync(long from, CancellationToken cancellation) => file.ReadAsync<IReadOnlyList<LedgerLink>>(
        shelves => [.. shelves[Tables.Ledger].Since(from, "place", "seal", "link").Select(Link)], cancellation);

    public Task<IReadOnlyList<Witness>> WitnessesAsync(IReadOnlyCollection<string> changeIds, CancellationToken cancellation) =>
        file.ReadAsync<IReadOnlyList<Witness>>(
            shelves => [.. shelves[Tables.Witnesses].WithAny("change", changeIds.Select(id => (BsonValue)id))
                .Select(row => new Witness(row.Text("change"), row.Number("place"), row.Text("pointer")))
                .OrderBy(witness => witness.ChangeId, StringComparer.Ordinal).ThenBy(witness => witness.Place).ThenBy(witness => witness.Pointer, StringComparer.Ordinal)],
            cancellation);

    /// <summary>Adds what proves the changes that were just recorded, inside the caller's transaction.</summary>
    public static void Append(Shelves shelves, PollCommit commit, IReadOnlyList<string> recorded)
    {
        if (recorded.Count == 0)
            return;
        var pages = LedgerPages.Of(commit, recorded, shelves[Tables.Ledger].Last() is { } last ? Link(last) : null);
        foreach (var (entry, seen) in pages.Entries.Select(entry => (entry, entry.Observation)))
        {
            shelves[Tables.Ledger].Put(new BsonDocument
            {
                ["place"] = entry.Place,
                ["feed"] = entry.Feed,
                ["received"] = seen.Time.Steps(),
                ["method"] = seen.Method,
                ["url"] = seen.Url,
                ["request"] = seen.Request,
                ["status"] = seen.Status,
                ["digest"] = seen.Sha256,
                ["versions"] = entry.Versions,
                ["seal"] = entry.Seal,
                ["link"] = entry.Link,
                ["body"] = seen.Packed.ToArray(),
            });
        }

        foreach (var witness in pages.Witnesses)
            shelves[Tables.Witnesses].Put(new BsonDocument { ["change"] = witness.ChangeId, ["place"] = witness.Place, ["pointer"] = witness.Pointer });
    }

    private static LedgerLink Link(BsonDocument row) => new(row.Number("place"), row.Text("seal"), row.Text("link"));

    private static LedgerEntry Entry(BsonDocument row) => new()
    {
        Place = row.Number("place"),
        Feed = row.Text("feed"),
        Observation = new Observation
        {
            Time = row.Moment("received"),
            Method = row.Text("method"),
            Url = row.Text("url"),
            Request = row.TextOrNull("request"),
            Status = row.Int("status"),
            Sha256 = row.Text("digest"),
            Packed = row.Bytes("body"),
        },
        Versions = row.Text("versions"),
        Seal = row.Text("seal"),
        Link = row.Text("link"),
    };
}
