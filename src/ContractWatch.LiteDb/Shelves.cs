using LiteDB;

namespace ContractWatch.LiteDb;

/// <summary>Every table, within one use of the file.</summary>
internal sealed class Shelves(LiteDatabase database)
{
    private readonly Dictionary<Table, Shelf> _shelves = [];
    private Phrases? _phrases;

    public Shelf this[Table table] => _shelves.TryGetValue(table, out var shelf) ? shelf : _shelves[table] = new Shelf(database, table);

    public Phrases Phrases => _phrases ??= new Phrases(this[Tables.Phrases]);

    /// <summary>The feed's number; null when it was never polled.</summary>
    public long? Feed(string name) => this[Tables.Feeds].First("name", name)?.Number("id");
}
