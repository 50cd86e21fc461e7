using System.Globalization;
using System.Text;
using ContractWatch.Alerting;

namespace ContractWatch.Delivery.GitHubIssues;

/// <summary>The overview as Markdown, between markers of ours; what people write before and after them stays.</summary>
internal static class OverviewText
{
    private const string Begin = "<!-- contractwatch:v1 overview -->";
    private const string End = "<!-- contractwatch:v1 /overview -->";

    private const string HowToAnswer = """
        **To answer an alert**, with write access to this repository, in its issue: the label `triage/false-positive` or `triage/confirmed`, or a comment
        - `/exclude` for the award's own recipient, or `/exclude NAME`: it is not the watched vendor
        - `/alias NAME`: it is the watched vendor, too
        - `/mute 30d`: this watch tells this repository nothing for so long; `/mute off` ends it

        A name is one as published, or a UEI. The answer says what the change would have done to past alerts.
        """;

    /// <param name="overview">What is shown.</param>
    /// <param name="numbers">The issues of its awards by thread.</param>
    public static string Section(Overview overview, IReadOnlyDictionary<string, int> numbers)
    {
        for (var (watches, awards) = (overview.Watches.Count, overview.Latest.Count); ; (watches, awards) = awards > 0 ? (watches, awards * 3 / 4) : (watches * 3 / 4, 0))
        {
            var section = Written(overview, numbers, watches, awards);
            if (section.Length <= IssueText.LongestBody || watches == 0)
                return section;
        }
    }

    /// <summary>The body with this section in place of the one before; made at its end when somebody removed it.</summary>
    public static string In(string body, string section)
    {
        var (start, end) = (body.IndexOf(Begin, StringComparison.Ordinal), body.IndexOf(End, StringComparison.Ordinal));
        return start >= 0 && end > start ? body[..start] + section + body[(end + End.Length)..] : $"{body.TrimEnd()}\n\n{section}\n";
    }

    private static string Written(Overview overview, IReadOnlyDictionary<string, int> numbers, int watches, int awards)
    {
        var text = new StringBuilder().Append(Begin).Append('\n')
            .Append(overview.Watches.Count == 0 ? "No public watch tells this repository now.\n" : "| Watch | Vendor | Awards | Changes | Last |\n|---|---|---|---|---|\n");
        foreach (var watch in overview.Watches.Take(watches))
            text.Append(Line($"| {watch.WatchId} | {ForeignText.OneLine(watch.Vendor, 100)} | {watch.Awards} | {watch.Changes} | {Day(watch.Last)} |"));
        if (watches < overview.Watches.Count)
            text.Append(Line($"\n{overview.Watches.Count - watches} more watches do not fit here; `contractwatch watch list` shows them."));
        if (awards > 0)
            text.Append("\n**Told last**\n\n");
        foreach (var award in overview.Latest.Take(awards))
            text.Append("- ").Append(numbers.TryGetValue(award.Thread, out var number) ? $"#{number.ToString(CultureInfo.InvariantCulture)} " : "").Append(Line($"{Day(award.Day)} {award.WatchId}: {ForeignText.OneLine(award.Subject, 200)}"));
        if (overview.Gaps.Count > 0)
            text.Append("\n**Not read**\n\n");
        foreach (var gap in overview.Gaps)
            text.Append(Line($"- {gap}"));
        return text.Append('\n').Append(HowToAnswer.ReplaceLineEndings("\n")).Append('\n').Append(End).ToString();
    }

    private static string Line(FormattableString markdown) => EscapingFormat.Markdown.Of(markdown) + "\n";

    private static string Day(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "";
}
