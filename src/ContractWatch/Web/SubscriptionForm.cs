using System.Globalization;
using ContractWatch.Watches;

namespace ContractWatch.Web;

/// <summary>The form on the page where a subscriber changes what they hear.</summary>
internal static class SubscriptionForm
{
    public static (Subscription? Changed, string? Fault) Read(Subscription heard, IFormCollection form)
    {
        if (!Enum.TryParse<Cadence>(form["every"].ToString(), ignoreCase: true, out var cadence) || !Enum.IsDefined(cadence))
            return (null, "How often? Immediately, daily or weekly.");
        if (form["at"].ToString() is { Length: > 0 } at && WatchRules.HourOf(at) is null)
            return (null, $"The hour was not understood: expected {WatchRules.HourRule}.");
        if (form["zone"].ToString() is { Length: > 0 } zone && !WatchRules.IsZone(zone))
            return (null, $"The time zone was not understood: expected {WatchRules.ZoneRule}.");
        if (form["mutedUntil"].ToString() is { Length: > 0 } until && Day(until) is null)
            return (null, $"The day was not understood: expected {WatchRules.DayRule}.");
        return (heard with
        {
            Cadence = cadence,
            Wishes = heard.Wishes with
            {
                At = WatchRules.HourOf(form["at"].ToString()),
                Zone = form["zone"].ToString() is { Length: > 0 } named ? named : null,
                MutedUntil = Day(form["mutedUntil"].ToString()),
                Paused = form["paused"].Count > 0,
            },
        }, null);
    }

    private static DateOnly? Day(string text) =>
        DateOnly.TryParseExact(text, WatchRules.DayForm, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
}
