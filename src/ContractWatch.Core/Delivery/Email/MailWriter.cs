using System.Globalization;
using System.Text;
using ContractWatch.Alerting;
using ContractWatch.Matching;
using ContractWatch.Watches;

namespace ContractWatch.Delivery.Email;

/// <summary>Writes a letter as a mail.</summary>
/// <param name="from">Whom mails are from.</param>
/// <param name="time">What time it is.</param>
/// <param name="links">By which the subscriber changes their mind; null for none.</param>
public sealed class MailWriter(string from, TimeProvider time, SubscriberLinks? links = null)
{
    /// <summary>More awards than this are no mail to read: the rest goes with it as a table.</summary>
    public const int MostShown = 50;

    /// <summary>
    /// Bytes. Gmail hides what comes after about 102 KB
    /// (https://www.spamresource.com/2022/01/what-is-gmail-clipping-and-what-to-do.html); the encoding adds some.
    /// </summary>
    public const int LongestHtml = 90_000;

    private readonly string _host = MailAddresses.Host(from) ?? "localhost";
    private readonly string _address = MailAddresses.Bare(from);

    public Mail Write(Letter letter)
    {
        var stories = AlertText.ByAward(letter.Changes, letter.Notes);
        var (content, html, table) = letter.Notice is { } notice ? Of(notice, letter.Message) : Fitting(letter, stories);
        return new Mail
        {
            MessageId = Id(letter.Message.Key),
            From = from,
            To = letter.Message.Address,
            Subject = content.Subject,
            Date = time.GetUtcNow(),
            Text = MailText.Of(content),
            Html = html,
            Headers = [.. Headers(letter, stories)],
            Attachment = table,
            FileName = string.Create(CultureInfo.InvariantCulture, $"{letter.Message.Created.UtcDateTime:yyyyMMdd'T'HHmmss'Z'}-{letter.Message.Key}"),
        };
    }

    private static (MailContent Content, string Html, MailAttachment? Table) Of(Notice notice, OutboxMessage message)
    {
        var content = new MailContent
        {
            Subject = ForeignText.OneLine(notice.Subject, ForeignText.NameLength),
            Summary = "",
            Stories = [],
            IsDigest = false,
            Paragraphs = [.. notice.Lines.Where(line => line.Length > 0)],
            Coverage = [],
            References = [Reference(message)],
        };
        return (content, MailHtml.Of(content), null);
    }

    /// <summary>As much as a mail has room for, and the rest as a table.</summary>
    private (MailContent Content, string Html, MailAttachment? Table) Fitting(Letter letter, IReadOnlyList<AwardStory> stories)
    {
        for (var room = new MailRoom(MostShown, MailRoom.MostChanges); ; room = room.Less())
        {
            var extract = MailExtract.Of(letter, stories, room, MailTable.FileName(DigestTitle.Day(letter)));
            var content = Content(letter, stories, extract);
            var html = MailHtml.Of(content);
            if (Encoding.UTF8.GetByteCount(html) <= LongestHtml || room.IsLeast)
                return (content, html, extract.Rest.Count == 0 ? null : MailTable.Of(extract.Rest, letter.Notes, DigestTitle.Day(letter)));
        }
    }

    private MailContent Content(Letter letter, IReadOnlyList<AwardStory> stories, MailExtract extract)
    {
        var (summary, shown) = (DigestTitle.Summary(letter, stories.Count), extract.Stories);
        return new MailContent
        {
            Subject = DigestTitle.Of(letter, stories[0], summary),
            Summary = summary,
            Rest = extract.Rest.Count == 0 ? null : Rest(extract, stories.Count - shown.Count, MailTable.FileName(DigestTitle.Day(letter))),
            More = extract.Rest.Count > 0 && links?.ToRead(letter.Message.Key) is { } whole ? [Whole(stories.Count, whole)] : [],
            Stories = shown,
            IsDigest = stories.Count > 1,
            Coverage = [.. letter.Coverage.Select(CoverageText.Line)],
            Cause = Cause(letter),
            WayOut = WayOut(letter),
            References = [.. References(letter, extract.Shown)],
        };
    }

