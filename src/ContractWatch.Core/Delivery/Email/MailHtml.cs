using System.Security.Cryptography;
using System.Text;
using ContractWatch.Alerting;

namespace ContractWatch.Delivery.Email;

/// <summary>
/// The HTML part of a mail: one column for a phone, no colours of text of its own so that light and dark both read, nothing
/// loaded from anywhere. Whatever is interpolated is escaped.
/// </summary>
internal static class MailHtml
{
    private const string Style = """
        :root { color-scheme: light dark; }
        body { margin: 0; padding: 16px; font: 16px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, Arial, sans-serif; }
        h1 { font-size: 20px; line-height: 1.3; margin: 0 0 8px; }
        h2 { font-size: 18px; line-height: 1.3; margin: 0 0 12px; }
        h3 { font-size: 16px; line-height: 1.4; margin: 20px 0 4px; }
        p, dl, ul { margin: 0 0 12px; }
        ul { padding-left: 20px; }
        ins { text-decoration: none; font-weight: bold; }
        dt { font-size: 14px; opacity: .8; }
        dd { margin: 0 0 6px; }
        hr { border: 0; border-top: 1px solid #888; margin: 24px 0 16px; }
        .award { border-top: 1px solid #888; margin-top: 24px; padding-top: 20px; }
        .urgent { border-left: 4px solid #d33; padding-left: 10px; }
        .follow { display: inline-block; padding: 12px 0; }
        .quiet { font-size: 14px; opacity: .8; }
        @media (min-width: 480px) { dl { display: grid; grid-template-columns: 88px 1fr; } dt { padding-top: 2px; } }
        """;

    private const string Head = $"""
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light dark">
        <meta name="supported-color-schemes" content="light dark">
        <style>
        {Style}
        </style>
        """;

    private const string MainStyle = "max-width: 600px; margin: 0 auto; overflow-wrap: anywhere; word-break: break-word";

    /// <summary>The styles of its own, for the policy of a page that takes no others (https://www.w3.org/TR/CSP3/#unsafe-hashes-usage).</summary>
    public static string StyleSources { get; } = $"'{HashOf($"\n{Style}\n")}' 'unsafe-hashes' '{HashOf(MainStyle)}'";

    public static string Of(MailContent content)
    {
        var page = new Page();
        page.Raw(Head);
        page.Add($"<title>{content.Subject}</title>");
        // Programs that leave styles of the head out keep those of an element: a long word must not push the text out of the window.
        page.Raw($"</head>\n<body>\n<main style=\"{MainStyle}\">");
        if (content.IsDigest)
            page.Add($"<h1>{content.Summary}</h1>");
        if (content.Rest is not null)
            page.Add($"<p>{content.Rest}</p>");
        Links(page, content);
        if (content.Paragraphs.Count > 0)
            page.Add($"<h1>{content.Subject}</h1>");
        foreach (var paragraph in content.Paragraphs)
            Paragraph(page, paragraph);
        foreach (var story in content.Stories)
            Story(page, story, content.IsDigest);
        page.Raw("<hr>");
        Links(page, content);
        foreach (var line in content.Coverage)
            page.Add($"<p class=\"quiet\">{line}</p>");
        if (content.Cause is not null)
            page.Add($"<p class=\"quiet\">{content.Cause}</p>");
        if (content.WayOut is { } wayOut)
            page.Add($"<p class=\"quiet\"><a class=\"follow\" href=\"{wayOut.Address}\">{wayOut.Words}</a></p>");
        page.Raw($"<p class=\"quiet\">{string.Join("<br>\n", content.References.Select(ForeignText.Html))}</p>");
        page.Raw("</main>\n</body>\n</html>");
        return page.ToString();
    }

    private static void Links(Page page, MailContent content)
    {
        foreach (var link in content.More)
            page.Add($"<p><a class=\"follow\" href=\"{link.Address}\">{link.Words}</a></p>");
    }

    private static string HashOf(string style) => $"sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(style)))}";

    private static void Paragraph(Page page, string paragraph)
    {
        if (Uri.TryCreate(paragraph, UriKind.Absolute, out var address) && (address.Scheme == Uri.UriSchemeHttps || address.Scheme == Uri.UriSchemeHttp))
            page.Add($"<p><a class=\"follow\" href=\"{address.AbsoluteUri}\">{paragraph}</a></p>");
        else
            page.Add($"<p>{paragraph}</p>");
    }

    private static void Story(Page page, AwardStory story, bool isDigest)
    {
        if (isDigest)
            page.Add($"<section class=\"award\">\n<h2>{story.Subject}</h2>");
        foreach (var (change, index) in story.Changes.Select((change, index) => (change, index)))
            Change(page, change, isDigest ? "h3" : index == 0 ? "h1" : "h2");

        page.Raw("<dl>");
        foreach (var fact in story.Facts)
            page.Add($"<dt>{fact.Label}</dt><dd>{fact.Text}</dd>");
        page.Raw("</dl>");
        foreach (var reason in story.Reasons)
            page.Add($"<p><b>Why:</b> {reason}</p>");
        foreach (var note in story.Notes)
            page.Add($"<p><b>Note:</b> {note}</p>");
        if (story.Page is { } address)
            page.Add($"<p><a class=\"follow\" href=\"{address.AbsoluteUri}\">Check it on the official page</a></p>");
        if (isDigest)
            page.Raw("</section>");
    }

    private static void Change(Page page, ChangeStory change, string heading)
    {
        var headline = EscapingFormat.Html.Of($"{(change.Severity == Severity.Urgent ? "Urgent: " : "")}{change.Headline}");
        page.Raw($"<{heading}{(change.Severity == Severity.Urgent ? " class=\"urgent\"" : "")}>{headline}</{heading}>");
        if (change.Edits.Count > 0)
        {
            page.Raw("<ul>");
            foreach (var edit in change.Edits)
                page.Add($"<li>{edit.Fact}: <del>{edit.Old}</del> → <ins>{edit.New}</ins></li>");
            page.Raw("</ul>");
        }

        if (change.Total is not null)
            page.Add($"<p>Obligated so far: <b>{change.Total}</b></p>");
        page.Add($"<p class=\"quiet\">{change.Dates}</p>");
        if (change.Description is not null)
            page.Add($"<p>Description: {change.Description}</p>");
    }

    private sealed class Page
    {
        private readonly StringBuilder _html = new();

        public void Raw(string markup) => _html.Append(markup).Append('\n');

        public void Add(FormattableString markup) => _html.Append(EscapingFormat.Html.Of(markup)).Append('\n');

        public override string ToString() => _html.ToString();
    }
}
