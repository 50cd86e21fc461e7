using System.Globalization;
using ContractWatch.Alerting;

namespace ContractWatch.Delivery.GitHubIssues;

/// <summary>One issue in place of very many: a line for each award.</summary>
internal static class RollUpText
{
    public static string Title(Letter letter, IReadOnlyList<AwardStory> stories) => string.Create(
        CultureInfo.InvariantCulture, $"{stories.Count} more awards changed on {letter.Message.Created.UtcDateTime:yyyy-MM-dd}: too many for an issue each");

    public static string Body(Letter letter, IReadOnlyList<AwardStory> stories, string thread)
    {
        var markers = $"{Marker.Thread(thread)}\n{Marker.Told(letter.Message.Key)}";
        var lines = stories.Select(Line).ToList();
        for (var shown = lines.Count; ; shown = shown * 3 / 4)
        {
            var rest = shown == lines.Count ? "" : string.Create(CultureInfo.InvariantCulture, $"\n\n{lines.Count - shown} more do not fit here; `contractwatch changes` shows them.");
            var body = $"{string.Join('\n', lines.Take(shown))}{rest}\n\n{markers}\n";
            if (body.Length <= IssueText.LongestBody || shown == 0)
                return body;
        }
    }

    private static string Line(AwardStory story)
    {
        var page = story.Page is { } address ? $" [official page](<{address.AbsoluteUri}>)" : "";
        var headlines = string.Join(' ', story.Changes.Select(change => change.Headline));
        return EscapingFormat.Markdown.Of($"- **{story.Subject}**: {ForeignText.OneLine(headlines, 400)}") + page;
    }
}
