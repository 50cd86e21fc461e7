using Quartz;

namespace ContractWatch.Configuration;

/// <summary>When a feed is polled: a Quartz cron expression with seconds, read in UTC.</summary>
internal sealed class CronSchedule
{
    private readonly CronExpression _cron;

    public CronSchedule(string expression) => _cron = CronExpression.Parse(expression).WithTimeZone(TimeZoneInfo.Utc);

    public CronExpression Expression => _cron;

    /// <summary>What is wrong with an expression, or null.</summary>
    public static string? Refuse(string expression)
    {
        try
        {
            CronExpression.Parse(expression);
            return null;
        }
        catch (FormatException fault)
        {
            return $"\"{expression}\" is not a Quartz cron expression (second minute hour day-of-month month day-of-week): {fault.Message}";
        }
    }

    public DateTimeOffset? NextAfter(DateTimeOffset moment) => _cron.GetNextValidTimeAfter(moment);

    /// <summary>Has the schedule come round since the moment? Always, when it never ran.</summary>
    public bool IsDue(DateTimeOffset? last, DateTimeOffset now) => last is null || NextAfter(last.Value) is { } next && next <= now;

    /// <summary>From one firing to the one after it, as things stand now; a day when it fires no more.</summary>
    public TimeSpan IntervalAt(DateTimeOffset now) =>
        NextAfter(now) is { } next && NextAfter(next) is { } following ? following - next : TimeSpan.FromDays(1);
}
