using System.Text;
using ContractWatch.Alerting;

namespace ContractWatch.Delivery.Email;

/// <summary>The plain part of a mail.</summary>
internal static class MailText
{
    private const string Rule = "----------------------------------------";

    public static string Of(MailContent content)
    {
        var text = new StringBuilder();
        if (content.IsDigest)
            text.Append(content.Summary).Append("\n\n");
        if (content.Rest is not null)
            text.Append(content.Rest).Append("\n\n");
        foreach (var link in content.More)
            text.Append(link.Words).Append(": ").Append(link.Address).Append("\n\n");
        foreach (var paragraph in content.Paragraphs)
            text.Append(paragraph).Append("\n\n");
        foreach (var (story, index) in content.Stories.Select((story, index) => (story, index)))
        {
            if (content.IsDigest)
                text.Append(index + 1).Append(". ").Append(story.Subject).Append("\n\n");
            text.Append(StoryText.Of(story)).Append('\n');
        }

        text.Append(Rule).Append('\n');
        foreach (var line in content.Coverage.Append(content.Cause).Append(content.WayOut?.Sentence).Concat(content.References).Where(line => line is not null))
            text.Append(line).Append('\n');
        return text.ToString();
    }
}
