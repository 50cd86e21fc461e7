using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using ContractWatch.Awards;
using ContractWatch.Matching;
using ContractWatch.Watches;

namespace ContractWatch.Delivery.Email;

public sealed partial class DigestPageTests(MailBrowser browser) : IClassFixture<MailBrowser>
{
    [Fact]
    public void A_page_reads_as_approved()
    {
        var letter = Digest(Told.Matched(Told.Change(ChangeKind.NewAward, Told.Action("0", award: "CONT_AWD_70CTD0001_7012"))), Told.Matched(Told.Change(action: Hostile.Action)));

        var page = Page(letter);

        page.ShouldBeApproved("page.digest.html");
        page.ShouldNotContain("<script");
        page.ShouldNotContain("<img");
        page.ShouldNotContain(letter.Message.Address);
    }

    [Fact]
    public void Every_award_is_on_one_page_and_every_change_in_the_table()
    {
        const int awards = (2 * DigestPage.AwardsOnAPage) + 1;
        var letter = Digest([.. Enumerable.Range(0, awards).Select(Award), Told.Matched(Told.Change(action: Told.Action("P00009", award: "CONT_AWD_70CTD0000_7012")))]);

        string[] pages = [.. Enumerable.Range(1, 3).Select(number => Page(letter, number))];

        var told = pages.SelectMany(page => Piid().Matches(page).Select(found => found.Value)).ToList();
        told.ShouldBe(Enumerable.Range(0, awards).Select(number => $"70CTD{number:0000}"));
        pages.ShouldAllBe(page => page.Contains("<h1>402 changes on 401 awards</h1>"));
        pages[0].ShouldContain("Modification P00009");
        pages[2].ShouldContain("<p>Awards 401 to 401 of 401 are shown here.</p>");
        pages.Select(page => (page.Contains("href=\"read?t=T&amp;page=1\""), page.Contains("href=\"read?t=T&amp;page=2\""), page.Contains("href=\"read?t=T&amp;page=3\"")))
            .ShouldBe([(false, true, false), (true, false, true), (false, true, false)]);
        Page(letter, 0).ShouldBe(pages[0]);
        Page(letter, int.MaxValue).ShouldBe(pages[2]);

        var rows = AttachedTable.Rows(DigestPage.Table(letter));
        rows.Select(row => row["change id"]).ShouldBe(letter.Changes.Select(change => change.Change.Id));
    }

    [Fact]
    public void A_page_is_called_as_its_mail_and_one_of_an_embargoed_watch_says_nothing_but_its_day()
    {
        var letter = Digest([.. Enumerable.Range(0, 2).Select(Award)]);

        Page(letter).ShouldContain("<title>ContractWatch daily digest 2026-08-13: 2 changes on 2 awards</title>");
        Page(letter with { IsDiscreet = true }).ShouldContain("<title>ContractWatch daily digest 2026-08-13</title>");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_page_of_one_award_is_called_as_its_mail(bool isDiscreet)
    {
        var changes = Enumerable.Range(1, 60).Select(number => Told.Matched(Told.Change(action: Told.Action($"P{number:00000}")))).ToArray();
        var letter = Told.Letter(Told.Watch("palantir", Told.Mail()), changes) with { Subject = "PALANTIR: 70CTD022FR0000170", IsDiscreet = isDiscreet };

        Page(letter).ShouldContain($"<title>{(isDiscreet ? Letter.DiscreetSubject : letter.Subject)}</title>");
    }

    [Fact]
    public void The_only_style_a_browser_takes_is_its_own()
    {
        var style = Style().Match(Page(Digest(Award(1)))).Groups[1].Value;

        DigestPage.ContentSecurityPolicy.ShouldContain($"style-src 'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(style)))}'");
    }

    [Fact]
    public async Task Under_its_own_policy_a_browser_shows_the_page_as_it_is_styled_and_complains_of_nothing()
    {
        Assert.SkipWhen(MailBrowser.WhyNot is not null, MailBrowser.WhyNot ?? "");
        var page = new MailPart("text/html; charset=utf-8", Encoding.UTF8.GetBytes(Page(Digest(Award(1)))));

        await using var shown = await browser.OpenAsync(page, MailScreen.Desk, DigestPage.ContentSecurityPolicy);

        (await shown.Page.EvaluateAsync<string>("getComputedStyle(document.querySelector('main')).maxWidth")).ShouldBe("600px");
        (await shown.Page.EvaluateAsync<string>("getComputedStyle(document.querySelector('h1')).fontSize")).ShouldBe("20px");
        shown.Spoken.Concat(shown.Asked).ShouldBeEmpty();
    }

    private static Letter Digest(params MatchedChange[] changes) => Told.Letter(Told.Watch("palantir", Told.Mail(cadence: Cadence.Daily)), changes);

    private static MatchedChange Award(int number) => Told.Matched(Told.Change(ChangeKind.NewAward, Told.Action("0", award: $"CONT_AWD_70CTD{number:0000}_7012")));

    private static string Page(Letter letter, int number = 1) => DigestPage.Of(letter, number, other => $"read?t=T&page={other}", "read.csv?t=T");

    [GeneratedRegex("(?<=<dt>Award</dt><dd>)[^<]+")]
    private static partial Regex Piid();

    [GeneratedRegex("<style>(.*?)</style>", RegexOptions.Singleline)]
    private static partial Regex Style();
}
