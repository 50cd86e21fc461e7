using System.Runtime.CompilerServices;
using ContractWatch.Storage;
using LiteDB;

namespace ContractWatch.LiteDb;

/// <summary>A LiteDB store as rows: its documents without their ids and keys.</summary>
internal sealed class LiteDbRows(LiteDbFile file) : IStoreRows
{
    private const int Batch = 1000;

    public static async Task<IStoreRows> OpenAsync(string file, CancellationToken cancellation)
    {
        await (await LiteDbStore.OpenAsync(file, cancellation)).DisposeAsync();
        return new LiteDbRows(new LiteDbFile(file, new LiteDbOptions()));
    }

    public Task<IReadOnlyList<string>> TablesAsync(CancellationToken cancellation) => Task.FromResult<IReadOnlyList<string>>([.. Tables.All.Select(table => table.Name)]);

    public async IAsyncEnumerable<StoreRow> RowsAsync(string table, [EnumeratorCancellation] CancellationToken cancellation)
    {
        for (var after = BsonValue.MinValue; after is not null;)
        {
            var last = after;
            var batch = await file.ReadAsync(shelves => shelves[Named(table)].After(last, Batch), cancellation);
            foreach (var document in batch)
                yield return Row(document);
            after = batch.Count == Batch ? batch[^1]["_id"] : null;
        }
    }

    public Task AddAsync(string table, IReadOnlyList<StoreRow> rows, CancellationToken cancellation) => file.WriteAsync(
        shelves =>
        {
            foreach (var row in rows.Select(Document))
            {
                if (table == Tables.Messages.Name)
                    row[Tables.Held] = SuppressionRows.IsSuppressed(shelves, row.Text("channel"), row.Text("address"));
                shelves[Named(table)].Put(row);
                if (table == Tables.Suppressions.Name)
                    SuppressionRows.Hold(shelves, row.Text("channel"), row.Text("folded_address"));
            }

            return true;
        },
        cancellation);

    /// <summary>Leaves everything in the file and nothing in the log.</summary>
    public async ValueTask DisposeAsync()
    {
        await file.ClosedAsync(() => true, CancellationToken.None);
        file.Dispose();
    }

    private static Table Named(string table) =>
        Tables.All.FirstOrDefault(known => known.Name == table) ?? throw new StoreException($"A LiteDb store has no table {table}.");

    private static StoreRow Row(BsonDocument document) => new(document
        .Where(column => column.Key != "_id" && !column.Key.StartsWith(Table.Found, StringComparison.Ordinal) && !column.Value.IsNull)
        .ToDictionary(column => column.Key, column => Value(column.Value), StringComparer.Ordinal));

    private static object Value(BsonValue value) => value.IsString ? value.AsString : value.IsBinary ? value.AsBinary : value.AsInt64;

    private static BsonDocument Document(StoreRow row)
    {
        var document = new BsonDocument();
        foreach (var (column, value) in row.Values)
            document[column] = value switch { long number => number, byte[] bytes => bytes, _ => (string)value };
        return document;
    }
}
