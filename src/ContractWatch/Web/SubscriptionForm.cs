using ContractWatch.Awards;
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
        if (form["mutedUntil"].ToString() is { Length: > 0 } until && WatchRules.DayOf(until) is null)
            return (null, $"The day was not understood: expected {WatchRules.DayRule}.");
        if (form["changes"].Any(name => ChangeKind.Find(name ?? "") is null))
            return (null, $"The kind of change was not understood: expected some of {string.Join(", ", ChangeKind.All.Select(kind => kind.Name))}.");
        if (form["minimumAmount"].ToString() is { Length: > 0 } amount && WatchRules.AmountOf(amount) is null)
            return (null, $"The amount was not understood: expected {WatchRules.AmountRule}.");
        if (!WatchRules.IsNote(Note(form)))
            return (null, $"The note was not understood: expected {WatchRules.NoteRule}.");
        return (heard with
        {
            Cadence = cadence,
            Wishes = heard.Wishes with
            {
                At = WatchRules.HourOf(form["at"].ToString()),
                Zone = form["zone"].ToString() is { Length: > 0 } named ? named : null,
                MutedUntil = WatchRules.DayOf(form["mutedUntil"].ToString()),
                Paused = form["paused"].Count > 0,
                Changes = [.. form["changes"].Select(name => ChangeKind.Find(name!)!).Distinct()],
                MinimumAmount = WatchRules.AmountOf(form["minimumAmount"].ToString()) ?? 0,
                Note = Note(form) is { Length: > 0 } note ? note : null,
            },
        }, null);
    }

    /// <summary>Browsers end the lines of a form with CR LF, whatever was typed.</summary>
    private static string Note(IFormCollection form) => form["note"].ToString().ReplaceLineEndings("\n").Trim();
}
