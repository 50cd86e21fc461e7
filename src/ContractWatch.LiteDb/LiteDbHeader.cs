using ContractWatch.Storage;

namespace ContractWatch.LiteDb;

/// <summary>
/// Tells a LiteDB file by its first page before the engine sees it: the engine cuts any file it opens to whole pages, a letter too
/// (https://github.com/litedb-org/LiteDB/blob/v5.0.21/LiteDB/Engine/Disk/StreamFactory/FileStreamFactory.cs).
/// </summary>
internal static class LiteDbHeader
{
    private const int At = 32;

    private static ReadOnlySpan<byte> Words => "** This is a LiteDB file **"u8;

    /// <exception cref="StoreException">The file holds something, and that is no LiteDB database.</exception>
    public static void Check(string file)
    {
        Span<byte> start = stackalloc byte[At + Words.Length];
        using var opened = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        if (opened.Length > 0 && (opened.ReadAtLeast(start, start.Length, throwOnEndOfStream: false) < start.Length || !start[At..].SequenceEqual(Words)))
            throw new StoreException($"{file} is no LiteDB database. Move it away to start with an empty store, or restore a backup.");
    }
}
