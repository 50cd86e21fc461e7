using System.Runtime.CompilerServices;
using ContractWatch.Alerting;
using ContractWatch.Awards;
using ContractWatch.Matching;
using ContractWatch.Storage;
using LiteDB;

namespace ContractWatch.LiteDb;

internal sealed class LiteDbChangeLog(LiteDbFile file) : IChangeLog
{
    private const int Batch = 500;

    /// <summary>
    /// Reads batch by batch, so that a slow reader holds up nobody. What is recorded is never altered, therefore nothing is skipped or
    /// repeated between batches.
    /// </summary>
    public async IAsyncEnumerable<MatchedChange> ChangesAsync(ChangeQuery query, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var from = await file.ReadAsync(shelves => new ChangeRows(shelves).Start(query), cancellation);
        for (var left = query.Latest ?? int.MaxValue; left > 0 && from is { } position;)
        {
            var batch = await file.ReadAsync(shelves => Read(shelves, query, position, Math.Min(left, Batch)), cancellation);
            foreach (var (_, change) in batch)
                yield return change;

            left -= batch.Count;
            from = batch.Count == Batch ? (batch[^1].Row.Number("first_seen"), Key.Number(batch[^1].Row.Number("place"))) : null;
        }
    }

    public Task<AwardFile?> AwardAsync(AwardKey award, CancellationToken cancellation) => file.ReadAsync(
        shelves =>
        {
            var named = shelves[Tables.Awards].With("by_key", Key.Of(award.Value));
            var found = named.Count > 0 ? named : [.. shelves[Tables.FormerKeys].With("by_key", Key.Of(award.Value)).Select(former => shelves[Tables.Awards].At(former["award"])!)];
            return found.OrderBy(row => row.TextOrNull("facts") is null).ThenBy(row => row.Number("id")).FirstOrDefault() is { } row ? Read(shelves, row) : null;
        },
        cancellation);

    private static List<(BsonDocument Row, MatchedChange Change)> Read(Shelves shelves, ChangeQuery query, (long FirstSeen, string Place) position, int limit)
    {
        var changes = new ChangeRows(shelves);
        return changes.After(query, position, limit).ConvertAll(row => (row, changes.Read(row)));
    }

    private static AwardFile Read(Shelves shelves, BsonDocument award) => new(
        shelves[Tables.Feeds].At(award["feed"])!.Text("name"),
        award.TextOrNull("facts") is { } text ? StoredText.Award(text) : null,
        [.. new KnownActions(shelves).OfAward(award.Number("id"))],
        new ChangeRows(shelves).OfAward(award.Number("id")))
    {
        Subawards = SubawardRows.OfAward(shelves, award),
        FormerKeys = [.. shelves[Tables.FormerKeys].With("award", award["id"]).Select(row => new AwardKey(row.Text("key")))],
        FactsOverTime = [.. shelves[Tables.AwardFacts].With("award", award["id"]).Select(row => new DatedFacts(row.Moment("read_at"), StoredText.Award(row.Text("facts"))))],
    };
}
