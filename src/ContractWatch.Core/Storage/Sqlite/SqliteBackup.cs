using Microsoft.Data.Sqlite;

namespace ContractWatch.Storage.Sqlite;

/// <summary>Copies of a store, made with SQLite's online backup: consistent while others read and write.</summary>
internal static class SqliteBackup
{
    public static async Task WriteAsync(SqliteDatabase database, string file, CancellationToken cancellation)
    {
        if (File.Exists(file))
            throw new StoreException($"{file} exists already; a backup is written to a new file.");

        var partial = $"{file}.partial";
        File.Delete(partial);
        StoreFile.Prepare(partial);
        await database.UseAsync(connection => Copy(connection, partial), cancellation);
        File.Move(partial, file);
    }

    /// <summary>Replaces what the store holds by what the backup holds, or leaves it as it is. The daemon must not run.</summary>
    public static async Task RestoreAsync(string backup, string file, CancellationToken cancellation)
    {
        if (!File.Exists(backup))
            throw new StoreException($"There is no backup {backup}.");

        StoreFile.Prepare(file);
        using var source = new SqliteDatabase(backup, new SqliteOptions());
        await source.UseAsync(
            connection =>
            {
                Check(connection, backup);
                return Copy(connection, file);
            },
            cancellation);
    }

    private static void Check(SqliteConnection connection, string backup)
    {
        if (SqliteMigrations.CheckVersion(connection, backup) == 0)
            throw new StoreException($"{backup} is no backup of a ContractWatch store.");

        using var check = new Statement(connection, "PRAGMA quick_check(1)");
        if (check.FirstText() is var answer and not "ok")
            throw new StoreException($"The backup {backup} is damaged: {answer}. Nothing was restored.");
    }

    private static bool Copy(SqliteConnection from, string file)
    {
        using var to = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Pooling = false }.ToString());
        to.Open();
        from.BackupDatabase(to);
        return true;
    }
}
