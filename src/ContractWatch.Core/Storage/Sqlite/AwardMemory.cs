using ContractWatch.Awards;
using ContractWatch.Diffing;
using ContractWatch.Polling;
using ContractWatch.Watches;
using Microsoft.Data.Sqlite;

namespace ContractWatch.Storage.Sqlite;

/// <summary>What is remembered of awards and vendors as wholes.</summary>
internal static class AwardMemory
{
    // CROSS JOIN keeps the order of the loops: what was asked for leads, whatever else is stored.
    private const string Asked = "FROM feeds f CROSS JOIN json_each(?2) asked";

    private const string Facts = $"""
        SELECT a.key, a.facts, (SELECT count(*) FROM award_facts v WHERE v.award = a.id)
        {Asked} CROSS JOIN awards a ON a.key = asked.value AND a.feed = f.id WHERE f.name = ?1 AND a.facts IS NOT NULL
        """;

    private const string WithPiid = $"SELECT a.piid, a.key {Asked} CROSS JOIN awards a ON a.piid = asked.value AND a.feed = f.id WHERE f.name = ?1";

    private const string Moved = $"""
        SELECT k.key, a.key {Asked} CROSS JOIN former_keys k ON k.key = asked.value AND k.feed = f.id CROSS JOIN awards a ON a.id = k.award WHERE f.name = ?1
        """;

    private const string Names = $"SELECT n.party, n.name {Asked} CROSS JOIN vendor_names n ON n.feed = f.id AND n.party = asked.value WHERE f.name = ?1";

    private const string FormerNames = $"""
        SELECT b.party, b.name {Asked} CROSS JOIN former_names b ON b.feed = f.id AND b.party = asked.value
        CROSS JOIN vendor_names n ON n.feed = f.id AND n.party = b.party AND n.name <> b.name WHERE f.name = ?1
        """;

    private const string Told = $"""
        SELECT DISTINCT a.key, c.number, c.twin, t.watch, t.subscription {Asked} CROSS JOIN awards a ON a.key = asked.value AND a.feed = f.id
        CROSS JOIN changes c ON c.award = a.id CROSS JOIN alerts t ON t.change = c.id WHERE f.name = ?1 ORDER BY c.place, t.subscription
        """;

    private const string Growth = $"SELECT a.key, g.watch, g.bands {Asked} CROSS JOIN awards a ON a.key = asked.value AND a.feed = f.id CROSS JOIN growth g ON g.award = a.id WHERE f.name = ?1";

    public static IReadOnlyDictionary<AwardKey, KnownAward> FactsOf(SqliteConnection connection, string feed, IEnumerable<AwardKey> awards, CancellationToken cancellation) =>
        Read(connection, Facts, feed, Texts(awards), row => (Key: new AwardKey(row.Text(0)), Known: new KnownAward(StoredText.Award(row.Text(1)), row.Int(2))), cancellation)
            .ToDictionary(known => known.Key, known => known.Known);

    public static ILookup<string, AwardKey> AwardsWithPiid(SqliteConnection connection, string feed, IEnumerable<string> piids, CancellationToken cancellation) =>
        Read(connection, WithPiid, feed, piids, row => (Piid: row.Text(0), Key: new AwardKey(row.Text(1))), cancellation)
            .ToLookup(known => known.Piid, known => known.Key, StringComparer.Ordinal);

    public static IReadOnlyDictionary<AwardKey, AwardKey> PresentKeys(SqliteConnection connection, string feed, IEnumerable<AwardKey> former, CancellationToken cancellation) =>
        Read(connection, Moved, feed, Texts(former), row => (From: new AwardKey(row.Text(0)), To: new AwardKey(row.Text(1))), cancellation)
            .ToDictionary(move => move.From, move => move.To);

    public static IReadOnlyDictionary<string, string> NamesOf(SqliteConnection connection, string feed, IEnumerable<string> parties, CancellationToken cancellation) =>
        Read(connection, Names, feed, parties, row => (Party: row.Text(0), Name: row.Text(1)), cancellation)
            .ToDictionary(known => known.Party, known => known.Name, StringComparer.Ordinal);

