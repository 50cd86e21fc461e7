using ContractWatch.Alerting;
using ContractWatch.Delivery;
using ContractWatch.Ledger;
using ContractWatch.Polling;
using ContractWatch.Storage;
using ContractWatch.Watches;

namespace ContractWatch.Rounds;

/// <summary>A store whose process dies before it owes a notice, when so many are owed.</summary>
internal sealed class MortalStore(IStore store, int diesAfter) : IStore, INotices
{
    private int _owed;

    public IPollStore Polls => store.Polls;

    public IWatchStore Watches => store.Watches;

    public IChangeLog Changes => store.Changes;

    public IOutbox Outbox => store.Outbox;

    public INotices Notices => this;

    public ILedger Ledger => store.Ledger;

    public Task OweAsync(OutboxMessage message, Notice notice, CancellationToken cancellation) =>
        _owed++ < diesAfter ? store.Notices.OweAsync(message, notice, cancellation) : throw new DeathException();

    public Task<Notice?> NoticeAsync(string messageKey, CancellationToken cancellation) => store.Notices.NoticeAsync(messageKey, cancellation);

    public Task BackupAsync(string file, CancellationToken cancellation) => store.BackupAsync(file, cancellation);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}

internal sealed class DeathException : Exception;
