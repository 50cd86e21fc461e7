using ContractWatch.Storage;
using LiteDB;

namespace ContractWatch.LiteDb;

/// <summary>Copies of a store, made while nobody has it open; others wait for as long as the copying takes.</summary>
internal static class LiteDbBackup
{
    public static Task WriteAsync(LiteDbFile store, string file, CancellationToken cancellation)
    {
        if (File.Exists(file))
            throw new StoreException($"{file} exists already; a backup is written to a new file.");
        return store.ClosedAsync(() => Copy(store.Name, file), cancellation);
    }

    /// <summary>Replaces what the store holds by what the backup holds, or leaves it as it is. The daemon must not run.</summary>
    public static async Task RestoreAsync(string backup, string file, CancellationToken cancellation)
    {
        if (!File.Exists(backup))
            throw new StoreException($"There is no backup {backup}.");

        using var store = new LiteDbFile(file, new LiteDbOptions());
        await store.ClosedAsync(
            () =>
            {
                Check(backup);
                return Copy(backup, file);
            },
            cancellation);
    }

    private static void Check(string backup)
    {
        try
        {
            LiteDbHeader.Check(backup);
            using var database = new LiteDatabase(new ConnectionString { Filename = backup, ReadOnly = true, Collation = Collation.Binary });
            LiteDbStore.CheckForm(database, backup);
            if (database.UserVersion == 0)
                throw new StoreException($"{backup} is no backup of a ContractWatch store.");
        }
        catch (Exception fault) when (fault is LiteException or IOException or UnauthorizedAccessException or IndexOutOfRangeException or InvalidCastException or NullReferenceException)
        {
            throw LiteDbFault.In(backup, fault);
        }
    }

    private static bool Copy(string from, string to)
    {
        var partial = $"{to}.partial";
        try
        {
            File.Delete(partial);
            StoreFile.Prepare(partial);
            using (var source = File.OpenRead(from))
            using (var target = new FileStream(partial, FileMode.Open, FileAccess.Write))
            {
                source.CopyTo(target);
                target.Flush(flushToDisk: true);
            }

            File.Move(partial, to, overwrite: true);
            return true;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw LiteDbFault.In(to, fault);
        }
    }
}
