using ContractWatch.Alerting;
using ContractWatch.Delivery;
using ContractWatch.Ledger;
using ContractWatch.Polling;
using ContractWatch.Watches;
using Microsoft.Data.Sqlite;

namespace ContractWatch.Storage.Sqlite;

/// <summary>The store in one SQLite file: write-ahead log, every commit flushed to disk before it is acknowledged.</summary>
public sealed class SqliteStore : IStore
{
    public const string ProviderName = "Sqlite";
    public const string FileName = "contractwatch.db";

    public static readonly StoreProvider Provider = new(ProviderName, FileName)
    {
        OpenAsync = async (file, cancellation) => await OpenAsync(file, cancellation),
        RestoreAsync = SqliteBackup.RestoreAsync,
        OpenRowsAsync = SqliteRows.OpenAsync,
    };

    private readonly SqliteDatabase _database;

    private SqliteStore(SqliteDatabase database)
    {
        _database = database;
        Polls = new SqlitePolls(database);
        Watches = new SqliteWatches(database);
        Changes = new SqliteChangeLog(database);
        Outbox = new SqliteOutbox(database);
        Notices = new SqliteNotices(database);
        Ledger = new SqliteLedger(database);
    }

    public IPollStore Polls { get; }

    public IWatchStore Watches { get; }

    public IChangeLog Changes { get; }

    public IOutbox Outbox { get; }

    public INotices Notices { get; }

    public ILedger Ledger { get; }

    /// <summary>Opens the file, or makes it, and brings it to the present form.</summary>
    /// <exception cref="StoreException">It cannot be opened, is no store, or was written by a newer program.</exception>
    public static async Task<SqliteStore> OpenAsync(string file, CancellationToken cancellation, SqliteOptions? options = null)
    {
        StoreFile.Prepare(file);
        var database = new SqliteDatabase(file, options ?? new SqliteOptions());
        try
        {
            if (await database.UseAsync(connection => Prepare(connection, file), cancellation) < SqliteMigrations.Latest)
            {
                await database.WriteAsync(
                    connection =>
                    {
                        SqliteMigrations.Apply(connection, file);
                        return true;
                    },
                    cancellation);
            }
        }
        catch (StoreException)
        {
            database.Dispose();
            throw;
        }

        return new SqliteStore(database);
    }

    public Task BackupAsync(string file, CancellationToken cancellation) => SqliteBackup.WriteAsync(_database, file, cancellation);

    public ValueTask DisposeAsync()
    {
        _database.Dispose();
        return ValueTask.CompletedTask;
    }

    private static long Prepare(SqliteConnection connection, string file)
    {
        var version = SqliteMigrations.CheckVersion(connection, file);
        using var journal = new Statement(connection, "PRAGMA journal_mode = WAL");
        return journal.FirstText() == "wal"
            ? version
            : throw new StoreException($"The store {file} needs a disk that can hold a write-ahead log; a network folder usually cannot.");
    }
}
