namespace ContractWatch.Watches;

/// <summary>The watches in force and who subscribes to them.</summary>
public interface IWatchStore
{
    Task<IReadOnlyList<StoredWatch>> WatchesAsync(CancellationToken cancellation);

    /// <summary>Adds the watch or replaces the one with its id. Subscriptions follow <see cref="Watch.Notify"/>.</summary>
    Task SaveAsync(StoredWatch watch, CancellationToken cancellation);

    /// <summary>Removes a watch and its subscriptions; what was recorded and owed stays. False when there is no such watch.</summary>
    Task<bool> RemoveAsync(string watchId, CancellationToken cancellation);
}

/// <summary>A watch and where it came from.</summary>
/// <param name="Watch">The watch.</param>
/// <param name="Origin">The watch file's path, or <see cref="CommandLine"/>.</param>
/// <param name="Since">When it came into force. Changes first seen before it are history to it.</param>
public sealed record StoredWatch(Watch Watch, string Origin, DateTimeOffset Since)
{
    public const string CommandLine = "command line";
}
