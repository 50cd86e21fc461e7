namespace ContractWatch.Watches;

/// <summary>A watch store that forgets everything with the test.</summary>
internal sealed class MemoryWatchStore : IWatchStore
{
    private readonly SortedDictionary<string, StoredWatch> _watches = new(StringComparer.Ordinal);

    /// <summary>How often something was written: a merge that finds nothing new writes nothing.</summary>
    public int Writes { get; private set; }

    public StoredWatch this[string id] => _watches[id];

    public IEnumerable<string> Ids => _watches.Keys;

    public Task<IReadOnlyList<StoredWatch>> WatchesAsync(CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyList<StoredWatch>>([.. _watches.Values]);

    public Task SaveAsync(StoredWatch watch, CancellationToken cancellation)
    {
        Writes++;
        _watches[watch.Watch.Id] = watch;
        return Task.CompletedTask;
    }

    public Task<bool> RemoveAsync(string watchId, CancellationToken cancellation)
    {
        Writes++;
        return Task.FromResult(_watches.Remove(watchId));
    }
}
