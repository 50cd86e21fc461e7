using ContractWatch.Awards;
using ContractWatch.TestServers.UsaSpending;

namespace ContractWatch.Feeds.UsaSpending;

public sealed class SubawardReadingTests
{
    private static readonly TransactionRow Base = Rows.Of(2);

    private static readonly AwardKey Prime = new(Base.AwardKey);

    [Fact]
    public async Task The_sub_awards_of_an_award_are_read_to_the_last_page_each_once()
    {
        var reports = Enumerable.Range(1, 250).Select(id => Report(id)).ToList();
        await using var rig = await Rig.StartAsync(Holding([.. reports, Report(250) with { Id = 251 }, Report(252) with { PrimeKey = "CONT_AWD_OTHER" }]));

        var answer = (await rig.Feed.ReadSubawardsAsync(Prime, Rig.Stop)).ShouldNotBeNull();

        answer.Rows.Select(row => row.Subaward.Number).ShouldBe(reports.Select(report => report.Number), ignoreOrder: true);
        answer.Rows.ShouldAllBe(row => row.Subaward.Prime == Prime && row.Under == null);
        rig.Server.Log.Of(RequestLog.Subawards).ShouldBe(3);
    }

    [Fact]
    public async Task What_stands_where_a_row_was_seen_says_the_row_again()
    {
        await using var rig = await Rig.StartAsync(Holding(Report(1), Report(2), Report(3) with { Uei = "UEI000000003" }));

        var listed = (await rig.Feed.ReadSubawardsAsync(Prime, Rig.Stop))!.Rows;
        var found = (await rig.Feed.FindSubawardsAsync(new VendorTerm("w", "babel street"), Rig.Stop))!.Rows;

        foreach (var row in listed.Concat(found))
            UsaSpendingAnswers.Format.Retell(row.Seen, Prime)!.Subaward.ShouldBe(row.Subaward);
        UsaSpendingAnswers.Format.Retell(listed[0].Seen, new AwardKey("CONT_AWD_OTHER"))?.Subaward.ShouldBeNull();
        UsaSpendingAnswers.Format.Retell(found[0].Seen, new AwardKey("CONT_AWD_OTHER"))?.Subaward.ShouldBeNull();
    }

    [Fact]
    public async Task Sub_awards_of_a_vendor_are_found_under_awards_that_nobody_polls()
    {
        var elsewhere = Report(7) with { PrimeKey = "CONT_AWD_W912_9700_-NONE-_-NONE-", Uei = "UEI000000007" };
        await using var rig = await Rig.StartAsync(Holding(Report(1) with { Recipient = "SOMEBODY ELSE" }, elsewhere));

        var row = (await rig.Feed.FindSubawardsAsync(new VendorTerm("w", "Babel Street"), Rig.Stop))!.Rows.ShouldHaveSingleItem();

        row.Subaward.Prime.Value.ShouldBe(elsewhere.PrimeKey);
        row.Subaward.Recipient.Identifiers.Uei.ShouldBe("UEI000000007");
        row.Under!.Piid.ShouldBe("W912");
        row.Under.Recipient.Name.ShouldBe(elsewhere.PrimeRecipient);
        row.Under.AwardingAgency!.Name.ShouldBe(TransactionRow.Ice);
    }

    [Fact]
    public async Task A_vendor_with_more_than_ten_thousand_is_read_whole()
    {
        await using var rig = await Rig.StartAsync(Holding([.. Enumerable.Range(1, 10_150).Select(id => Report(id) with { Number = $"S-{id % 7}" })]));

        (await rig.Feed.FindSubawardsAsync(new VendorTerm("w", "Babel Street"), Rig.Stop))!.Rows.Count.ShouldBe(10_150);
    }

    [Theory]
    [InlineData("ab")]
    [InlineData(" \u0007 ")]
    public async Task A_term_too_short_to_search_for_is_not_asked(string term)
    {
        await using var rig = await Rig.StartAsync(Holding(Report(1)));

        (await rig.Feed.FindSubawardsAsync(new VendorTerm("w", term), Rig.Stop)).ShouldBeNull();
        rig.Server.Log.Total.ShouldBe(0);
    }

    [Fact]
    public async Task A_source_that_always_has_one_more_page_is_not_believed()
    {
        await using var rig = await Rig.StartAsync(Holding());
        rig.Server.Faults = new AlwaysFaults("/subawards/", new Fault.OtherBody("""{"results":[],"page_metadata":{"page":1,"hasNext":true}}"""));

        (await Should.ThrowAsync<FeedException>(() => rig.Feed.ReadSubawardsAsync(Prime, Rig.Stop))).Message.ShouldContain("not believed");
    }

    [Fact]
    public async Task A_search_that_goes_on_without_saying_where_is_no_whole_answer()
    {
        await using var rig = await Rig.StartAsync(Holding());
        rig.Server.Faults = new AlwaysFaults("/spending_by_award/", new Fault.OtherBody("""{"results":[],"page_metadata":{"page":1,"hasNext":true}}"""));

        (await Should.ThrowAsync<FeedException>(() => rig.Feed.FindSubawardsAsync(new VendorTerm("w", "Babel Street"), Rig.Stop))).Message.ShouldContain("after which");
    }

    [Fact]
    public async Task Who_does_not_want_sub_awards_asks_for_none()
    {
        var options = Rig.Options;
        options.Subawards = false;
        await using var rig = await Rig.StartAsync(Holding(Report(1)), options);

        (await rig.Feed.ReadSubawardsAsync(Prime, Rig.Stop)).ShouldBeNull();
        (await rig.Feed.FindSubawardsAsync(new VendorTerm("w", "Babel Street"), Rig.Stop)).ShouldBeNull();
    }

    private static SubawardReport Report(int id) =>
        new(id, Base.AwardKey, $"S-{id}", "BABEL STREET INC.", 1000 + (id % 250), new DateOnly(2026, 5, 1).AddDays(id / 250)) { Description = "ANALYSIS" };

    private static Universe Holding(params SubawardReport[] reports) => new([Base], Rows.FirstOfJune) { Subawards = [.. reports] };
}
