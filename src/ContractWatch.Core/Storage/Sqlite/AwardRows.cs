using ContractWatch.Awards;
using Microsoft.Data.Sqlite;

namespace ContractWatch.Storage.Sqlite;

/// <summary>The rows of the awards that one commit touches, made as they are needed.</summary>
internal sealed class AwardRows(SqliteConnection connection, long feed) : IDisposable
{
    private readonly Dictionary<AwardKey, long> _ids = [];
    private readonly HashSet<long> _nameless = [];
    private readonly Statement _find = new(connection, "SELECT id, piid IS NULL FROM awards WHERE key = ?1 AND feed = ?2");
    private readonly Statement _make = new(connection, "INSERT INTO awards (key, feed) VALUES (?1, ?2) RETURNING id");
    private readonly Statement _name = new(connection, "UPDATE awards SET piid = ?2 WHERE id = ?1");
    private readonly Statement _readAgain = new(connection, "UPDATE awards SET read_at = ?3 WHERE id = ?1 AND facts = ?2");
    private readonly Statement _keep = new(connection, "UPDATE awards SET facts = ?2, read_at = ?3 WHERE id = ?1");
    private readonly Statement _version = new(connection, "INSERT OR REPLACE INTO award_facts (award, read_at, facts) VALUES (?1, ?3, ?2)");
    private readonly Statement _watch = new(connection, "UPDATE awards SET watched = 1 WHERE id = ?1 AND watched = 0");

    public long Id(AwardKey award)
    {
        if (_ids.TryGetValue(award, out var known))
            return known;
        var (id, nameless) = _find.First([award.Value, feed], row => (row.Number(0), row.Flag(1)));
        if (id == 0)
            (id, nameless) = (_make.FirstNumber(award.Value, feed)!.Value, true);
        if (nameless)
            _nameless.Add(id);
        return _ids[award] = id;
    }

    /// <summary>The award's row, which learns the number people know it by if it has none yet.</summary>
    public long Id(AwardKey award, string? piid)
    {
        var id = Id(award);
        if (piid is not null && _nameless.Remove(id))
            _name.Run(id, piid);
        return id;
    }

    /// <summary>Keeps the facts of the award's own page, read at that time; facts that say something else are kept beside the earlier ones.</summary>
    public void Keep(Award facts, DateTimeOffset read)
    {
        object?[] values = [Id(facts.Key, facts.Piid), StoredText.Of(facts), read.Steps()];
        if (_readAgain.Run(values) > 0)
            return;
        _keep.Run(values);
        _version.Run(values);
    }

    /// <summary>Remembers that a change of the award concerns a watch.</summary>
    public void Watch(AwardKey award) => _watch.Run(Id(award));

    public void Dispose()
    {
        _find.Dispose();
        _make.Dispose();
        _name.Dispose();
        _readAgain.Dispose();
        _keep.Dispose();
        _version.Dispose();
        _watch.Dispose();
    }
}
