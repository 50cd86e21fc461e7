using ContractWatch.Alerting;
using ContractWatch.Awards;
using ContractWatch.Diffing;
using ContractWatch.Matching;
using Microsoft.Data.Sqlite;

namespace ContractWatch.Storage.Sqlite;

/// <summary>Where a change stands in the log: by time, then by the order of recording.</summary>
internal sealed record LogPlace(long FirstSeen, long Place);

/// <summary>A query of the change log as SQL.</summary>
internal sealed class ChangeSql(ChangeQuery query)
{
    private const string Columns = $"SELECT {States.Columns}, c.first_seen, c.place, c.id, c.kind, f.name, coalesce(c.told_as, a.key), c.number, c.twin, c.content, c.matches, {FirstKey}";
    private const string FirstKey = "(SELECT k.key FROM former_keys k WHERE k.award = a.id ORDER BY k.place LIMIT 1)";
    private const string Awards = "JOIN awards a ON a.id = c.award JOIN feeds f ON f.id = a.feed JOIN states s ON s.id = c.state";

    private readonly string? _ids = query.Ids is null ? null : StoredText.Of(query.Ids.Distinct(StringComparer.Ordinal));

    /// <summary>The tables, the most selective first, and the alias of the one that is read in order of time.</summary>
    private string From => (query.WatchId, query.Ids) switch
    {
        (_, not null) => "json_each(?4) asked CROSS JOIN changes c ON c.id = asked.value",
        (not null, null) => "changes_by_watch c0 CROSS JOIN changes c ON c.place = c0.place",
        _ => "changes c",
    };

    private string Ordered => query is { WatchId: not null, Ids: null } ? "c0" : "c";

    private string Conditions => (query.WatchId, query.Ids) switch
    {
        (null, _) => "?5 IS ?5",
        (_, null) => "c0.watch = ?5",
        _ => "EXISTS (SELECT 1 FROM changes_by_watch w WHERE w.watch = ?5 AND w.first_seen = c.first_seen AND w.place = c.place)",
    };

    /// <summary>The place just before the first change asked for; null when there is none.</summary>
    public LogPlace? Start(SqliteConnection connection)
    {
        var since = new LogPlace(query.Since?.Steps() ?? long.MinValue, 0);
        if (query.Latest is not { } latest)
            return since;

        using var first = new Statement(connection, $"""
            SELECT {Ordered}.first_seen, {Ordered}.place FROM {From}
            WHERE ({Ordered}.first_seen, {Ordered}.place) > (?1, ?2) AND {Conditions} AND ?4 IS ?4
            ORDER BY {Ordered}.first_seen DESC, {Ordered}.place DESC LIMIT ?3
            """);
        return first.All(
            [since.FirstSeen, since.Place, latest, _ids, query.WatchId], row => new LogPlace(row.Number(0), row.Number(1) - 1), CancellationToken.None).LastOrDefault();
    }

    public List<(LogPlace Place, MatchedChange Change)> After(SqliteConnection connection, LogPlace position, int limit, CancellationToken cancellation)
    {
        using var page = new Statement(connection, $"""
            {Columns} FROM {From} {Awards}
            WHERE ({Ordered}.first_seen, {Ordered}.place) > (?1, ?2) AND {Conditions} AND ?4 IS ?4
            ORDER BY {Ordered}.first_seen, {Ordered}.place LIMIT ?3
            """);
        return Read(connection, page, [position.FirstSeen, position.Place, limit, _ids, query.WatchId], cancellation);
    }

    public static IReadOnlyList<MatchedChange> OfAward(SqliteConnection connection, long award, CancellationToken cancellation)
    {
        using var changes = new Statement(connection, $"""
            {Columns} FROM changes c {Awards} WHERE c.award = ?1 OR c.place IN (SELECT w.place FROM covered_awards w WHERE w.award = ?1)
            ORDER BY c.first_seen, c.place
            """);
        return [.. Read(connection, changes, [award], cancellation).Select(placed => placed.Change)];
    }

    public static IReadOnlyList<Change> EditsOf(
        SqliteConnection connection, string feed, IEnumerable<AwardKey> awards, DateTimeOffset since, CancellationToken cancellation)
    {
        using var edits = new Statement(connection, $"""
            {Columns} FROM feeds f CROSS JOIN json_each(?2) asked CROSS JOIN awards a ON a.key = asked.value AND a.feed = f.id
            CROSS JOIN changes c ON c.award = a.id CROSS JOIN states s ON s.id = c.state
            WHERE f.name = ?1 AND c.first_seen >= ?3 AND c.kind IN ('correction', 'withdrawn', 'restored') ORDER BY c.first_seen, c.place
            """);
        object?[] values = [feed, StoredText.Of(awards.Select(award => award.Value).Distinct(StringComparer.Ordinal)), since.Steps()];
        return [.. Read(connection, edits, values, cancellation).Select(placed => placed.Change.Change)];
    }

    private static List<(LogPlace Place, MatchedChange Change)> Read(
        SqliteConnection connection, Statement changes, ReadOnlySpan<object?> values, CancellationToken cancellation)
    {
        using var states = new States(connection);
        return changes.All(values, row => Of(row, states), cancellation);
    }

    private static (LogPlace Place, MatchedChange Change) Of(Statement row, States states)
    {
        const int own = States.Width;
        var key = new ActionKey(new AwardKey(row.Text(own + 5)), row.Text(own + 6), row.Int(own + 7));
        var kind = ChangeKindText.Of(row.Text(own + 3));
        var change = StoredText.Change(row.Text(own + 8), row.Text(own + 2), kind, row.Text(own + 4), states.Read(row, key), row.Moment(own)) with
        {
            FirstKnownAs = row.TextOrNull(own + 10) is { } first ? new AwardKey(first) : null,
        };
        IReadOnlyList<Match> matches = row.TextOrNull(own + 9) is { } text ? StoredText.Matches(text) : [];
        return (new LogPlace(row.Number(own), row.Number(own + 1)), new MatchedChange(change, matches));
    }
}
