using ContractWatch.Storage;

namespace ContractWatch.LiteDb;

/// <summary>The turn to use a file, held on a lock file by one user at a time over all processes, for as long as one use takes.</summary>
internal static class FileTurn
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(5);

    /// <exception cref="StoreException">Another process has held it for too long.</exception>
    public static async Task<IDisposable> TakeAsync(string lockFile, TimeSpan wait, CancellationToken cancellation)
    {
        var started = TimeProvider.System.GetTimestamp();
        while (true)
        {
            if (NamedLock.TryTake(lockFile) is { } held)
                return held;
            if (TimeProvider.System.GetElapsedTime(started) > wait)
                throw new StoreException($"The store of {lockFile} is held by another process that has been using it for too long. Nothing was kept of this change; try again.");
            await Task.Delay(Pause, TimeProvider.System, cancellation);
        }
    }
}
