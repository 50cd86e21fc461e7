using ContractWatch.Awards;
using ContractWatch.Diffing;
using ContractWatch.Polling;
using Microsoft.Data.Sqlite;

namespace ContractWatch.Storage.Sqlite;

/// <summary>The latest known state of every action.</summary>
internal static class KnownActions
{
    private const string Columns = $"SELECT {States.Columns}, a.key, n.number, n.twin, n.revision, n.first_seen, n.missing_since, n.missing_polls, n.withdrawn";

    // CROSS JOIN keeps the order of the loops: what was asked for leads, whatever else is stored.
    private const string OfFeed = "FROM feeds f CROSS JOIN actions n ON n.feed = f.id CROSS JOIN awards a ON a.id = n.award CROSS JOIN states s ON s.id = n.state WHERE f.name = ?1";

    public const string OfAwards = $"""
        {Columns} FROM feeds f CROSS JOIN json_each(?2) asked CROSS JOIN awards a ON a.key = asked.value AND a.feed = f.id
        CROSS JOIN actions n ON n.award = a.id CROSS JOIN states s ON s.id = n.state WHERE f.name = ?1
        """;

    public const string OfAward = $"""
        {Columns} FROM awards a CROSS JOIN actions n ON n.award = a.id CROSS JOIN states s ON s.id = n.state
        WHERE a.id = ?1 ORDER BY n.signed, n.number, n.twin
        """;

    public const string SignedBetween = $"{Columns} {OfFeed} AND n.withdrawn = 0 AND n.signed BETWEEN ?2 AND ?3 ORDER BY n.signed, a.id, n.number, n.twin";

    public const string Missing = $"{Columns} {OfFeed} AND n.missing_since IS NOT NULL AND n.withdrawn = 0 ORDER BY a.id, n.number, n.twin";

    public static List<KnownAction> Read(SqliteConnection connection, string sql, ReadOnlySpan<object?> values, CancellationToken cancellation)
    {
        using var states = new States(connection);
        using var known = new Statement(connection, sql);
        return known.All(values, row => Of(row, states), cancellation);
    }

    /// <summary>Keeps the new and changed actions of a commit; returns in how many states each stands now and how many actions are new.</summary>
    public static int Write(SqliteConnection connection, PollCommit commit, long feed, AwardRows awards, StateRows states, CancellationToken cancellation)
    {
        using var find = new Statement(connection, "SELECT state FROM actions WHERE award = ?1 AND number = ?2 AND twin = ?3");
        using var insert = new Statement(connection, """
            INSERT INTO actions (award, number, twin, state, signed, revision, first_seen, missing_since, missing_polls, withdrawn, feed)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)
            """);
        using var update = new Statement(connection, """
            UPDATE actions SET state = ?4, signed = ?5, revision = ?6, first_seen = ?7, missing_since = ?8, missing_polls = ?9, withdrawn = ?10, feed = ?11
            WHERE award = ?1 AND number = ?2 AND twin = ?3
            """);
        var added = 0;
        foreach (var known in commit.Actions)
        {
            cancellation.ThrowIfCancellationRequested();
            var (key, award) = (known.Action.Key, awards.Id(known.Action.Key.Award, known.Action.Piid));
            var present = find.FirstNumber(award, key.Number, key.Twin);
            (present is null ? insert : update).Run(
                award, key.Number, key.Twin, states.Keep(known.Action, present), known.Action.ActionDate?.Iso(), known.Revision, known.FirstSeen.Steps(),
                known.MissingSince?.Steps(), known.MissingPolls, known.IsWithdrawn, feed);
            added += present is null ? 1 : 0;
        }

        return added;
    }

    private static KnownAction Of(Statement row, States states) => new()
    {
        Action = states.Read(row, new ActionKey(new AwardKey(row.Text(States.Width)), row.Text(States.Width + 1), row.Int(States.Width + 2))),
        Revision = row.Int(States.Width + 3),
        FirstSeen = row.Moment(States.Width + 4),
        MissingSince = row.MomentOrNull(States.Width + 5),
        MissingPolls = row.Int(States.Width + 6),
        IsWithdrawn = row.Flag(States.Width + 7),
    };
}
