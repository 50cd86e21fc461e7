using ContractWatch.Alerting;
using ContractWatch.Delivery;
using ContractWatch.Ledger;
using ContractWatch.Polling;
using ContractWatch.Watches;

namespace ContractWatch.Storage.InMemory;

/// <summary>A store that forgets, for tests. Several may look at one memory, as several processes at one file.</summary>
internal sealed class InMemoryStore(Memory? memory = null) : IStore
{
    private readonly Memory _memory = memory ?? new Memory();

    public IPollStore Polls => new InMemoryPolls(_memory);

    public IWatchStore Watches => new InMemoryWatches(_memory);

    public IChangeLog Changes => new InMemoryChangeLog(_memory);

    public IOutbox Outbox => new InMemoryOutbox(_memory);

    public INotices Notices => new InMemoryNotices(_memory);

    public ILedger Ledger => new InMemoryLedger(_memory);

    public Task BackupAsync(string file, CancellationToken cancellation) => throw new StoreException("a store in memory has no backup");

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
