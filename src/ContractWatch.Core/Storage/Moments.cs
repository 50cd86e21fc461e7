using System.Globalization;

namespace ContractWatch.Storage;

/// <summary>How stores keep moments and days: 100-nanosecond steps since 1970-01-01 UTC, and ISO 8601.</summary>
internal static class Moments
{
    private const string IsoDay = "yyyy-MM-dd";

    public static long Steps(this DateTimeOffset moment) => moment.UtcTicks - DateTimeOffset.UnixEpoch.UtcTicks;

    public static DateTimeOffset Moment(long steps) => DateTimeOffset.UnixEpoch.AddTicks(steps);

    public static string Iso(this DateOnly day) => day.ToString(IsoDay, CultureInfo.InvariantCulture);

    public static DateOnly Day(string iso) => DateOnly.ParseExact(iso, IsoDay, CultureInfo.InvariantCulture);
}
