using System.Text;
using ContractWatch.Alerting;

namespace ContractWatch.Delivery.GitHubIssues;

/// <summary>
/// A story as an issue or a comment. What is too long for GitHub is written again with less in it, and says so: Markdown is
/// never cut.
/// </summary>
internal static class IssueText
{
    /// <summary>GitHub takes 65,536 characters; this leaves room for what it counts otherwise.</summary>
    public const int LongestBody = 58_000;

    private const int LongestTitle = 200;

    /// <summary>GitHub reads code in titles, and nothing else.</summary>
    /// <param name="subject">Of an award or a notice.</param>
    public static string Title(string subject) => ForeignText.OneLine(subject.Replace('`', '\''), LongestTitle);

    /// <summary>The body of the issue, with everything that stays the same of the award and the table that later changes join.</summary>
    public static string Body(Letter letter, AwardStory story, string thread)
    {
        var markers = $"{Marker.Thread(thread)}\n{Marker.Told(letter.Message.Key)}";
        var body = Fitting(story, LongestBody * 3 / 4, shown => Written(letter, story, shown, withFacts: true, markers));
        return IssueTable.With(body, IssueTable.Rows(letter, story), LongestBody);
    }

    /// <param name="reopened">Why the issue is opened again, when it is.</param>
    public static string Comment(Letter letter, AwardStory story, string? reopened)
    {
        var reason = reopened is null ? "" : $"*{EscapingFormat.Markdown.Of($"{reopened}")}*\n\n";
        return reason + Fitting(story, LongestBody - reason.Length, shown => Written(letter, story, shown, withFacts: false, Marker.Told(letter.Message.Key)));
    }

    private static string Fitting(AwardStory story, int longest, Func<Shown, string> write)
    {
        for (var shown = new Shown(story.Changes.Count, WithDetails: true); ; shown = shown.Less())
        {
            var body = write(shown);
            if (body.Length <= longest || shown.IsLeast)
                return body;
        }
    }

    private static string Written(Letter letter, AwardStory story, Shown shown, bool withFacts, string markers)
    {
        var page = new Page();
        foreach (var change in story.Changes.TakeLast(shown.Changes))
            Append(page, change, shown.WithDetails);
        if (shown.Changes < story.Changes.Count)
            page.Line($"{story.Changes.Count - shown.Changes} earlier changes do not fit here; `contractwatch award` and the official page show them.");
        if (!shown.WithDetails)
            page.Line($"The details do not fit here; `contractwatch award` and the official page show them.");

        if (withFacts)
        {
            page.Raw("| | |\n|---|---|");
            foreach (var fact in story.Facts)
                page.Line($"| {fact.Label} | {fact.Text} |");
            page.Raw("");
        }

        foreach (var reason in story.Reasons)
            page.Line($"**Why:** {reason}\n");
        foreach (var note in story.Notes)
            page.Line($"**Note:** {note}\n");
        if (story.Page is { } address)
            page.Raw($"[Check it on the official page](<{address.AbsoluteUri}>)\n");
        Administration(page, letter, story);
        if (withFacts)
            page.Raw("<sub>Wrong? With write access, put the label `triage/false-positive` here, or comment `/exclude`. Also heard: `triage/confirmed`, `/alias NAME`, `/mute 30d`.</sub>\n");
        page.Raw(markers);
        return page.ToString();
    }

    private static void Append(Page page, ChangeStory change, bool withDetails)
    {
        page.Line($"### {(change.Severity == Severity.Urgent ? "Urgent: " : "")}{change.Headline}\n");
        if (change.Total is not null)
            page.Line($"- Obligated so far: **{change.Total}**");
        page.Line($"- {change.Dates}");
        if (withDetails)
        {
            foreach (var edit in change.Edits)
                page.Line($"- {edit.Fact}: ~~{edit.Old}~~ → {edit.New}");
            if (change.Description is not null)
                page.Line($"- Description: {change.Description}");
        }

        page.Raw("");
    }

    private static void Administration(Page page, Letter letter, AwardStory story)
    {
        var watches = letter.Message.Alerts.Select(alert => alert.WatchId).Distinct(StringComparer.Ordinal);
        page.Line($"<sub>ContractWatch, watch {string.Join(", ", watches)}. {story.Feed} {ForeignText.OneLine(story.Award.Value, 200)}</sub>\n");
    }

    /// <summary>How much of a story is written: fewer changes first, then fewer details.</summary>
    private readonly record struct Shown(int Changes, bool WithDetails)
    {
        public bool IsLeast => Changes <= 1 && !WithDetails;

        public Shown Less() => Changes > 1 ? this with { Changes = Math.Max(1, Changes * 3 / 4) } : this with { WithDetails = false };
    }

    private sealed class Page
    {
        private readonly StringBuilder _markdown = new();

        public void Raw(string markdown) => _markdown.Append(markdown).Append('\n');

        public void Line(FormattableString markdown) => _markdown.Append(EscapingFormat.Markdown.Of(markdown)).Append('\n');

        public override string ToString() => _markdown.ToString();
    }
}
