using System.Security.Cryptography;
using ContractWatch.Feeds;
using ContractWatch.Polling;
using ContractWatch.Rounds;
using ContractWatch.Storage;
using Quartz;

namespace ContractWatch.Scheduling;

/// <summary>Polls one feed when its schedule comes round. What fails here fails this feed alone.</summary>
[DisallowConcurrentExecution]
internal sealed partial class PollJob(
    IReadOnlyList<ConfiguredFeed> feeds, PollRound round, WatchDesk watches, IPollStore store, TimeProvider time, ILogger<PollJob> log) : IJob
{
    public const string FeedKey = "feed";

    /// <summary>How long to wait for a command that polls the same feed; then the next round will do.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    /// <summary>When the store cannot even keep that a feed fails, the schedule is not waited for.</summary>
    private static readonly TimeSpan WithoutStore = TimeSpan.FromMinutes(5);

    public static JobKey KeyOf(string feed) => new(feed, "poll");

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        var feed = feeds.Single(one => one.Id == context.MergedJobDataMap.GetString(FeedKey));
        try
        {
            if (await RestsUntilAsync(feed, cancellationToken) is { } until)
            {
                await RetryAsync(context, feed, until);
                return;
            }

            await JitterAsync(context, feed, cancellationToken);
            await watches.MergeOrWarnAsync(cancellationToken);
            var report = await round.RunAsync(feed, PlanReason.Scheduled, Patience, progress: null, cancellationToken);
            if (report.Owed > 0)
                await context.Scheduler.TriggerJob(DeliveryJob.Key, cancellationToken: CancellationToken.None);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            LogStopped(feed.Id);
            return;
        }
        catch (BusyException busy)
        {
            LogBusy(feed.Id, busy.Message);
        }
        catch (Exception fault)
        {
            LogFault(feed.Id, fault);
            await KeepFaultAsync(feed, fault);
        }

        await RetryIfFailingAsync(context, feed);
        GiveMemoryBack();
    }

    /// <summary>A poll of years of history leaves much behind, and then nothing happens for hours that would clear it away.</summary>
    private static void GiveMemoryBack() => GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);

    private async Task<DateTimeOffset?> RestsUntilAsync(ConfiguredFeed feed, CancellationToken cancellation)
    {
        var until = FeedBackoff.Until((await store.FeedAsync(feed.Id, cancellation)).Health);
        return until > time.GetUtcNow() ? until : null;
    }

    /// <summary>Only the schedule is blurred: a first poll, a retry or one that was missed starts at once.</summary>
    private async Task JitterAsync(IJobExecutionContext context, ConfiguredFeed feed, CancellationToken cancellation)
    {
        if (context.Trigger is not ICronTrigger)
            return;
        var tenth = feed.Schedule.IntervalAt(time.GetUtcNow()).TotalMilliseconds / 10;
        var most = (int)Math.Min(feed.Settings.JitterSeconds * 1000.0, tenth);
        if (most > 0)
            await Task.Delay(TimeSpan.FromMilliseconds(RandomNumberGenerator.GetInt32(most)), time, cancellation);
    }

    private async Task KeepFaultAsync(ConfiguredFeed feed, Exception fault)
    {
        try
        {
            var health = (await store.FeedAsync(feed.Id, CancellationToken.None)).Health;
            var coverage = new CoverageBook(await store.CoverageAsync(feed.Id, CancellationToken.None), time.GetUtcNow());
            await store.RecordFailureAsync(feed.Id, health.Failed(coverage.Started, fault.Message), coverage.Failed(fault.Message), CancellationToken.None);
        }
        catch (StoreException unwritable)
        {
            LogUnkept(feed.Id, unwritable.Message);
        }
    }

    private async Task RetryIfFailingAsync(IJobExecutionContext context, ConfiguredFeed feed)
    {
        try
        {
            if (FeedBackoff.Until((await store.FeedAsync(feed.Id, CancellationToken.None)).Health) is { } until)
                await RetryAsync(context, feed, until);
        }
        catch (StoreException)
        {
            await RetryAsync(context, feed, time.GetUtcNow() + WithoutStore);
        }
    }

    /// <summary>A failing feed is asked again when it has rested, not when its schedule next comes round.</summary>
    private static async Task RetryAsync(IJobExecutionContext context, ConfiguredFeed feed, DateTimeOffset at)
    {
        var trigger = TriggerBuilder.Create().WithIdentity(feed.Id, "retry").ForJob(KeyOf(feed.Id)).StartAt(at).Build();
        await context.Scheduler.ScheduleTrigger(trigger, TriggerConflict.Replace, CancellationToken.None);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "{Feed}: stopped in the middle of a poll; it will be read again")]
    private partial void LogStopped(string feed);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Feed}: {Message}")]
    private partial void LogBusy(string feed, string message);

    [LoggerMessage(Level = LogLevel.Error, Message = "{Feed}: the poll failed")]
    private partial void LogFault(string feed, Exception fault);

    [LoggerMessage(Level = LogLevel.Error, Message = "{Feed}: that the poll failed could not be kept: {Message}")]
    private partial void LogUnkept(string feed, string message);
}
