using System.Globalization;

namespace ContractWatch.Storage.Sqlite;

/// <summary>How moments and days stand in the columns; see the first migration.</summary>
internal static class Moments
{
    private const string IsoDay = "yyyy-MM-dd";

    public static long Steps(this DateTimeOffset moment) => moment.UtcTicks - DateTimeOffset.UnixEpoch.UtcTicks;

    public static DateTimeOffset Moment(long steps) => DateTimeOffset.UnixEpoch.AddTicks(steps);

    public static string Iso(this DateOnly day) => day.ToString(IsoDay, CultureInfo.InvariantCulture);

    public static DateOnly Day(string iso) => DateOnly.ParseExact(iso, IsoDay, CultureInfo.InvariantCulture);
}
