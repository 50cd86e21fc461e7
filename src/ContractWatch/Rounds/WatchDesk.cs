using ContractWatch.Configuration;
using ContractWatch.Storage;
using ContractWatch.Watches;

namespace ContractWatch.Rounds;

/// <summary>Brings the stored watches in step with the watch files, one process at a time.</summary>
internal sealed partial class WatchDesk(WatchBook book, Settings settings, TimeProvider time, ILogger<WatchDesk> log)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <exception cref="WatchFilesException">A file has faults; what could be merged was.</exception>
    public async Task MergeAsync(CancellationToken cancellation)
    {
        if (await MergedAsync(cancellation) is { Faults: { Count: > 0 } faults })
            throw new WatchFilesException(faults);
    }

    /// <summary>As in the midst of running: a slip in a file is told in the log, and the watches stay as they were.</summary>
    public async Task MergeOrWarnAsync(CancellationToken cancellation)
    {
        foreach (var fault in (await MergedAsync(cancellation)).Faults)
            LogFault(fault.ToString());
    }

    private async Task<WatchBookReport> MergedAsync(CancellationToken cancellation)
    {
        await using var turn = await NamedLock.TryAcquireAsync(settings.DataDirectory, "watches", Patience, time, cancellation)
            ?? throw new BusyException("another process is changing the watches");
        var report = await book.MergeAsync(settings.Watches, Environment.CurrentDirectory, cancellation);
        if (report.Added.Count + report.Changed.Count + report.Removed.Count > 0)
            LogMerged(report.Added.Count, report.Changed.Count, report.Removed.Count);
        return report;
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "watch files: {Added} watches added, {Changed} changed, {Removed} removed")]
    private partial void LogMerged(int added, int changed, int removed);

    [LoggerMessage(Level = LogLevel.Error, Message = "watch file: {Fault}; its watches stay as they were")]
    private partial void LogFault(string fault);
}
