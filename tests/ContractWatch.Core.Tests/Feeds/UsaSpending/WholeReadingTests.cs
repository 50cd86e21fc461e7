using ContractWatch.Awards;
using ContractWatch.TestServers.UsaSpending;

namespace ContractWatch.Feeds.UsaSpending;

/// <summary>A slice is read whole, whatever the order of its pages, or not at all.</summary>
public sealed class WholeReadingTests
{
    [Theory]
    [InlineData(99, 3)]
    [InlineData(100, 3)]
    [InlineData(101, 3)]
    [InlineData(250, 8)]
    [InlineData(600, 3)]
    [InlineData(1000, 20)]
    [InlineData(1999, 60)]
    [InlineData(700, 150)]
    public async Task Every_row_is_read_once_however_equal_keys_are_ordered(int count, int mostActions)
    {
        var rows = Rows.Many(count, mostActions);
        for (var seed = 1; seed <= 5; seed++)
        {
            await using var rig = await Rig.StartAsync(Rows.Universe(rows), seed: seed);

            var reading = await rig.ReadAsync(Rig.SignedInJune);

            Rows.Keys(reading.Actions).ShouldBe(Rows.Keys(rows));
            reading.Expected.ShouldBe(count);
            reading.Requests.ShouldBe(rig.Server.Log.Total);
        }
    }

    [Fact]
    public async Task A_reading_takes_few_requests_more_than_the_least()
    {
        var (asked, least) = (0, 0);
        for (var seed = 1; seed <= 40; seed++)
        {
            var rows = Rows.Many(seed * 37, 6, seed);
            await using var rig = await Rig.StartAsync(Rows.Universe(rows), seed: seed);
            asked += (await rig.ReadAsync(Rig.SignedInJune)).Requests;
            least += Rows.Least(rows.Count);
        }

        ((double)asked / least).ShouldBeLessThan(1.10);
    }

    [Fact]
    public async Task Actions_published_under_one_number_are_twins_told_apart_the_same_way_every_time()
    {
        var rows = Rows.Many(150, 4);
        rows.Add(Rows.Of(1, "P00077") with { Amount = 5 });
        rows.Add(Rows.Of(1, "P00077") with { Amount = 7 });
        rows.Add(Rows.Of(2, "P00088"));
        rows.Add(Rows.Of(2, "P00088"));
        for (var seed = 1; seed <= 5; seed++)
        {
            await using var rig = await Rig.StartAsync(Rows.Universe(rows), seed: seed);

            var read = (await rig.ReadAsync(Rig.SignedInJune)).Actions;

            read.Count.ShouldBe(rows.Count);
            read.Where(action => action.Key.Number == "P00077").Select(action => (action.Key.Twin, action.Obligation!.Value.Value)).ShouldBe([(0, 5m), (1, 7m)]);
            read.Where(action => action.Key.Number == "P00088").Select(action => action.Key.Twin).ShouldBe([0, 1]);
        }
    }

    [Fact]
    public async Task Every_published_fact_arrives_as_published()
    {
        var row = Rows.Of(2, "P00003") with
        {
            Amount = -1234567890.12m,
            ActionType = "G",
            NaicsCode = "541512",
            NaicsDescription = "COMPUTER SYSTEMS DESIGN SERVICES",
            PscCode = "DA01",
            Description = "EXERCISE \"OPTION\" YEAR 2 — CAFÉ",
            FundingAgency = TransactionRow.Cbp,
        };
        await using var rig = await Rig.StartAsync(Rows.Universe([row]));

        var action = (await rig.ReadAsync(Rig.SignedInJune)).Actions.ShouldHaveSingleItem();

        action.Key.ShouldBe(new ActionKey(new AwardKey(row.AwardKey), "P00003"));
        action.Obligation.ShouldBe(Money.Usd(-1234567890.12m));
        action.ActionDate.ShouldBe(row.ActionDate);
        action.ActionType.ShouldBe("G");
        action.Description.ShouldBe(row.Description);
        action.Recipient.Name.ShouldBe(row.Recipient);
        action.Recipient.Identifiers.Uei.ShouldBe(row.Uei);
        action.AwardingAgency.ShouldBe(new Agency { Name = TransactionRow.Ice, Department = TransactionRow.Homeland });
        action.FundingAgency.ShouldBe(new Agency { Name = TransactionRow.Cbp, Department = TransactionRow.Homeland });
        action.Naics.ShouldBe(new Classification("541512", "COMPUTER SYSTEMS DESIGN SERVICES"));
        action.ProductOrService.ShouldBe(new Classification("DA01", null));
    }

