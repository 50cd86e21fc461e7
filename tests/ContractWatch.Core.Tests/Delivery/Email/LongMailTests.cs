using System.Text;
using ContractWatch.Awards;
using ContractWatch.Diffing;
using ContractWatch.Matching;
using ContractWatch.TestServers;
using ContractWatch.Watches;

namespace ContractWatch.Delivery.Email;

/// <summary>However much there is to tell, a mail can be read, no mail program cuts it, and nothing is lost.</summary>
public sealed class LongMailTests
{
    private static readonly MailWriter Writer = new("ContractWatch <alerts@contracts.example.net>", new ImpatientTime(Told.Noon));

    [Theory]
    [InlineData(1, 5_000, Cadence.Immediately)]
    [InlineData(1, 51, Cadence.Immediately)]
    [InlineData(3, 200, Cadence.Daily)]
    [InlineData(60, 60, Cadence.Weekly)]
    [InlineData(300, 1, Cadence.Daily)]
    public void A_mail_is_bounded_and_what_it_does_not_show_is_in_the_table(int awards, int changesOfEach, Cadence cadence)
    {
        var changes = Changes(awards, changesOfEach);

        var mail = Writer.Write(Told.Letter(Told.Watch("palantir", Told.Mail(cadence: cadence)), [.. changes]));

        Encoding.UTF8.GetByteCount(mail.Html).ShouldBeLessThanOrEqualTo(MailWriter.LongestHtml);
        Encoding.UTF8.GetByteCount(mail.Text).ShouldBeLessThanOrEqualTo(MailWriter.LongestHtml);
        var inTable = AttachedTable.Rows(mail).Select(row => row["change id"]).ToHashSet(StringComparer.Ordinal);
        changes.ShouldAllBe(told => mail.Text.Contains(told.Change.Id, StringComparison.Ordinal) != inTable.Contains(told.Change.Id));
        inTable.Count.ShouldBeLessThan(changes.Length);
        mail.Text.ShouldContain("in the attached table contractwatch-2026-08-");
    }

    [Fact]
    public void Of_very_many_changes_of_one_award_the_most_severe_are_shown_and_of_equals_the_newest()
    {
        var changes = Changes(1, 60);
        changes[0] = Told.Matched(Told.Change(action: changes[0].Change.Action with { ActionType = "F" }));

        var mail = Writer.Write(Told.Letter(Told.Watch("palantir", Told.Mail()), [.. changes]));

        mail.Text.ShouldStartWith("The most severe are shown here; 10 more changes are in the attached table contractwatch-2026-08-12.csv.\n\nURGENT: Modification P00000 (terminate for convenience)");
        mail.Text.ShouldContain("More: 10 changes of this award, in the attached table contractwatch-2026-08-12.csv");
        AttachedTable.Rows(mail).Select(row => row["what"]).ShouldBe(Enumerable.Range(1, 10).Select(number => $"Modification P{number:00000} (funding only action) adds $1,000,000.00."));
    }

    [Fact]
    public void Changes_that_are_one_story_are_shown_together_or_not_at_all()
    {
        var chain = new OffsetChain([new ChainLink("P00000", Money.Usd(5), ChainStep.Published), new ChainLink("P00059", Money.Usd(-5), ChainStep.Published)], Money.Usd(0));
        var changes = Changes(1, 60);
        foreach (var place in new[] { 0, 59 })
            changes[place] = changes[place] with { Change = changes[place].Change with { Chain = chain } };

        var mail = Writer.Write(Told.Letter(Told.Watch("palantir", Told.Mail()), [.. changes]));

        AttachedTable.Rows(mail).Select(row => row["change id"]).ShouldBe(changes[1..10].Select(told => told.Change.Id));
        mail.Text.ShouldContain(changes[0].Change.Id);
    }

    private static MatchedChange[] Changes(int awards, int changesOfEach) =>
        [.. from award in Enumerable.Range(0, awards)
            from number in Enumerable.Range(0, changesOfEach)
            select Told.Matched(Told.Change(action: Told.Action($"P{number:00000}", award: $"CONT_AWD_70CTD{award:0000}_7012")))];
}
