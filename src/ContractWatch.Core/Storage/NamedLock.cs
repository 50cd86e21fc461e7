using System.Globalization;

namespace ContractWatch.Storage;

/// <summary>
/// A lock that all processes on one data directory share, such as the right to poll one feed. The operating system holds it on an open
/// file, so it ends with its process, however that ends; the file itself stays and means nothing.
/// </summary>
public sealed class NamedLock : IDisposable, IAsyncDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    private readonly FileStream _held;
    private readonly string _holder;

    private NamedLock(FileStream held, string holder) => (_held, _holder) = (held, holder);

    /// <summary>Takes the lock, waiting for it at most so long; null when somebody else still has it.</summary>
    /// <exception cref="StoreException">The lock's file cannot be made.</exception>
    public static async Task<NamedLock?> TryAcquireAsync(
        string directory, string name, TimeSpan wait, TimeProvider time, CancellationToken cancellation)
    {
        var started = time.GetTimestamp();
        while (true)
        {
            cancellation.ThrowIfCancellationRequested();
            if (TryAcquire(directory, name) is { } held)
                return held;
            if (time.GetElapsedTime(started) >= wait)
                return null;
            await Task.Delay(Pause, time, cancellation);
        }
    }

    /// <summary>Takes the lock, or returns null when somebody else has it.</summary>
    /// <exception cref="StoreException">The lock's file cannot be made.</exception>
    public static NamedLock? TryAcquire(string directory, string name) => TryHold(FileOf(directory, name));

    /// <summary>The process that holds the lock, as far as it has said so; null when nobody has.</summary>
    public static int? HolderOf(string directory, string name) => HolderOf(FileOf(directory, name));

    /// <summary>The process that holds the lock on this file, as far as it has said so; null when nobody has.</summary>
    internal static int? HolderOf(string lockFile)
    {
        try
        {
            return int.TryParse(File.ReadAllText(HolderFile(lockFile)), NumberStyles.None, CultureInfo.InvariantCulture, out var process) ? process : null;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    public void Dispose()
    {
        File.Delete(_holder);
        _held.Dispose();
    }

    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }

    internal static NamedLock? TryHold(string lockFile)
    {
        if (TryTake(lockFile) is not { } held)
            return null;
        try
        {
            // The locked file cannot be read by others on every system, so the holder is named beside it.
            File.WriteAllText(HolderFile(lockFile), Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
            return new NamedLock(held, HolderFile(lockFile));
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            held.Dispose();
            throw CannotBeTaken(lockFile, fault);
        }
    }

    /// <summary>The lock without its holder's number, for what is held for moments; null when somebody else has it.</summary>
    internal static FileStream? TryTake(string lockFile)
    {
        try
        {
            StoreFile.MakeFolder(Path.GetDirectoryName(Path.GetFullPath(lockFile))!);
            return new FileStream(lockFile, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException fault) when (IsHeldByAnother(fault))
        {
            return null;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw CannotBeTaken(lockFile, fault);
        }
    }

    private static StoreException CannotBeTaken(string lockFile, Exception fault) =>
        new($"The lock {lockFile} cannot be taken: {fault.Message} The data directory must be writable.", fault);

    private static string FileOf(string directory, string name) => Path.Combine(directory, "locks", $"{Uri.EscapeDataString(name)}.lock");

    private static string HolderFile(string lockFile) => Path.ChangeExtension(lockFile, ".pid");

    /// <summary>EWOULDBLOCK of flock on Linux and on macOS, ERROR_SHARING_VIOLATION on Windows.</summary>
    private static bool IsHeldByAnother(IOException fault) => fault.HResult is 11 or 35 or unchecked((int)0x80070020);
}
