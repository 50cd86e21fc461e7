using ContractWatch.Alerting;
using ContractWatch.Delivery;
using ContractWatch.Ledger;
using ContractWatch.Polling;
using ContractWatch.Watches;

namespace ContractWatch.Storage;

/// <summary>Everything one data directory remembers. Every port may be used by many callers at once, also while other processes use the same store.</summary>
public interface IStore : IAsyncDisposable
{
    IPollStore Polls { get; }

    IWatchStore Watches { get; }

    IChangeLog Changes { get; }

    IOutbox Outbox { get; }

    INotices Notices { get; }

    ILedger Ledger { get; }

    /// <summary>Writes a consistent copy while the store stays in use.</summary>
    /// <exception cref="StoreException">The file exists already or cannot be written.</exception>
    Task BackupAsync(string file, CancellationToken cancellation);
}