    public static ILookup<string, string> FormerNamesOf(SqliteConnection connection, string feed, IEnumerable<string> parties, CancellationToken cancellation) =>
        Read(connection, FormerNames, feed, parties, row => (Party: row.Text(0), Name: row.Text(1)), cancellation)
            .ToLookup(known => known.Party, known => known.Name, StringComparer.Ordinal);

    public static IReadOnlyList<ToldAction> ToldOf(SqliteConnection connection, string feed, IEnumerable<AwardKey> awards, CancellationToken cancellation) =>
        Read(
            connection, Told, feed, Texts(awards),
            row => new ToldAction(new ActionKey(new AwardKey(row.Text(0)), row.Text(1), row.Int(2)), row.Text(3), row.Text(4)), cancellation);

    public static IReadOnlyList<GrowthMark> GrowthOf(SqliteConnection connection, string feed, IEnumerable<AwardKey> awards, CancellationToken cancellation) =>
        Read(connection, Growth, feed, Texts(awards), row => new GrowthMark(new AwardKey(row.Text(0)), row.Text(1), StoredText.Growth(row.Text(2))), cancellation);

    /// <summary>
    /// The award keeps its row, and with it all that is known of it; only its key changes. The key it had stays known, so that a
    /// source that shows both for a while brings nothing new, and recorded changes go on saying it.
    /// </summary>
    public static void Move(SqliteConnection connection, long feed, IReadOnlyList<AwardMove> moves)
    {
        if (moves.Count == 0)
            return;
        using var remember = new Statement(connection, "INSERT OR IGNORE INTO former_keys (feed, key, award) SELECT feed, key, id FROM awards WHERE key = ?2 AND feed = ?1");
        using var keep = new Statement(connection, "UPDATE changes SET told_as = ?2 WHERE told_as IS NULL AND award = (SELECT id FROM awards WHERE key = ?2 AND feed = ?1)");
        using var clear = new Statement(connection, "UPDATE awards SET key = 'superseded:' || id || ':' || key, piid = NULL WHERE key = ?2 AND feed = ?1");
        using var move = new Statement(connection, "UPDATE awards SET key = ?3 WHERE key = ?2 AND feed = ?1");
        using var forget = new Statement(connection, "DELETE FROM former_keys WHERE key = ?2 AND feed = ?1");
        foreach (var (from, to) in moves)
        {
            remember.Run(feed, from.Value);
            keep.Run(feed, from.Value);
            forget.Run(feed, to.Value);
            clear.Run(feed, to.Value);
            move.Run(feed, from.Value, to.Value);
        }
    }

    public static void KeepNames(SqliteConnection connection, long feed, IReadOnlyList<VendorName> names)
    {
        if (names.Count == 0)
            return;
        using var keep = new Statement(connection, "INSERT INTO vendor_names (feed, party, name) VALUES (?1, ?2, ?3) ON CONFLICT (feed, party) DO UPDATE SET name = excluded.name");
        using var keepFormer = new Statement(connection, "INSERT OR IGNORE INTO former_names (feed, party, name) VALUES (?1, ?2, ?3)");
        foreach (var known in names)
        {
            keep.Run(feed, known.Party, known.Name);
            if (known.Before is not null)
                keepFormer.Run(feed, known.Party, known.Before);
        }
    }

    public static void KeepGrowth(SqliteConnection connection, IReadOnlyList<GrowthMark> marks, AwardRows awards)
    {
        using var keep = new Statement(connection, "INSERT INTO growth (award, watch, bands) VALUES (?1, ?2, ?3) ON CONFLICT (award, watch) DO UPDATE SET bands = excluded.bands");
        foreach (var mark in marks)
            keep.Run(awards.Id(mark.Award), mark.WatchId, StoredText.Of(mark.Bands));
    }

    private static List<T> Read<T>(
        SqliteConnection connection, string sql, string feed, IEnumerable<string> asked, Func<Statement, T> read, CancellationToken cancellation)
    {
        using var statement = new Statement(connection, sql);
        return statement.All([feed, StoredText.Of(asked.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal))], read, cancellation);
    }

    private static IEnumerable<string> Texts(IEnumerable<AwardKey> awards) => awards.Select(award => award.Value);
}
