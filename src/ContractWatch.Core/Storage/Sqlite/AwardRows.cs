using ContractWatch.Awards;
using Microsoft.Data.Sqlite;

namespace ContractWatch.Storage.Sqlite;

/// <summary>The rows of the awards that one commit touches, made as they are needed.</summary>
internal sealed class AwardRows(SqliteConnection connection, long feed) : IDisposable
{
    private readonly Dictionary<AwardKey, long> _ids = [];
    private readonly Statement _find = new(connection, "SELECT id FROM awards WHERE key = ?1 AND feed = ?2");
    private readonly Statement _make = new(connection, "INSERT INTO awards (key, feed) VALUES (?1, ?2) RETURNING id");
    private readonly Statement _keep = new(connection, "UPDATE awards SET facts = ?2, read_at = ?3 WHERE id = ?1");
    private readonly Statement _watch = new(connection, "UPDATE awards SET watched = 1 WHERE id = ?1 AND watched = 0");

    public long Id(AwardKey award)
    {
        if (_ids.TryGetValue(award, out var known))
            return known;
        return _ids[award] = _find.FirstNumber(award.Value, feed) ?? _make.FirstNumber(award.Value, feed)!.Value;
    }

    /// <summary>Keeps the facts of the award's own page, read at that time.</summary>
    public void Keep(Award facts, DateTimeOffset read) => _keep.Run(Id(facts.Key), StoredText.Of(facts), read.Steps());

    /// <summary>Remembers that a change of the award concerns a watch.</summary>
    public void Watch(AwardKey award) => _watch.Run(Id(award));

    public void Dispose()
    {
        _find.Dispose();
        _make.Dispose();
        _keep.Dispose();
        _watch.Dispose();
    }
}