    [Fact]
    public async Task No_address_is_asked_for()
    {
        await using var rig = await Rig.StartAsync(Rows.Universe(Rows.Many(3, 1)));
        await rig.ReadAsync(Rig.SignedInJune);
        rig.Server.Log.Requests.ShouldAllBe(request => !request.Body.Contains("address", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task An_empty_slice_takes_one_request()
    {
        await using var rig = await Rig.StartAsync();
        var reading = await rig.ReadAsync(Rig.SignedInJune);
        (reading.Actions.Count, reading.Requests).ShouldBe((0, 1));
    }

    [Fact]
    public async Task Rows_lost_at_a_page_edge_are_found_when_awards_cannot_be_asked_for()
    {
        var rows = Rows.Many(1990, 40);
        await using var rig = await Rig.StartAsync(Rows.Universe(rows));
        rig.Server.IgnoredFilters = ["award_ids"];

        Rows.Keys((await rig.ReadAsync(Rig.SignedInJune)).Actions).ShouldBe(Rows.Keys(rows));
    }

    [Fact]
    public async Task A_source_that_moves_on_while_it_is_read_is_read_again()
    {
        var rows = Rows.Many(600, 5);
        await using var rig = await Rig.StartAsync(Rows.Universe(rows));
        var (asked, gone) = (0, rows[0]);
        rig.Server.Asked = _ =>
        {
            if (Interlocked.Increment(ref asked) == 4)
                rig.Server.Universe = Rows.Universe(rows.Skip(1));
        };

        var reading = await rig.ReadAsync(Rig.SignedInJune);

        Rows.Keys(reading.Actions).ShouldBe(Rows.Keys(rows.Skip(1)));
        reading.Actions.ShouldNotContain(action => action.Key.Award.Value == gone.AwardKey && action.Key.Number == gone.Mod);
    }

    [Fact]
    public async Task A_correction_made_while_the_source_is_read_does_not_become_a_twin()
    {
        var rows = Enumerable.Range(0, 250).Select(i => Rows.Of(1 + (i / 50), $"P{i:D5}", i)).ToList();
        await using var rig = await Rig.StartAsync(Rows.Universe(rows));
        var asked = 0;
        rig.Server.Asked = _ =>
        {
            if (Interlocked.Increment(ref asked) == 3)
                rig.Server.Universe = Rows.Universe(rows.Select(row => row with { Amount = 42 }));
        };

        var actions = (await rig.ReadAsync(Rig.SignedInJune)).Actions;

        actions.Count.ShouldBe(250);
        actions.ShouldAllBe(action => action.Key.Twin == 0);
    }

    [Fact]
    public async Task A_source_that_never_stands_still_is_not_used()
    {
        var rows = Rows.Many(300, 5);
        await using var rig = await Rig.StartAsync(Rows.Universe(rows));
        var asked = 0;
        rig.Server.Asked = _ => rig.Server.Universe = Rows.Universe(rows.Skip(Interlocked.Increment(ref asked)));

        var failure = await Should.ThrowAsync<FeedException>(() => rig.ReadAsync(Rig.SignedInJune));

        failure.Message.ShouldContain("incomplete");
        asked.ShouldBeLessThan(30);
    }

    [Fact]
    public async Task A_row_without_its_key_is_kept_aside_with_the_reason()
    {
        var rows = Rows.Many(120, 3);
        await using var rig = await Rig.StartAsync(Rows.Universe([.. rows, Rows.Of(500) with { Mod = "" }]));

        var reading = await rig.ReadAsync(Rig.SignedInJune);

        Rows.Keys(reading.Actions).ShouldBe(Rows.Keys(rows));
        var aside = reading.Quarantined.ShouldHaveSingleItem();
        aside.Reason.ShouldBe("no Mod");
        aside.Raw.ShouldContain("70CDCR26F0000500");
    }

    [Fact]
    public async Task How_far_the_reading_has_come_is_told()
    {
        var told = new List<FeedProgress>();
        await using var rig = await Rig.StartAsync(Rows.Universe(Rows.Many(250, 3)), progress: new Told(told));
        await rig.ReadAsync(Rig.SignedInJune);
        told.Select(one => one.Rows).ShouldBe(told.Select(one => one.Rows).Order());
        told[^1].ShouldBe(new FeedProgress(Rig.SignedInJune.Name, 250, 250));
    }

    private sealed class Told(List<FeedProgress> told) : IProgress<FeedProgress>
    {
        public void Report(FeedProgress value) => told.Add(value);
    }
}
