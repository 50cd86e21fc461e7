using System.Runtime.CompilerServices;
using Microsoft.Data.Sqlite;

namespace ContractWatch.Storage.Sqlite;

/// <summary>A SQLite store as rows: one transaction, of which what was added is kept when it is disposed.</summary>
internal sealed class SqliteRows : IStoreRows
{
    private readonly string _file;
    private readonly SqliteConnection _connection;
    private SqliteTransaction _frame;

    private SqliteRows(string file, SqliteConnection connection)
    {
        (_file, _connection) = (file, connection);
        _frame = connection.BeginTransaction();
    }

    public static async Task<IStoreRows> OpenAsync(string file, CancellationToken cancellation)
    {
        // Brings it to the present form, or makes it.
        await (await SqliteStore.OpenAsync(file, cancellation)).DisposeAsync();
        // Rows come table by table, before what they refer to.
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, ForeignKeys = false, Pooling = false }.ToString());
        await connection.OpenAsync(cancellation);
        return new SqliteRows(file, connection);
    }

    public Task<IReadOnlyList<string>> TablesAsync(CancellationToken cancellation) => Task.Run<IReadOnlyList<string>>(
        () =>
        {
            using var tables = new Statement(_connection, "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%' ORDER BY name");
            return tables.All([], row => row.Text(0), cancellation);
        },
        cancellation);

    public async IAsyncEnumerable<StoreRow> RowsAsync(string table, [EnumeratorCancellation] CancellationToken cancellation)
    {
        using var select = _connection.CreateCommand();
        // The alerts of a message stand in the order they were added, which has no column.
        select.CommandText = table == "alerts" ? "SELECT rowid, * FROM alerts" : $"SELECT * FROM {table}";
        await using var reader = await select.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
        {
            yield return new StoreRow(Enumerable.Range(0, reader.FieldCount).Where(column => !reader.IsDBNull(column))
                .ToDictionary(reader.GetName, reader.GetValue, StringComparer.Ordinal));
        }
    }

    public async Task AddAsync(string table, IReadOnlyList<StoreRow> rows, CancellationToken cancellation)
    {
        try
        {
            foreach (var row in rows)
            {
                using var insert = _connection.CreateCommand();
                insert.CommandText = $"INSERT INTO {table} ({string.Join(", ", row.Values.Keys)}) VALUES ({string.Join(", ", row.Values.Select((_, place) => $"$v{place}"))})";
                foreach (var (value, place) in row.Values.Values.Select((value, place) => (value, place)))
                    insert.Parameters.AddWithValue($"$v{place}", value);
                await insert.ExecuteNonQueryAsync(cancellation);
            }

            await _frame.CommitAsync(cancellation);
            _frame = _connection.BeginTransaction();
        }
        catch (SqliteException fault)
        {
            throw SqliteFault.In(_file, fault);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _frame.DisposeAsync();
        await _connection.DisposeAsync();
    }
}
