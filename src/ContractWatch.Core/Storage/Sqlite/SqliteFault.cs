using System.Globalization;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace ContractWatch.Storage.Sqlite;

/// <summary>Says in words what the engine says in numbers (https://www.sqlite.org/rescode.html).</summary>
internal static class SqliteFault
{
    public static StoreException In(string file, SqliteException fault) => new(
        fault.SqliteErrorCode switch
        {
            raw.SQLITE_FULL => $"The store {file} could not be written: the disk, or the size the store may have, is full. Nothing was kept of this change. Make room and it goes on.",
            raw.SQLITE_NOTADB => $"{file} is no SQLite database. Move it away to start with an empty store, or restore a backup.",
            raw.SQLITE_CORRUPT => $"The store {file} is damaged ({fault.Message}). Restore a backup; nothing was written.",
            raw.SQLITE_CANTOPEN => $"The store {file} cannot be opened: the folder and the file must be readable and writable for the user ContractWatch runs as.",
            raw.SQLITE_READONLY or raw.SQLITE_PERM or raw.SQLITE_AUTH =>
                $"The store {file} cannot be written: the folder and the file must be writable for the user ContractWatch runs as.",
            raw.SQLITE_BUSY or raw.SQLITE_LOCKED => $"The store {file} is held by another process that has been writing for too long. Nothing was kept of this change; try again.",
            raw.SQLITE_IOERR => $"The store {file} could not be read or written: the disk failed ({Number(fault)}). Nothing was kept of this change.",
            _ => $"The store {file} failed: {fault.Message} ({Number(fault)}).",
        },
        fault);

    public static StoreException In(string file, JsonException fault) =>
        new($"The store {file} holds a text this version cannot read: {fault.Message}", fault);

    private static string Number(SqliteException fault) =>
        string.Create(CultureInfo.InvariantCulture, $"SQLite {fault.SqliteExtendedErrorCode}");
}