    private static string Rest(MailExtract extract, int awards, string table) => awards > 0
        ? $"The {extract.Stories.Count} most severe are shown here; {DigestTitle.Count(awards, "more award")} {(awards == 1 ? "is" : "are")} in the attached table {table}."
        : $"The most severe are shown here; {DigestTitle.Count(extract.Rest.Count, "more change")} {(extract.Rest.Count == 1 ? "is" : "are")} in the attached table {table}.";

    private static MailLink Whole(int awards, string address)
    {
        var what = awards == 1 ? "Every change is on a page of its own" : string.Create(CultureInfo.InvariantCulture, $"All {awards} awards are on a page of their own");
        return new MailLink(string.Create(CultureInfo.InvariantCulture, $"{what} for {SubscriptionTokens.ReadableDays} days"), address);
    }

    /// <summary>References name a message that was never sent: mail programs keep together what refers to the same one.</summary>
    private IEnumerable<MailHeader> Headers(Letter letter, IReadOnlyList<AwardStory> stories)
    {
        if ((letter.Notice?.Thread ?? (letter.Message.Award is null ? null : stories[0].Thread)) is { } thread)
        {
            yield return new MailHeader("In-Reply-To", Id(thread));
            yield return new MailHeader("References", Id(thread));
        }

        yield return new MailHeader("List-Id", $"ContractWatch <contractwatch.{_host}>");
        // Nobody writes to the list: no mail program offers it (https://www.rfc-editor.org/rfc/rfc2369#section-3.4).
        yield return new MailHeader("List-Post", "NO");
        // A question or a word to operators is no subscription: a link would end nothing, and a click on it would promise that it did.
        var leave = letter.Notice is null ? links?.Of(TokenPurpose.Leave, letter.Message.Address) : null;
        yield return new MailHeader("List-Unsubscribe", $"{(leave is null ? "" : $"<{leave}>, ")}<mailto:{_address}?subject=unsubscribe>");
        if (leave is not null && links!.AllowsOneClick)
            yield return new MailHeader("List-Unsubscribe-Post", "List-Unsubscribe=One-Click");
        yield return new MailHeader("Auto-Submitted", "auto-generated");
        if (stories.Any(story => story.Severity == Severity.Urgent))
            yield return new MailHeader("Importance", "high");
    }

    private static string Cause(Letter letter)
    {
        var watches = letter.Message.Alerts.Select(alert => alert.WatchId).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        return $"You get this because this address subscribes to {(watches.Count == 1 ? "the watch" : "the watches")} {string.Join(", ", watches)} of ContractWatch.";
    }

    private WayOut WayOut(Letter letter)
    {
        if (links?.Of(TokenPurpose.Manage, letter.Message.Address) is { } manage)
            return new WayOut($"To change or end it: {manage}", "Change or end what you get", manage);
        var sentence = $"To end it, write to {_address} with the subject \"unsubscribe\".";
        return new WayOut(sentence, sentence, $"mailto:{_address}?subject=unsubscribe");
    }

    private static IEnumerable<string> References(Letter letter, IReadOnlyList<MatchedChange> shown)
    {
        foreach (var award in AlertText.Awards(shown))
            yield return $"{award[^1].Change.Feed} {ForeignText.OneLine(award[^1].Change.Action.Key.Award.Value, 200)}: {string.Join(", ", award.Select(told => $"{told.Change.Kind}={told.Change.Id}"))}";
        yield return Reference(letter.Message);
    }

    /// <summary>Ids stand behind an equals sign: behind a space SpamAssassin takes one in sixty for an address of Bitcoin.</summary>
    private static string Reference(OutboxMessage message) => $"message={message.Key}";

    private string Id(string key) => $"<{key}@{_host}>";
}
