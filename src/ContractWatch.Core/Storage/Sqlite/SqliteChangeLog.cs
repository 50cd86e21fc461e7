using System.Runtime.CompilerServices;
using ContractWatch.Alerting;
using ContractWatch.Awards;
using ContractWatch.Diffing;
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
                SELECT a.id, f.name, a.facts FROM awards a JOIN feeds f ON f.id = a.feed WHERE a.key = ?1 ORDER BY a.facts IS NULL, a.id LIMIT 1
                """);
            using var row = find.Read(award.Value);
            if (!row.Read())
                return null;

            var facts = row.TextOrNull(2) is { } text ? StoredText.Award(text) : null;
            return new AwardFile(row.GetString(1), facts, Actions(connection, row.GetInt64(0), cancellation), ChangeSql.OfAward(connection, row.GetInt64(0), cancellation));
        },
        cancellation);

    private static List<KnownAction> Actions(SqliteConnection connection, long award, CancellationToken cancellation)
    {
        using var actions = new Statement(connection, $"""
            {KnownActions.Columns} FROM actions n JOIN awards a ON a.id = n.award WHERE n.award = ?1 ORDER BY n.signed, n.number, n.twin
            """);
        return actions.Read(award).All(KnownActions.Of, cancellation);
    }
}
