using ContractWatch.Watches;

namespace ContractWatch.Alerting;

/// <summary>When a digest is due: every day, or every Monday, at one hour of the subscriber's time zone.</summary>
public sealed record DigestClock(TimeZoneInfo Zone, TimeOnly Hour)
{
    public static readonly DigestClock Default = new(TimeZoneInfo.Utc, new TimeOnly(7, 0));

    /// <summary>A zone that was known where somebody chose it may not be known here: then the hour is one of UTC, and nobody's poll stops for it.</summary>
    public static DigestClock Of(Wishes wishes) =>
        new(wishes.Zone is { } zone && TimeZoneInfo.TryFindSystemTimeZoneById(zone, out var found) ? found : Default.Zone, wishes.At ?? Default.Hour);

    /// <summary>Whether this machine knows the time zone.</summary>
    public static bool Knows(string zone) => TimeZoneInfo.TryFindSystemTimeZoneById(zone, out _);

    public DateOnly DayOf(DateTimeOffset moment) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(moment, Zone).DateTime);

    /// <summary>The first moment after now at which what is owed at this cadence may go out; now itself when it is owed immediately.</summary>
    public DateTimeOffset Next(Cadence cadence, DateTimeOffset now)
    {
        if (cadence == Cadence.Immediately)
            return now;

        var day = DayOf(now);
        while (At(day) <= now || (cadence == Cadence.Weekly && day.DayOfWeek != DayOfWeek.Monday))
            day = day.AddDays(1);
        return At(day);
    }

    /// <summary>The hour on that day. An hour that spring leaves out comes when the gap ends; one that autumn has twice comes the first time.</summary>
    private DateTimeOffset At(DateOnly day)
    {
        var local = day.ToDateTime(Hour);
        while (Zone.IsInvalidTime(local))
            local = local.AddMinutes(1);
        var offset = Zone.IsAmbiguousTime(local) ? Zone.GetAmbiguousTimeOffsets(local).Max() : Zone.GetUtcOffset(local);
        return new DateTimeOffset(local, offset).ToUniversalTime();
    }
}
