using System.Globalization;
using ContractWatch.Alerting;
using ContractWatch.Watches;

namespace ContractWatch.Delivery.Email;

/// <summary>Writes a letter as a mail.</summary>
public sealed class MailWriter(string from, TimeProvider time)
{
    private readonly string _host = MailAddresses.Host(from) ?? "localhost";
    private readonly string _address = MailAddresses.Bare(from);

    public Mail Write(Letter letter)
    {
        var stories = AlertText.ByAward(letter.Changes, letter.Notes);
        var content = Content(letter, stories);
        return new Mail
        {
            MessageId = Id(letter.Message.Key),
            From = from,
            To = letter.Message.Address,
            Subject = content.Subject,
            Date = time.GetUtcNow(),
            Text = MailText.Of(content),
            Html = MailHtml.Of(content),
            Headers = [.. Headers(letter.Message, stories)],
            FileName = string.Create(CultureInfo.InvariantCulture, $"{letter.Message.Created.UtcDateTime:yyyyMMdd'T'HHmmss'Z'}-{letter.Message.Key}"),
        };
    }

    private MailContent Content(Letter letter, IReadOnlyList<AwardStory> stories)
    {
        var summary = $"{Count(letter.Changes.Count, "change")} on {Count(stories.Count, "award")}";
        return new MailContent
        {
            Subject = letter.IsDiscreet ? $"ContractWatch: {summary}" : letter.Message.Award is null ? $"ContractWatch {DigestName(letter)}: {summary}" : stories[0].Subject,
            Summary = summary,
            Stories = stories,
            Coverage = [.. letter.Coverage.Select(CoverageText.Line)],
            Administration = [.. Administration(letter)],
        };
    }

    /// <summary>References name a message that was never sent: mail programs keep together what refers to the same one.</summary>
    private IEnumerable<MailHeader> Headers(OutboxMessage message, IReadOnlyList<AwardStory> stories)
    {
        if (message.Award is not null)
        {
            yield return new MailHeader("In-Reply-To", Id(stories[0].Thread));
            yield return new MailHeader("References", Id(stories[0].Thread));
        }

        yield return new MailHeader("List-Id", $"ContractWatch <contractwatch.{_host}>");
        yield return new MailHeader("List-Unsubscribe", $"<mailto:{_address}?subject=unsubscribe>");
        yield return new MailHeader("Auto-Submitted", "auto-generated");
        if (stories.Any(story => story.Severity == Severity.Urgent))
            yield return new MailHeader("Importance", "high");
    }

    private IEnumerable<string> Administration(Letter letter)
    {
        var watches = letter.Message.Alerts.Select(alert => alert.WatchId).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        yield return $"You get this because this address subscribes to {(watches.Count == 1 ? "the watch" : "the watches")} {string.Join(", ", watches)} of ContractWatch.";
        yield return $"To end it, write to {_address} with the subject \"unsubscribe\".";
        foreach (var award in letter.Changes.Select(told => told.Change).GroupBy(change => (change.Feed, change.Action.Key.Award)))
            yield return $"{award.Key.Feed} {ForeignText.OneLine(award.Key.Award.Value, 200)}: {string.Join(", ", award.Select(change => $"{change.Kind} {change.Id}"))}";
        yield return $"Message {letter.Message.Key}";
    }

    private static string DigestName(Letter letter)
    {
        var day = letter.Clock.DayOf(letter.Clock.Next(letter.Message.Cadence, letter.Message.Created));
        return string.Create(CultureInfo.InvariantCulture, $"{(letter.Message.Cadence == Cadence.Weekly ? "weekly" : "daily")} digest {day:yyyy-MM-dd}");
    }

    private string Id(string key) => $"<{key}@{_host}>";

    private static string Count(int number, string what) =>
        string.Create(CultureInfo.InvariantCulture, $"{number} {what}{(number == 1 ? "" : "s")}");
}
