using System.Runtime.CompilerServices;
using ContractWatch.Alerting;
using ContractWatch.Awards;
using ContractWatch.Matching;
using Microsoft.Data.Sqlite;

namespace ContractWatch.Storage.Sqlite;

internal sealed class SqliteChangeLog(SqliteDatabase database) : IChangeLog
{
    private const int Batch = 500;

    /// <summary>
    /// Reads batch by batch, each on a view of its own, so that a slow reader holds up nobody. What is recorded is never altered,
    /// therefore nothing is skipped or repeated between batches.
    /// </summary>
    public async IAsyncEnumerable<MatchedChange> ChangesAsync(ChangeQuery query, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var sql = new ChangeSql(query);
        var from = await database.ReadAsync(sql.Start, cancellation);
        for (var left = query.Latest ?? int.MaxValue; left > 0 && from is not null;)
        {
            var position = from;
            var batch = await database.ReadAsync(connection => sql.After(connection, position, Math.Min(left, Batch), cancellation), cancellation);
            foreach (var placed in batch)
                yield return placed.Change;

            left -= batch.Count;
            from = batch.Count == Batch ? batch[^1].Place : null;
        }
    }

    public Task<AwardFile?> AwardAsync(AwardKey award, CancellationToken cancellation) => database.ReadAsync(
        connection =>
        {
            using var find = new Statement(connection, """
                SELECT a.id, f.name, a.facts FROM awards a JOIN feeds f ON f.id = a.feed
                WHERE a.key = ?1 OR a.id IN (SELECT k.award FROM former_keys k WHERE k.key = ?1) ORDER BY a.key <> ?1, a.facts IS NULL, a.id LIMIT 1
                """);
            return find.First([award.Value], row => File(connection, row, cancellation));
        },
        cancellation);

    private static AwardFile File(SqliteConnection connection, Statement row, CancellationToken cancellation) => new(
        row.Text(1),
        row.TextOrNull(2) is { } text ? StoredText.Award(text) : null,
        KnownActions.Read(connection, KnownActions.OfAward, [row.Number(0)], cancellation),
        ChangeSql.OfAward(connection, row.Number(0), cancellation))
    {
        FormerKeys = All(connection, "SELECT key FROM former_keys WHERE award = ?1 ORDER BY place", row.Number(0), key => new AwardKey(key.Text(0)), cancellation),
        Subawards = SubawardRows.OfAward(connection, row.Number(0), cancellation),
        FactsOverTime = All(
            connection, "SELECT read_at, facts FROM award_facts WHERE award = ?1 ORDER BY read_at", row.Number(0),
            version => new DatedFacts(version.Moment(0), StoredText.Award(version.Text(1))), cancellation),
    };

    private static List<T> All<T>(SqliteConnection connection, string sql, long award, Func<Statement, T> read, CancellationToken cancellation)
    {
        using var statement = new Statement(connection, sql);
        return statement.All([award], read, cancellation);
    }
}
