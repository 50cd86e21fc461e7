using System.Text;

namespace ContractWatch.Alerting;

/// <summary>A story as plain text, for mail programs without HTML and for terminals.</summary>
public static class StoryText
{
    public static string Of(AwardStory story)
    {
        var text = new StringBuilder();
        foreach (var change in story.Changes)
            Append(text, change);
        foreach (var fact in story.Facts)
            Line(text, $"{fact.Label}: {fact.Text}");
        Line(text, "");
        foreach (var reason in story.Reasons)
            Line(text, $"Why: {reason}");
        foreach (var note in story.Notes)
            Line(text, $"Note: {note}");
        if (story.Page is { } page)
            Line(text, $"Check it: {page.AbsoluteUri}");
        return text.ToString();
    }

    private static void Append(StringBuilder text, ChangeStory change)
    {
        Line(text, change.Severity == Severity.Urgent ? $"URGENT: {change.Headline}" : change.Headline);
        foreach (var edit in change.Edits)
            Line(text, $"  {edit.Fact}: {edit.Old} → {edit.New}");
        if (change.Total is not null)
            Line(text, $"  Obligated so far: {change.Total}");
        Line(text, $"  {change.Dates}");
        if (change.Description is not null)
            Line(text, $"  Description: {change.Description}");
        Line(text, "");
    }

    private static void Line(StringBuilder text, string line) => text.Append(line).Append('\n');
}
