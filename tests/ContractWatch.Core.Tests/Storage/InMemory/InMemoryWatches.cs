using ContractWatch.Watches;

namespace ContractWatch.Storage.InMemory;

internal sealed class InMemoryWatches(Memory memory) : IWatchStore
{
    public Task<IReadOnlyList<StoredWatch>> WatchesAsync(CancellationToken cancellation)
    {
        lock (memory.Gate)
            return Task.FromResult<IReadOnlyList<StoredWatch>>([.. memory.Watches.Values]);
    }

    public Task SaveAsync(StoredWatch watch, CancellationToken cancellation)
    {
        lock (memory.Gate)
            memory.Watches[watch.Watch.Id] = watch;
        return Task.CompletedTask;
    }

    public Task<bool> RemoveAsync(string watchId, CancellationToken cancellation)
    {
        lock (memory.Gate)
            return Task.FromResult(memory.Watches.Remove(watchId));
    }
}
