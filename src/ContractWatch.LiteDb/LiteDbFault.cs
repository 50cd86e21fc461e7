using System.Text.Json;
using ContractWatch.Storage;
using LiteDB;

namespace ContractWatch.LiteDb;

/// <summary>Says in words what the engine says in its own. On a damaged file it fails in whatever way its own code fails.</summary>
internal static class LiteDbFault
{
    private const int DiskFull = 28;
    private const int HandleDiskFull = unchecked((int)0x80070070);

    public static StoreException In(string file, Exception fault) => new(
        fault switch
        {
            LiteException { ErrorCode: LiteException.INVALID_DATABASE or LiteException.INVALID_DATAFILE_STATE } or IndexOutOfRangeException or InvalidCastException or NullReferenceException =>
                $"The store {file} is damaged ({fault.Message}). Restore a backup; nothing was written.",
            LiteException => $"The store {file} failed: {fault.Message} (LiteDB). Nothing was kept of this change.",
            JsonException => $"The store {file} holds a text this version cannot read: {fault.Message}",
            UnauthorizedAccessException => $"The store {file} cannot be used: the folder and its files must be readable and writable for the user ContractWatch runs as.",
            IOException { HResult: DiskFull or HandleDiskFull } => $"The store {file} could not be written: the disk is full. Nothing was kept of this change. Make room and it goes on.",
            _ => $"The store {file} could not be read or written: {fault.Message} Nothing was kept of this change.",
        },
        fault);
}
