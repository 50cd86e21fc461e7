using LiteDB;

namespace ContractWatch.LiteDb;

/// <summary>The rows of one table, within one use of the file. Every answer is complete when it is given.</summary>
internal sealed class Shelf(LiteDatabase database, Table table)
{
    private readonly ILiteCollection<BsonDocument> _documents = database.GetCollection(table.Name);
    private long? _last;

    public BsonDocument? At(BsonValue id) => _documents.FindById(id);

    public BsonDocument? First(string index, BsonValue key) => With(index, key, 1) is [var first] ? first : null;

    public bool Has(string index, BsonValue key) => First(index, key) is not null;

    /// <summary>The rows with this key, in the order of their ids.</summary>
    public List<BsonDocument> With(string index, BsonValue key, int limit = int.MaxValue) =>
        [.. _documents.Find(BsonExpression.Create($"{index} = @0", key), limit: limit).OrderBy(row => row["_id"])];

    /// <summary>The rows with one of these keys.</summary>
    public IEnumerable<BsonDocument> WithAny(string index, IEnumerable<BsonValue> keys) => keys.Distinct().SelectMany(key => With(index, key));

    /// <summary>The rows between the two keys, both included, in the order of the keys.</summary>
    public List<BsonDocument> Between(string index, BsonValue first, BsonValue last, int limit = int.MaxValue) =>
        Range(index, first, last).OrderBy(index).Limit(limit).ToList();

    /// <summary>The rows between the two keys, both included, the last first.</summary>
    public List<BsonDocument> LastBetween(string index, BsonValue first, BsonValue last, int limit) =>
        Range(index, first, last).OrderByDescending(index).Limit(limit).ToList();

    public List<BsonDocument> All() => _documents.Query().OrderBy("_id").ToList();

    /// <summary>The rows behind an id, at most so many.</summary>
    public List<BsonDocument> After(BsonValue id, int limit) => _documents.Query().Where("_id > @0", id).OrderBy("_id").Limit(limit).ToList();

    /// <summary>Some columns of the rows from an id on.</summary>
    public List<BsonDocument> Since(BsonValue id, params IEnumerable<string> columns) =>
        _documents.Query().Where("_id >= @0", id).OrderBy("_id").Select($"{{ {string.Join(", ", columns)} }}").ToList();

    public BsonDocument? Last() => _documents.Query().OrderByDescending("_id").FirstOrDefault();

    /// <summary>Keeps the row, in place of the one with its id.</summary>
    public void Put(BsonDocument row) => _documents.Upsert(table.Document(row));

    /// <summary>Keeps every row with the keys it has now.</summary>
    public void PutAgain() => All().ForEach(Put);

    /// <summary>Keeps the row under the next number, and returns that.</summary>
    public long Add(BsonDocument row)
    {
        _last = (_last ?? (Last() is { } last ? last.Number("_id") : 0)) + 1;
        row[table.Numbered] = _last.Value;
        _documents.Insert(table.Document(row));
        return _last.Value;
    }

    public bool Remove(BsonValue id)
    {
        _last = null;
        return _documents.Delete(id);
    }

    public void MakeIndexes()
    {
        foreach (var index in table.Indexes)
            _documents.EnsureIndex(index, $"$.{index}");
    }

    private ILiteQueryable<BsonDocument> Range(string index, BsonValue first, BsonValue last) =>
        _documents.Query().Where($"{index} BETWEEN @0 AND @1", first, last);
}
