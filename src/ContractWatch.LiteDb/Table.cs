using LiteDB;

namespace ContractWatch.LiteDb;

/// <summary>
/// A collection. Its documents hold the columns of the SQLite table of the same name, with the same meaning, so that a store can be
/// copied either way; an <c>_id</c>; and, beginning with <see cref="Found"/>, the keys they are found by.
/// </summary>
/// <param name="Name">As in the migrations of <c>Storage/Sqlite</c>.</param>
/// <param name="Id">What makes a document the only one of its kind.</param>
internal sealed record Table(string Name, Func<BsonDocument, BsonValue> Id)
{
    public const string Found = "by_";

    /// <summary>Columns that are found by as they are.</summary>
    public IReadOnlyList<string> Indexed { get; init; } = [];

    /// <summary>Keys made of columns, by name; a null finds nothing.</summary>
    public IReadOnlyDictionary<string, Func<BsonDocument, BsonValue>> Keys { get; init; } = new Dictionary<string, Func<BsonDocument, BsonValue>>();

    /// <summary>Rows are numbered in the order they are added, in this column, which is also the id.</summary>
    public string? Numbered { get; init; }

    public IEnumerable<string> Indexes => Indexed.Concat(Keys.Keys);

    /// <summary>The row with its id and its keys.</summary>
    public BsonDocument Document(BsonDocument row)
    {
        foreach (var (name, key) in Keys)
            row[name] = key(row);
        row["_id"] = Id(row);
        return row;
    }
}
