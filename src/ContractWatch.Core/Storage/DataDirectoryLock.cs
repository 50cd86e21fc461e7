using System.Globalization;

namespace ContractWatch.Storage;

/// <summary>What the daemon holds while it runs: one daemon to a data directory.</summary>
public static class DataDirectoryLock
{
    public const string FileName = "contractwatch.lock";

    /// <summary>Held until it is disposed, or the process ends.</summary>
    /// <exception cref="StoreException">Another ContractWatch holds the directory, or it cannot be written.</exception>
    public static NamedLock Acquire(string directory)
    {
        var file = Path.Combine(directory, FileName);
        if (NamedLock.TryHold(file) is { } held)
            return held;

        var process = NamedLock.HolderOf(file) is { } id ? string.Create(CultureInfo.InvariantCulture, $" (process {id})") : "";
        throw new StoreException($"another ContractWatch{process} is running on {directory}");
    }
}
