using System.Text;
using System.Text.RegularExpressions;
using ContractWatch.Awards;
using ContractWatch.Feeds;
using ContractWatch.Matching;
using ContractWatch.TestServers;
using ContractWatch.Watches;

namespace ContractWatch.Delivery.Email;

public sealed class MailTests
{
    private static readonly EmailOptions Options = new() { From = "ContractWatch <alerts@contracts.example.net>" };
    private static readonly SubscriptionTokens Tokens = new(new byte[32], new ImpatientTime(Told.Noon));
    private static readonly SubscriberLinks Links = new("https://watch.example.org/", Tokens);

    [Fact]
    public async Task A_mail_about_one_award_reads_as_approved()
    {
        var mail = await WriteAsync(Told.Letter(Told.Watch("palantir", Told.Mail()), Told.Matched()));

        Shown(mail).ShouldBeApproved("mail.modification");
        mail.Html.ShouldBeApproved("mail.modification.html");
    }

    [Fact]
    public async Task A_digest_reads_as_approved()
    {
        var mail = await WriteAsync(Digest());

        Shown(mail).ShouldBeApproved("mail.digest");
        mail.Html.ShouldBeApproved("mail.digest.html");
    }

    [Fact]
    public async Task A_mail_about_an_embargoed_watch_reads_as_approved()
    {
        var mail = await WriteAsync(Told.Letter(Told.Watch("palantir", Told.Mail()), Told.Matched()) with { IsDiscreet = true });

        Shown(mail).ShouldBeApproved("mail.discreet");
        mail.Html.ShouldBeApproved("mail.discreet.html");
    }

    [Fact]
    public async Task A_long_digest_shows_the_most_severe_awards_and_loses_none()
    {
        var changes = Enumerable.Range(1, MailWriter.MostShown + 2)
            .Select(number => Told.Matched(Told.Change(action: Told.Action(award: $"CONT_AWD_70CTD{number:0000}_7012") with { ActionType = number == MailWriter.MostShown + 2 ? "F" : "C" })))
            .ToArray();

        var mail = await WriteAsync(Told.Letter(Told.Watch("palantir", Told.Mail(cadence: Cadence.Daily)), changes));

        mail.Text.ShouldStartWith(
            "52 changes on 52 awards\n\nThe 50 most severe are shown here; 2 more awards are in the attached table contractwatch-2026-08-13.csv.\n\n1. ");
        mail.Html.ShouldContain("<p>The 50 most severe are shown here; 2 more awards are");
        var rows = AttachedTable.Rows(mail);
        rows.Select(row => row["award"]).ShouldBe(["70CTD0050", "70CTD0051"]);
        mail.Text.ShouldContain("URGENT");
        changes.ShouldAllBe(told => mail.Text.Contains(told.Change.Id) != rows.Any(row => row["change id"] == told.Change.Id));
    }

    [Fact]
    public async Task Where_people_reach_the_pages_a_long_digest_links_to_all_of_it()
    {
        var letter = LongDigest();
        var mail = await WriteAsync(letter, Links);

        var link = Regex.Match(mail.Text, @"^All 51 awards are on a page of their own for 90 days: (https://watch\.example\.org/read\?t=([\w-]+))$", RegexOptions.Multiline);
        Tokens.MessageOf(link.Groups[2].Value).ShouldBe((letter.Message.Key, false));
        mail.Html.ShouldContain($"<p><a class=\"follow\" href=\"{link.Groups[1].Value}\">All 51 awards are on a page of their own for 90 days</a></p>");
        mail.Text.ShouldContain("1 more award is in the attached table");
        mail.Attachment.ShouldNotBeNull();
    }

    [Fact]
    public async Task There_is_no_link_to_read_where_there_are_no_pages_or_the_mail_says_everything()
    {
        var fits = LongDigest() is var letter ? letter with { Changes = [.. letter.Changes.Skip(1)] } : null!;

        foreach (var mail in new[] { await WriteAsync(letter), await WriteAsync(letter, new SubscriberLinks("", Tokens)), await WriteAsync(fits, Links) })
        {
            mail.Text.ShouldNotContain("read?t=");
            mail.Html.ShouldNotContain("read?t=");
        }
    }

    [Fact]
    public async Task A_digest_that_fits_has_no_table()
    {
        var changes = Enumerable.Range(1, MailWriter.MostShown).Select(number => Told.Matched(Told.Change(action: Told.Action(award: $"CONT_AWD_70CTD{number:0000}_7012")))).ToArray();

        (await WriteAsync(Told.Letter(Told.Watch("palantir", Told.Mail(cadence: Cadence.Daily)), changes))).Attachment.ShouldBeNull();
    }

    [Fact]
    public async Task A_table_reads_as_approved_and_runs_no_formula()
    {
        var mail = await WriteAsync(LongDigest());

        Encoding.UTF8.GetString(mail.Attachment!.Content.Span).ShouldBeApproved("mail.table");
        AttachedTable.Rows(mail).ShouldAllBe(row => row.Where(cell => cell.Key != "amount").All(cell => cell.Value.Length == 0 || !"=+-@|%".Contains(cell.Value[0])));
        AttachedTable.Rows(mail)[0]["amount"].ShouldBe("-250000.00");
    }

