using ContractWatch.TestServers.UsaSpending;

namespace ContractWatch.Feeds.UsaSpending;

/// <summary>The service drops filters it does not know without a word: what comes is checked against what was asked.</summary>
public sealed class IgnoredFilterTests
{
    [Theory]
    [InlineData("agencies")]
    [InlineData("time_period")]
    public async Task A_filter_that_was_ignored_fails_the_slice_at_its_first_page(string filter)
    {
        var strangers = Rows.Many(3000, 3).Select(row =>
            filter == "agencies" ? row with { AwardingAgency = "U.S. Coast Guard" } : row with { ActionDate = row.ActionDate.AddYears(-1) });
        await using var rig = await Rig.StartAsync(Rows.Universe(strangers.Concat(Rows.Many(500, 3))));
        rig.Server.IgnoredFilters = [filter];

        var failure = await Should.ThrowAsync<FeedException>(() => rig.ReadAsync(Rig.SignedInJune));

        failure.Message.ShouldContain("was ignored");
        failure.Message.ShouldContain("agencies");
        rig.Server.Log.Of(RequestLog.Search).ShouldBe(1);
    }

    [Fact]
    public async Task A_few_rows_beside_what_was_asked_for_are_left_out_and_counted()
    {
        var rows = Rows.Many(600, 3);
        await using var rig = await Rig.StartAsync(Rows.Universe([.. rows, Rows.Of(7000) with { AwardingAgency = "U.S. Coast Guard" }]));
        rig.Server.IgnoredFilters = ["agencies"];

        var reading = await rig.ReadAsync(Rig.SignedInJune);

        Rows.Keys(reading.Actions).ShouldBe(Rows.Keys(rows));
        reading.OutOfScope.ShouldBe(1);
    }

    [Fact]
    public async Task A_vendors_subsidiaries_are_not_outside()
    {
        var rows = Enumerable.Range(1, 80).Select(i => Rows.Of(i) with { Recipient = $"SUBSIDIARY {i}", ParentName = "PALANTIR TECHNOLOGIES INC." }).ToList();
        await using var rig = await Rig.StartAsync(Rows.Universe([.. rows, Rows.Of(500)]));

        var reading = await rig.ReadAsync(Rig.Slice(new OfVendor("Palantir Tech"), Rows.FirstOfJune, Rows.FirstOfJune.AddDays(29)));

        Rows.Keys(reading.Actions).ShouldBe(Rows.Keys(rows));
        reading.OutOfScope.ShouldBe(0);
    }

    [Fact]
    public async Task A_vendors_filter_that_was_ignored_is_noticed_by_a_count_without_it()
    {
        await using var rig = await Rig.StartAsync(Rows.Universe(Rows.Many(500, 3)));
        rig.Server.IgnoredFilters = ["recipient_search_text"];

        var failure = await Should.ThrowAsync<FeedException>(
            () => rig.ReadAsync(Rig.Slice(new OfVendor("Palantir"), Rows.FirstOfJune, Rows.FirstOfJune.AddDays(29))));

        failure.Message.ShouldContain("recipient_search_text");
        failure.Message.ShouldContain("ignored");
    }

    [Fact]
    public async Task A_filter_the_source_says_it_did_not_use_fails_the_slice()
    {
        await using var rig = await Rig.StartAsync(Rows.Universe([Rows.Of(2)]));
        rig.Server.Faults = new ScriptedFaults(
            "spending_by_transaction/",
            new Fault.OtherBody("""{"results":[],"page_metadata":{"hasNext":false},"messages":["The following filters from the request were not used: {'agencies'}."]}"""));

        (await Should.ThrowAsync<FeedException>(() => rig.ReadAsync(Rig.SignedInJune))).Message.ShouldContain("were not used: {'agencies'}");
    }
}
