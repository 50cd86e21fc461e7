using System.Text.Json;
using ContractWatch.Storage;
using LiteDB;

namespace ContractWatch.LiteDb;

/// <summary>
/// One LiteDB file, used by one at a time. The engine breaks when threads share it, and two processes that open one file lose data without
/// a word, so every use holds a lock that all processes share, opens the engine, finishes on one thread, and closes it. After a fault nothing
/// of the engine is left to be wrong, and commands work while the daemon runs.
/// </summary>
internal sealed class LiteDbFile(string file, LiteDbOptions options) : IDisposable
{
    private readonly SemaphoreSlim _turn = new(1, 1);

    public string Name => file;

    private string Log => Path.Combine(Path.GetDirectoryName(Path.GetFullPath(file))!, $"{Path.GetFileNameWithoutExtension(file)}-log{Path.GetExtension(file)}");

    public Task<T> ReadAsync<T>(Func<Shelves, T> read, CancellationToken cancellation) =>
        AloneAsync(() => Opened(database => read(new Shelves(database))), cancellation);

    /// <summary>Runs the work in a transaction that is on the disk once the task completes, and leaves nothing when the work throws.</summary>
    public Task<T> WriteAsync<T>(Func<Shelves, T> write, CancellationToken cancellation) =>
        AloneAsync(() => Durably(database => Committed(database, write)), cancellation);

    /// <summary>Runs the work outside any transaction.</summary>
    public Task<T> PrepareAsync<T>(Func<LiteDatabase, T> prepare, CancellationToken cancellation) => AloneAsync(() => Durably(prepare), cancellation);

    /// <summary>Runs the work on the file while nobody has it open and everything is in it, none of it in the log.</summary>
    public Task<T> ClosedAsync<T>(Func<T> work, CancellationToken cancellation) => AloneAsync(
        () =>
        {
            if (File.Exists(file))
                Opened(Settle);
            return work();
        },
        cancellation);

    public void Dispose() => _turn.Dispose();

    private async Task<T> AloneAsync<T>(Func<T> use, CancellationToken cancellation)
    {
        await _turn.WaitAsync(cancellation);
        try
        {
            using var held = await FileTurn.TakeAsync($"{file}.lock", options.WaitForOthers, cancellation);
            return await Task.Run(use, cancellation);
        }
        finally
        {
            _turn.Release();
        }
    }

    private T Durably<T>(Func<LiteDatabase, T> work)
    {
        // LiteDB would make its log readable by everybody.
        StoreFile.Prepare(Log);
        var result = Opened(work);
        if (Flush() > options.LargestLog)
            Opened(Settle);
        return result;
    }

    private static T Committed<T>(LiteDatabase database, Func<Shelves, T> write)
    {
        database.BeginTrans();
        var result = write(new Shelves(database));
        return database.Commit() ? result : throw new LiteException(0, "the transaction was gone before it could be committed");
    }

    private T Opened<T>(Func<LiteDatabase, T> work)
    {
        try
        {
            LiteDbHeader.Check(file);
            using var database = new LiteDatabase(new ConnectionString { Filename = file, Connection = ConnectionType.Direct, Collation = Collation.Binary });
            return work(database);
        }
        catch (Exception fault) when (fault is LiteException or IOException or UnauthorizedAccessException or JsonException or IndexOutOfRangeException or InvalidCastException or NullReferenceException)
        {
            throw LiteDbFault.In(file, fault);
        }
    }

    /// <summary>Copies the log into the file, which LiteDB flushes before it empties the log.</summary>
    private static bool Settle(LiteDatabase database)
    {
        database.Checkpoint();
        return true;
    }

    /// <summary>LiteDB writes its log and never flushes it to the disk. Returns the log's length in bytes.</summary>
    private long Flush()
    {
        try
        {
            if (!File.Exists(Log))
                return 0;
            using var log = File.OpenHandle(Log, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
            RandomAccess.FlushToDisk(log);
            return RandomAccess.GetLength(log);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw LiteDbFault.In(file, fault);
        }
    }
}
