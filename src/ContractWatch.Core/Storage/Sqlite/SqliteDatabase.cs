using System.Globalization;
using System.Text.Json;
using Microsoft.Data.Sqlite;

namespace ContractWatch.Storage.Sqlite;

/// <summary>
/// One SQLite file: readers each on a connection of their own with a consistent view, one writer at a time. SQLite does its work on the
/// calling thread, so it is handed to the thread pool here.
/// </summary>
internal sealed class SqliteDatabase : IDisposable
{
    /// <summary>Bytes the write-ahead log keeps for reuse after a large commit.</summary>
    private const int LargestIdleLog = 32 << 20;

    private readonly SemaphoreSlim _writer = new(1, 1);
    private readonly string _connection;
    private readonly string _pragmas;

    public SqliteDatabase(string file, SqliteOptions options)
    {
        File = file;
        // The engine's own wait is finer than the driver's, so the driver's is kept short.
        _connection = new SqliteConnectionStringBuilder { DataSource = file, ForeignKeys = true, DefaultTimeout = 1 }.ToString();
        _pragmas = string.Create(CultureInfo.InvariantCulture, $"""
            PRAGMA busy_timeout = {(int)options.WaitForWriters.TotalMilliseconds};
            PRAGMA synchronous = FULL;
            PRAGMA cache_size = -{options.CacheKibibytes};
            PRAGMA journal_size_limit = {LargestIdleLog};
            {(options.MaximumPages is { } pages ? $"PRAGMA max_page_count = {pages};" : "")}
            """);
    }

    public string File { get; }

    public Task<T> ReadAsync<T>(Func<SqliteConnection, T> read, CancellationToken cancellation) =>
        Task.Run(() => Guarded(read, transaction: connection => connection.BeginTransaction(deferred: true)), cancellation);

    /// <summary>Runs the work in a transaction that is durable once the task completes, and leaves nothing when the work throws.</summary>
    public async Task<T> WriteAsync<T>(Func<SqliteConnection, T> write, CancellationToken cancellation)
    {
        await _writer.WaitAsync(cancellation);
        try
        {
            return await Task.Run(
                () => Guarded(write, transaction: connection => connection.BeginTransaction(deferred: false)), cancellation);
        }
        finally
        {
            _writer.Release();
        }
    }

    /// <summary>Runs the work on a connection outside any transaction.</summary>
    public Task<T> UseAsync<T>(Func<SqliteConnection, T> use, CancellationToken cancellation) =>
        Task.Run(() => Guarded(use, transaction: null), cancellation);

    public void Dispose()
    {
        using var connection = new SqliteConnection(_connection);
        SqliteConnection.ClearPool(connection);
        _writer.Dispose();
    }

    private T Guarded<T>(Func<SqliteConnection, T> work, Func<SqliteConnection, SqliteTransaction>? transaction)
    {
        try
        {
            using var connection = Open();
            if (transaction is null)
                return work(connection);

            using var frame = transaction(connection);
            var result = work(connection);
            frame.Commit();
            return result;
        }
        catch (SqliteException fault)
        {
            throw SqliteFault.In(File, fault);
        }
        catch (JsonException fault)
        {
            throw SqliteFault.In(File, fault);
        }
    }

    private SqliteConnection Open()
    {
        var connection = new SqliteConnection(_connection);
        connection.Open();
        using var pragmas = connection.CreateCommand();
        pragmas.CommandText = _pragmas;
        pragmas.ExecuteNonQuery();
        return connection;
    }
}