    [Theory]
    [InlineData("ONE;TWO, \"THREE\" 'FOUR'", "ONE;TWO, \"THREE\" 'FOUR'")]
    [InlineData("x;=1+1", "x;'=1+1")]
    [InlineData("\u200D＝HYPERLINK(\"https://evil.example\")", "'\u200D＝HYPERLINK(\"https://evil.example\")")]
    [InlineData("ÉVOQ 株式会社 👩‍🚀", "ÉVOQ 株式会社 👩‍🚀")]
    public async Task A_table_that_is_read_back_holds_the_facts_and_every_cell_is_in_quotes(string published, string read)
    {
        var action = Told.Action() with { Piid = published, Description = published, Recipient = new Recipient { Name = published }, Obligation = Money.Usd(-0.5m) };
        var mail = await WriteAsync(LongDigest(action));

        var row = AttachedTable.Rows(mail).ShouldHaveSingleItem();
        (row["award"], row["vendor"], row["description"]).ShouldBe((read, read, read));
        (row["amount"], row["currency"], row["signed"], row["award key"]).ShouldBe(("-0.50", "USD", "2026-08-03", action.Key.Award.Value));
        Encoding.UTF8.GetString(mail.Attachment!.Content.Span).TrimStart('\uFEFF').TrimEnd().Split("\r\n")
            .ShouldAllBe(line => Regex.IsMatch(line, "^\"([^\"]|\"\")*\"(,\"([^\"]|\"\")*\"){16}$", RegexOptions.None, TimeSpan.FromSeconds(1)));
    }

    [Fact]
    public async Task Hostile_text_is_shown_as_text()
    {
        var mail = await WriteAsync(Told.Letter(Told.Watch("palantir", Told.Mail()), Told.Matched(Told.Change(action: Hostile.Action))));

        Shown(mail).ShouldBeApproved("mail.hostile");
        mail.Html.ShouldBeApproved("mail.hostile.html");
        mail.Html.ShouldNotContain("<script");
        mail.Html.ShouldNotContain("<img");
        mail.Headers.Select(header => header.Value).Append(mail.Subject).ShouldAllBe(value => !value.Contains('\n') && !value.Contains('\r'));
        mail.Subject.Length.ShouldBeLessThan(250);
    }

    [Fact]
    public async Task Mails_about_one_award_share_a_thread_and_a_subject_but_no_id()
    {
        var watch = Told.Watch("palantir", Told.Mail());
        var first = await WriteAsync(Told.Letter(watch, Told.Matched()));
        var second = await WriteAsync(Told.Letter(watch, Told.Matched(Told.Change(action: Told.Action("P00005")))));

        second.Subject.ShouldBe(first.Subject);
        Header(second, "References").ShouldBe(Header(first, "References"));
        second.MessageId.ShouldNotBe(first.MessageId);
        second.MessageId.ShouldMatch(@"^<[0-9a-f]{32}@contracts\.example\.net>$");
    }

    [Fact]
    public async Task An_award_whose_key_moved_is_one_story_under_its_new_key()
    {
        var mail = await WriteAsync(Told.Letter(Told.Watch("palantir", Told.Mail(cadence: Cadence.Daily)), [.. Told.Moved()]));

        mail.Subject.ShouldEndWith("2 changes on 1 award");
        mail.Html.Split("Check it on the official page").Length.ShouldBe(2);
        Told.Moved().ShouldAllBe(told => mail.Text.Contains(told.Change.Id));
        mail.Text.ShouldContain("usaspending CONT_AWD_70CTD022FR0000170_7012_MOVED_4732: modification");
    }

    [Fact]
    public async Task An_award_whose_key_moved_is_not_shown_and_in_the_table_besides()
    {
        var others = Enumerable.Range(1, MailWriter.MostShown).Select(number => Told.Matched(Told.Change(action: Told.Action(award: $"CONT_AWD_70CTD{number:0000}_7012"))));

        var mail = await WriteAsync(Told.Letter(Told.Watch("palantir", Told.Mail(cadence: Cadence.Daily)), [.. Told.Moved(), .. others]));

        AttachedTable.Rows(mail).ShouldHaveSingleItem()["award"].ShouldBe("70CTD0050");
    }

    [Fact]
    public async Task The_subject_about_an_embargoed_watch_says_nothing_and_stays_the_same_in_a_thread()
    {
        var watch = Told.Watch("palantir", Told.Mail());
        var (one, two) = (Told.Letter(watch, Told.Matched()), Told.Letter(watch, Told.Matched(), Told.Matched(Told.Change(action: Told.Action("P00005")))));
        var digest = Told.Letter(Told.Watch("palantir", Told.Mail(cadence: Cadence.Daily)), Told.Matched());

        (await WriteAsync(one with { IsDiscreet = true })).Subject.ShouldBe("ContractWatch: changes");
        (await WriteAsync(two with { IsDiscreet = true })).Subject.ShouldBe("ContractWatch: changes");
        (await WriteAsync(digest with { IsDiscreet = true })).Subject.ShouldBe("ContractWatch daily digest 2026-08-13");
    }

