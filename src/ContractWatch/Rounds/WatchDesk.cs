using ContractWatch.Configuration;
using ContractWatch.Matching;
using ContractWatch.Storage;
using ContractWatch.Watches;

namespace ContractWatch.Rounds;

/// <summary>Brings the stored watches in step with the watch files, one process at a time.</summary>
internal sealed partial class WatchDesk(
    WatchBook book, IWatchStore store, IMatcherFactory matchers, Settings settings, TimeProvider time, ILogger<WatchDesk> log)
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
            LogFault(fault.Place, fault.Expected);
    }

    private async Task<WatchBookReport> MergedAsync(CancellationToken cancellation)
    {
        await using var turn = await NamedLock.TryAcquireAsync(settings.DataDirectory, "watches", Patience, time, cancellation)
            ?? throw new BusyException("another process is changing the watches");
        var report = await book.MergeAsync(settings.Watches, Environment.CurrentDirectory, cancellation);
        if (report.Added.Count + report.Changed.Count + report.Removed.Count > 0)
            LogMerged(report.Added.Count, report.Changed.Count, report.Removed.Count);
        await ReviewAsync([.. report.Added, .. report.Changed], cancellation);
        return report;
    }

    /// <summary>
    /// A file's word is kept; that it can match nothing, or is too common, is said once, when it is new. Of a watch that is not
    /// public a log says nothing: 'watch try' does.
    /// </summary>
    private async Task ReviewAsync(HashSet<string> fresh, CancellationToken cancellation)
    {
        if (fresh.Count == 0)
            return;
        foreach (var watch in (await store.WatchesAsync(cancellation)).Select(stored => stored.Watch).Where(watch => fresh.Contains(watch.Id) && watch.Privacy == Privacy.Public))
        {
            if (WatchReach.WhyNothing(watch, matchers) is { } why)
                LogNothing(watch.Id, why);
            foreach (var advice in WatchAdvice.Of(watch))
                LogAdvice(watch.Id, advice.Text);
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "watch files: {Added} watches added, {Changed} changed, {Removed} removed")]
    private partial void LogMerged(int added, int changed, int removed);

    [LoggerMessage(Level = LogLevel.Warning, Message = "watch {Watch} can match nothing: {Why}")]
    private partial void LogNothing(string watch, string why);

    [LoggerMessage(Level = LogLevel.Information, Message = "watch {Watch}: {Advice}")]
    private partial void LogAdvice(string watch, string advice);

    /// <summary>Without what was found there: it may be a word of a watch that not everybody may know of.</summary>
    [LoggerMessage(Level = LogLevel.Error, Message = "watch file: {Place}: expected {Expected}, 'check' says what was found; its watches stay as they were")]
    private partial void LogFault(string place, string expected);
}
