using System.Globalization;
using ContractWatch.Alerting;
using ContractWatch.Delivery;
using ContractWatch.Ledger;
using ContractWatch.Polling;
using ContractWatch.Storage;
using ContractWatch.Watches;
using LiteDB;

namespace ContractWatch.LiteDb;

/// <summary>The store in one LiteDB file: every use alone on it, every commit flushed to disk before it is acknowledged.</summary>
public sealed class LiteDbStore : IStore
{
    /// <summary>
    /// The form this program gives a store. A collection more needs no new form: it is made when it is first used. Form 2: messages that
    /// were refused, and those that went out together, are found by keys of their own.
    /// </summary>
    private const int Form = 2;

    public static readonly StoreProvider Provider = StoreProvider.LiteDb with
    {
        OpenAsync = async (file, cancellation) => await OpenAsync(file, cancellation),
        RestoreAsync = LiteDbBackup.RestoreAsync,
        OpenRowsAsync = LiteDbRows.OpenAsync,
    };

    private readonly LiteDbFile _file;

    private LiteDbStore(LiteDbFile file)
    {
        _file = file;
        Polls = new LiteDbPolls(file);
        Watches = new LiteDbWatches(file);
        Changes = new LiteDbChangeLog(file);
        Outbox = new LiteDbOutbox(file);
        Notices = new LiteDbNotices(file);
        Ledger = new LiteDbLedger(file);
    }

    public IPollStore Polls { get; }

    public IWatchStore Watches { get; }

    public IChangeLog Changes { get; }

    public IOutbox Outbox { get; }

    public INotices Notices { get; }

    public ILedger Ledger { get; }

    /// <summary>Opens the file, or makes it.</summary>
    /// <exception cref="StoreException">It cannot be opened, is no store, or was written by a newer program.</exception>
    public static async Task<LiteDbStore> OpenAsync(string file, CancellationToken cancellation, LiteDbOptions? options = null)
    {
        StoreFile.Prepare(file);
        var opened = new LiteDbFile(file, options ?? new LiteDbOptions());
        try
        {
            await opened.PrepareAsync(database => Prepare(database, file), cancellation);
        }
        catch (StoreException)
        {
            opened.Dispose();
            throw;
        }

        return new LiteDbStore(opened);
    }

    public Task BackupAsync(string file, CancellationToken cancellation) => LiteDbBackup.WriteAsync(_file, file, cancellation);

    public ValueTask DisposeAsync()
    {
        _file.Dispose();
        return ValueTask.CompletedTask;
    }

    /// <exception cref="StoreException">A newer program, or another one, has written it.</exception>
    internal static void CheckForm(LiteDatabase database, string file)
    {
        if (database.UserVersion > Form)
        {
            throw new StoreException(string.Create(CultureInfo.InvariantCulture,
                $"The store {file} was written by a newer ContractWatch: its form is {database.UserVersion}, this program knows {Form}. Install the newer version, or restore an older backup."));
        }

        if (database.UserVersion == 0 && database.GetCollectionNames().Except(Tables.All.Select(table => table.Name), StringComparer.Ordinal).Any())
            throw new StoreException($"{file} is a database of another program. Name another data directory, or move the file away.");
    }

    private static bool Prepare(LiteDatabase database, string file)
    {
        CheckForm(database, file);
        var known = database.GetCollectionNames().ToHashSet(StringComparer.Ordinal);
        foreach (var table in Tables.All.Where(table => database.UserVersion < Form || !known.Contains(table.Name)))
            new Shelf(database, table).MakeIndexes();
        if (database.UserVersion == Form)
            return true;
        if (database.UserVersion == 1)
            new Shelf(database, Tables.Messages).PutAgain();

        // The log is copied when this program says so, once it is on the disk; nothing is kept as a date, and none would be local.
        database.CheckpointSize = 0;
        database.UtcDate = true;
        database.UserVersion = Form;
        return true;
    }
}
