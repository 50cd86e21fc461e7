using System.Globalization;
using ContractWatch.Alerting;
using ContractWatch.Awards;
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

    private readonly string _host = MailAddresses.Host(from) ?? "localhost";
    private readonly string _address = MailAddresses.Bare(from);

    public Mail Write(Letter letter)
    {
        var stories = AlertText.ByAward(letter.Changes, letter.Notes);
        var shown = Shown(stories);
        var table = shown.Count < stories.Count ? Table(letter, [.. shown.Select(story => (story.Feed, story.Award))]) : null;
        var content = letter.Notice is { } notice ? Content(notice, letter.Message) : Content(letter, stories, shown, table);
        return new Mail
        {
            MessageId = Id(letter.Message.Key),
            From = from,
            To = letter.Message.Address,
            Subject = content.Subject,
            Date = time.GetUtcNow(),
            Text = MailText.Of(content),
            Html = MailHtml.Of(content),
            Headers = [.. Headers(letter, stories)],
            Attachment = table,
            FileName = string.Create(CultureInfo.InvariantCulture, $"{letter.Message.Created.UtcDateTime:yyyyMMdd'T'HHmmss'Z'}-{letter.Message.Key}"),
        };
    }

    private static MailContent Content(Notice notice, OutboxMessage message) => new()
    {
        Subject = ForeignText.OneLine(notice.Subject, ForeignText.NameLength),
        Summary = "",
        Stories = [],
        Paragraphs = notice.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries),
        Coverage = [],
        References = [Reference(message)],
    };

    /// <summary>The most severe, in the order they came.</summary>
    private static IReadOnlyList<AwardStory> Shown(IReadOnlyList<AwardStory> stories) => stories.Count <= MostShown
        ? stories
        : [.. stories.Index().OrderByDescending(story => story.Item.Severity).Take(MostShown).OrderBy(story => story.Index).Select(story => story.Item)];

    private static MailAttachment Table(Letter letter, HashSet<(string Feed, AwardKey Award)> shown) => MailTable.Of(
        letter.Changes.Where(told => !shown.Contains((told.Change.Feed, told.Change.Action.Key.Award))),
        letter.Notes,
        Day(letter));

    private MailContent Content(Letter letter, IReadOnlyList<AwardStory> stories, IReadOnlyList<AwardStory> shown, MailAttachment? table)
    {
        var summary = $"{Count(letter.Changes.Count, "change")} on {Count(stories.Count, "award")}";
        return new MailContent
        {
            Subject = letter.IsDiscreet ? $"ContractWatch: {summary}" : letter.Message.Award is null ? $"ContractWatch {DigestName(letter)}: {summary}" : stories[0].Subject,
            Summary = summary,
            Rest = table is null ? null : $"The {shown.Count} most severe are shown here; {Count(stories.Count - shown.Count, "more award")} {(stories.Count - shown.Count == 1 ? "is" : "are")} in the attached table {table.FileName}.",
            Stories = shown,
            Coverage = [.. letter.Coverage.Select(CoverageText.Line)],
            Cause = Cause(letter),
            WayOut = WayOut(letter),
            References = [.. References(letter, shown)],
        };
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
        var leave = links?.Of(TokenPurpose.Leave, letter.Message.Address);
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

    private static IEnumerable<string> References(Letter letter, IReadOnlyList<AwardStory> shown)
    {
        var quoted = shown.Select(story => (story.Feed, story.Award)).ToHashSet();
        foreach (var award in letter.Changes.Select(told => told.Change).GroupBy(change => (change.Feed, change.Action.Key.Award)).Where(award => quoted.Contains(award.Key)))
            yield return $"{award.Key.Feed} {ForeignText.OneLine(award.Key.Award.Value, 200)}: {string.Join(", ", award.Select(change => $"{change.Kind}={change.Id}"))}";
        yield return Reference(letter.Message);
    }

    /// <summary>Ids stand behind an equals sign: behind a space SpamAssassin takes one in sixty for an address of Bitcoin.</summary>
    private static string Reference(OutboxMessage message) => $"message={message.Key}";

    private static string DigestName(Letter letter) =>
        string.Create(CultureInfo.InvariantCulture, $"{(letter.Message.Cadence == Cadence.Weekly ? "weekly" : "daily")} digest {Day(letter):yyyy-MM-dd}");

    private static DateOnly Day(Letter letter) => letter.Clock.DayOf(letter.Clock.Next(letter.Message.Cadence, letter.Message.Created));

    private string Id(string key) => $"<{key}@{_host}>";

    private static string Count(int number, string what) =>
        string.Create(CultureInfo.InvariantCulture, $"{number} {what}{(number == 1 ? "" : "s")}");
}
