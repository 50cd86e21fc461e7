using ContractWatch.Polling;
using ContractWatch.Rounds;
using Quartz;

namespace ContractWatch.Scheduling;

/// <summary>What runs when: a job for each enabled feed, one for delivery, one that hears answers, and one that looks after them all.</summary>
internal static class Timetable
{
    private static readonly TimeSpan DeliverEvery = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan CareEvery = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan HearEvery = TimeSpan.FromMinutes(5);

    /// <param name="services">Those of the host.</param>
    /// <param name="feeds">The configured feeds.</param>
    /// <param name="first">When each is polled first, out of turn; feeds that are not named wait for their schedule.</param>
    /// <param name="time">The clock everything goes by.</param>
    public static void AddTimetable(
        this IServiceCollection services, IReadOnlyList<ConfiguredFeed> feeds, IReadOnlyDictionary<string, DateTimeOffset> first, TimeProvider time)
    {
        var enabled = feeds.Where(feed => feed.IsEnabled).ToList();
        services.AddQuartz(quartz =>
        {
            quartz.UseTimeProvider(time);
            quartz.UseInMemoryStore();
            quartz.UseDefaultThreadPool(enabled.Count + 3);
            quartz.ConfigureScheduler(scheduler => scheduler.ShutdownJobInterruption = ShutdownJobInterruption.Always);
            foreach (var feed in enabled)
                AddPolling(quartz, feed, first);
            AddEvery<DeliveryJob>(quartz, DeliveryJob.Key, DeliverEvery);
            AddEvery<CareJob>(quartz, CareJob.Key, CareEvery);
            AddEvery<AnswerJob>(quartz, AnswerJob.Key, HearEvery);
        });
        services.AddQuartzHostedService(hosted => hosted.WaitForJobsToComplete = true);
    }

    /// <summary>
    /// The feeds whose schedule came round while nobody was there, and those that were never read: they are polled at once, or
    /// when they have rested.
    /// </summary>
    public static async Task<IReadOnlyDictionary<string, DateTimeOffset>> MissedAsync(
        IEnumerable<ConfiguredFeed> feeds, IPollStore store, DateTimeOffset now, CancellationToken cancellation)
    {
        var missed = new Dictionary<string, DateTimeOffset>(StringComparer.Ordinal);
        foreach (var feed in feeds.Where(feed => feed.IsEnabled))
        {
            var health = (await store.FeedAsync(feed.Id, cancellation)).Health;
            if (FeedBackoff.Until(health) is { } rested)
                missed.Add(feed.Id, rested > now ? rested : now);
            else if (feed.Schedule.IsDue(health.LastComplete, now))
                missed.Add(feed.Id, now);
        }

        return missed;
    }

    private static void AddEvery<TJob>(IQuartzBuilder quartz, JobKey key, TimeSpan interval)
        where TJob : IJob
    {
        quartz.AddJob<TJob>(job => job.WithIdentity(key));
        quartz.AddTrigger(trigger => trigger.ForJob(key).StartNow().WithSchedule(SimpleScheduleBuilder.Create().WithInterval(interval).RepeatForever()));
    }

    private static void AddPolling(IQuartzBuilder quartz, ConfiguredFeed feed, IReadOnlyDictionary<string, DateTimeOffset> first)
    {
        var job = PollJob.KeyOf(feed.Id);
        quartz.AddJob<PollJob>(poll => poll.WithIdentity(job).UsingJobData(PollJob.FeedKey, (object)feed.Id));
        quartz.AddTrigger(trigger => trigger.ForJob(job).WithIdentity(feed.Id, "schedule")
            .WithSchedule(CronScheduleBuilder.Create(feed.Schedule.Expression)
                .WithMisfireInstruction(CronTriggerMisfireInstruction.FireAndProceed)));
        if (first.TryGetValue(feed.Id, out var at))
            quartz.AddTrigger(trigger => trigger.ForJob(job).WithIdentity(feed.Id, "first").StartAt(at));
    }
}