    [Fact]
    public async Task A_termination_is_marked_important()
    {
        var mail = await WriteAsync(Told.Letter(Told.Watch("palantir", Told.Mail()), Told.Matched(Told.Change(action: Told.Action() with { ActionType = "F" }))));

        Header(mail, "Importance").ShouldBe("high");
        mail.Text.ShouldStartWith("URGENT: Modification P00004 (terminate for convenience)");
    }

    [Fact]
    public void Every_fault_of_the_configuration_is_told() =>
        new EmailOptions { From = "nobody", Port = 0, UserName = "u", Security = MailSecurity.None }.Faults().Count().ShouldBe(3);

    /// <summary>Two awards, one of them with two changes; the feed has a gap.</summary>
    internal static Letter Digest()
    {
        var correction = Told.Change(ChangeKind.Correction) with
        {
            Fields = [new("obligation", "1600000.00 USD", "3200000.00 USD"), new("recipient", "PALANTIR TECHNOLOGIES INC.", "PALANTIR USG, INC."), new("actionDate", "2026-08-02", "2026-08-03")],
        };
        var termination = Told.Action("P00002", -250_000, "CONT_AWD_70B04C20F00000798_7014_HHSN316201500040W_7529") with
        {
            ActionType = "F",
            ActionDate = new DateOnly(2026, 5, 9),
            Description = "AWS CLOUD CREDITS",
            Recipient = new Recipient { Name = "FOUR POINTS TECHNOLOGY, L.L.C." },
            AwardingAgency = new Agency { Name = "Federal Acquisition Service", Department = "General Services Administration" },
        };
        var changes = new[]
        {
            Told.Matched(Told.Change(ChangeKind.NewAward, Told.Action("0"))),
            Told.Matched(correction),
            Told.Matched(Told.Change(action: termination), Told.Match(), Told.Match("amazon", Tier.Possible, Route.Reseller)),
        };
        var letter = Told.Letter(Told.Watch("palantir", Told.Mail(cadence: Cadence.Daily)), changes);
        var gap = new CoverageGap { Kind = GapKind.Poll, Since = Told.Noon, Reason = "api/v2/search: no whole answer within 120 s <b>" };
        return letter with { Coverage = [new FeedCoverage("usaspending", Told.Noon, [gap])] };
    }

    /// <summary>One award more than a mail shows, and that one takes money back and is hostile.</summary>
    internal static Letter LongDigest(AwardAction? last = null)
    {
        var shown = Enumerable.Range(1, MailWriter.MostShown).Select(number => Told.Matched(Told.Change(ChangeKind.NewAward, Told.Action("0", award: $"CONT_AWD_70CTD{number:0000}_7012"))));
        var rest = Told.Matched(Told.Change(action: last ?? Hostile.Action with { Obligation = Money.Usd(-250_000) }));
        return Told.Letter(Told.Watch("palantir", Told.Mail(cadence: Cadence.Daily)), [.. shown, rest]);
    }

    internal static string Shown(Mail mail) => string.Join('\n',
        [$"Message-ID: {mail.MessageId}", $"Date: {mail.Date:u}", $"From: {mail.From}", $"To: {mail.To}", $"Subject: {mail.Subject}", .. mail.Headers.Select(header => $"{header.Name}: {header.Value}"), "", mail.Text]);

    private static string? Header(Mail mail, string name) => mail.Headers.SingleOrDefault(header => header.Name == name)?.Value;

    [Fact]
    public async Task Only_what_can_be_unsubscribed_from_carries_links_that_do()
    {
        var time = new ImpatientTime(Told.Noon);
        var links = new SubscriberLinks("https://watch.example.org", new SubscriptionTokens(new byte[32], time));
        var letter = Told.Letter(Told.Watch("palantir", Told.Mail()), Told.Matched());

        var alert = await WriteAsync(letter, links);
        var notice = await WriteAsync(letter with { Message = letter.Message with { Alerts = [] }, Changes = [], Notice = new Notice("Needs care", "A feed fails.", "thread") }, links);

        alert.Headers.ShouldContain(new MailHeader("List-Unsubscribe-Post", "List-Unsubscribe=One-Click"));
        Unsubscribe(alert).ShouldStartWith("<https://watch.example.org/leave?t=");
        notice.Headers.ShouldNotContain(header => header.Name == "List-Unsubscribe-Post");
        Unsubscribe(notice).ShouldBe("<mailto:alerts@contracts.example.net?subject=unsubscribe>");

        static string Unsubscribe(Mail mail) => mail.Headers.Single(header => header.Name == "List-Unsubscribe").Value;
    }

    private static async Task<Mail> WriteAsync(Letter letter, SubscriberLinks? links = null)
    {
        var sender = new CapturingSender();
        await new EmailChannel(Options, sender, new ImpatientTime(Told.Noon), links).DeliverAsync(letter, TestContext.Current.CancellationToken);
        return sender.Mails.ShouldHaveSingleItem();
    }
}
