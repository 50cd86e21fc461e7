using System.Runtime.CompilerServices;
using ContractWatch.Feeds;
using ContractWatch.Ledger;
using ContractWatch.Polling;
using Microsoft.Data.Sqlite;

namespace ContractWatch.Storage.Sqlite;

internal sealed class SqliteLedger(SqliteDatabase database) : ILedger
{
    private const string Columns = "SELECT place, feed, received, method, url, request, status, digest, versions, seal, link, body FROM ledger";

    /// <summary>One at a time, since bodies are large and a ledger is long.</summary>
    public async IAsyncEnumerable<LedgerEntry> EntriesAsync(IReadOnlyCollection<long>? places, [EnumeratorCancellation] CancellationToken cancellation)
    {
        foreach (var place in places?.Distinct().Order() ?? (IEnumerable<long>)[])
        {
            if (await FirstAsync($"{Columns} WHERE place = ?1", place, cancellation) is { } entry)
                yield return entry;
        }

        for (long? after = places is null ? 0 : null; after is { } last;)
        {
            var entry = await FirstAsync($"{Columns} WHERE place > ?1 ORDER BY place LIMIT 1", last, cancellation);
            if (entry is not null)
                yield return entry;
            after = entry?.Place;
        }
    }

    public Task<IReadOnlyList<LedgerLink>> LinksAsync(long from, CancellationToken cancellation) => database.ReadAsync<IReadOnlyList<LedgerLink>>(
        connection =>
        {
            using var links = new Statement(connection, "SELECT place, seal, link FROM ledger WHERE place >= ?1 ORDER BY place");
            return links.All([from], Link, cancellation);
        },
        cancellation);

    public Task<IReadOnlyList<Witness>> WitnessesAsync(IReadOnlyCollection<string> changeIds, CancellationToken cancellation) =>
        database.ReadAsync<IReadOnlyList<Witness>>(
            connection =>
            {
                using var witnesses = new Statement(connection, """
                    SELECT w.change, w.place, w.pointer FROM json_each(?1) asked CROSS JOIN witnesses w ON w.change = asked.value
                    ORDER BY w.change, w.place, w.pointer
                    """);
                return witnesses.All(
                    [StoredText.Of(changeIds.Distinct(StringComparer.Ordinal))], row => new Witness(row.Text(0), row.Number(1), row.Text(2)), cancellation);
            },
            cancellation);

    /// <summary>Adds what proves the changes that were just recorded, inside the caller's transaction.</summary>
    public static void Append(SqliteConnection connection, PollCommit commit, IReadOnlyList<string> recorded)
    {
        if (recorded.Count == 0)
            return;
        using var last = new Statement(connection, "SELECT place, seal, link FROM ledger ORDER BY place DESC LIMIT 1");
        var pages = LedgerPages.Of(commit, recorded, last.First([], Link));
        using var add = new Statement(connection, """
            INSERT INTO ledger (place, feed, received, method, url, request, status, digest, versions, seal, link, body)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)
            """);
        foreach (var (entry, seen) in pages.Entries.Select(entry => (entry, entry.Observation)))
        {
            add.Run(
                entry.Place, entry.Feed, seen.Time.Steps(), seen.Method, seen.Url, seen.Request, seen.Status, seen.Sha256,
                entry.Versions, entry.Seal, entry.Link, seen.Packed.ToArray());
        }

        using var testify = new Statement(connection, "INSERT INTO witnesses (change, place, pointer) VALUES (?1, ?2, ?3)");
        foreach (var witness in pages.Witnesses)
            testify.Run(witness.ChangeId, witness.Place, witness.Pointer);
    }

    private Task<LedgerEntry?> FirstAsync(string sql, long place, CancellationToken cancellation) => database.ReadAsync(
        connection =>
        {
            using var entry = new Statement(connection, sql);
            return entry.First([place], Entry);
        },
        cancellation);

    private static LedgerLink Link(Statement row) => new(row.Number(0), row.Text(1), row.Text(2));

    private static LedgerEntry Entry(Statement row) => new()
    {
        Place = row.Number(0),
        Feed = row.Text(1),
        Observation = new Observation
        {
            Time = row.Moment(2),
            Method = row.Text(3),
            Url = row.Text(4),
            Request = row.TextOrNull(5),
            Status = row.Int(6),
            Sha256 = row.Text(7),
            Packed = row.Bytes(11),
        },
        Versions = row.Text(8),
        Seal = row.Text(9),
        Link = row.Text(10),
    };
}
