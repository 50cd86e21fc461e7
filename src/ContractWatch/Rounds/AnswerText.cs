using System.Globalization;
using ContractWatch.Alerting;
using ContractWatch.Awards;
using ContractWatch.Matching;
using ContractWatch.Polling;
using ContractWatch.Watches;

namespace ContractWatch.Rounds;

/// <summary>What is replied to maintainers, in plain text: the channel makes it harmless for the place where it is shown.</summary>
internal static class AnswerText
{
    private const int Samples = 5;

    public const string CertainAlready = "This match is certain already: nothing changes.";

    public const string ManyAwards = "This issue tells of many awards, and an answer here could mean any of them. Please answer in the issue of one award, or use contractwatch watch exclude or alias.";

    public static string Unreadable(string found, string expected) => $"Found {found}, expected {expected}. Nothing was changed.";

    public static string Refused(string what, string refusal) => $"{Name(what)}: {refusal}. Nothing was changed.";

    /// <param name="said">What is in force.</param>
    /// <param name="by">Who said it, where that may be told; null where it was said elsewhere, perhaps by an address.</param>
    public static string SaidBefore(Feedback said, string? by) => $"{Name(said.What)}: that was said{(by is null ? "" : $" by {by}")} on {Moment(said.At)} UTC, and counts. Nothing more was changed.";

    public static string NotHeard(string watch) => $"The watch {watch} does not tell this repository any more. Nothing was changed.";

    public static string Unmuted(string watch) => $"The watch {watch} tells this repository again, from now on.";

    public static string NotByItsCompany(Match? match) => string.Create(
        CultureInfo.InvariantCulture,
        $"This award was not matched by its company, but because {string.Join("; ", (match?.Evidence ?? []).Select(evidence => evidence.Text))}. A label says nothing of that, and nothing was changed. To leave out all awards of its recipient, comment /exclude; to look for other words, edit the watch.");

    public static string Muted(string watch, DateOnly until, int days, int muted) => string.Create(
        CultureInfo.InvariantCulture,
        $"The watch {watch} tells this repository nothing before {until:yyyy-MM-dd}; changes are recorded all the same. In the {Count(days, "day")} before, that would have kept back {Count(muted, "message")}. /mute off ends it.");

    /// <param name="days">How far back history was looked through for an alias.</param>
    public static string Said(Feedback said, HindsightReport report, int days)
    {
        var isNot = said.Kind == FeedbackKind.Exclude;
        var effect = isNot ? $"{Name(said.What)} is not the company that the watch {said.WatchId} asks for" : $"{Name(said.What)} is a name of the company that the watch {said.WatchId} asks for";
        List<string> lines =
        [
            $"{effect}. This counts from the next poll on.",
            .. isNot || report.NoLonger.Count > 0 ? Past(report) : [],
            .. isNot ? [] : History(report, days),
            $"To take it back: contractwatch watch takeback {said.WatchId} {said.Id}",
        ];
        return string.Join('\n', lines);
    }

    private static IEnumerable<string> Past(HindsightReport report) =>
        Examples($"Of {Count(report.Told, "change")} recorded for this watch so far, {report.NoLonger.Count} would not have been told", report.NoLonger);

    private static IEnumerable<string> History(HindsightReport report, int days) => Examples(
        string.Create(CultureInfo.InvariantCulture, $"Of {Count(report.Looked, "action")} signed in the last {days} days, {report.More.Count} would have been told that were not"), report.More);

    /// <summary>The newest, and how many more there are.</summary>
    private static IEnumerable<string> Examples(string sentence, IReadOnlyList<AwardAction> actions)
    {
        yield return actions.Count == 0 ? $"{sentence}." : $"{sentence}:";
        foreach (var action in actions.Reverse().Take(Samples))
            yield return $"- {Name(action.Recipient.Name)}: {ForeignText.OneLine(action.Piid ?? action.Key.Award.Value, 60)} {(action.Key.IsBase ? "" : $"{ForeignText.OneLine(action.Key.Number, 30)} ")}{Signed(action)}";
        if (actions.Count > Samples)
            yield return string.Create(CultureInfo.InvariantCulture, $"- and {actions.Count - Samples:N0} more");
    }

    private static string Signed(AwardAction action) => action.ActionDate is { } day ? string.Create(CultureInfo.InvariantCulture, $"signed {day:yyyy-MM-dd}") : "";

    private static string Name(string foreign) => ForeignText.OneLine(foreign, ForeignText.NameLength);

    private static string Moment(DateTimeOffset moment) => moment.UtcDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);

    private static string Count(long number, string what) => string.Create(CultureInfo.InvariantCulture, $"{number:N0} {what}{(number == 1 ? "" : "s")}");
}
