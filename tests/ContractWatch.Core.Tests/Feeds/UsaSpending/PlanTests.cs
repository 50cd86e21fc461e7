using ContractWatch.TestServers.UsaSpending;

namespace ContractWatch.Feeds.UsaSpending;

/// <summary>What a poll reads, once the history is there.</summary>
public sealed class PlanTests
{
    private const string LastUpdated = "last_updated/";

    [Fact]
    public async Task A_poll_asks_for_what_was_modified_from_ten_days_before_the_last_poll_up_to_tomorrow()
    {
        await using var rig = await Rig.StartAsync(options: Options());
        var first = await FirstPollAsync(rig);
        rig.Time.Advance(TimeSpan.FromDays(1));
        var slice = (await PlanAsync(rig, first, PlanReason.Asked)).Slices.ShouldHaveSingleItem();
        slice.Name.ShouldBe($"modified 2026-08-02 to 2026-08-14, awarded or funded by {TransactionRow.Ice}, {TransactionRow.Cbp}");
        slice.Covers.ShouldBeNull();
    }

    [Fact]
    public async Task After_an_outage_the_window_reaches_ten_days_behind_the_last_poll()
    {
        await using var rig = await Rig.StartAsync(options: Options());
        var first = await FirstPollAsync(rig);
        rig.Time.Advance(TimeSpan.FromDays(200));
        (await PlanAsync(rig, first, PlanReason.Asked)).Slices[0].Name.ShouldStartWith("modified 2026-08-02 to 2027-03-01");
    }

    [Fact]
    public async Task Every_third_day_a_poll_looks_back_120_days_and_reads_everything_again()
    {
        await using var rig = await Rig.StartAsync(options: Options());
        var cursor = await FirstPollAsync(rig);
        var sweeps = new List<int>();
        for (var day = 1; day <= 15; day++)
        {
            rig.Time.Set(Rig.Noon.AddDays(day));
            var plan = await PlanAsync(rig, cursor, PlanReason.Asked);
            cursor = plan.Next;
            if (!plan.IsSweep)
                continue;
            sweeps.Add(day);
            plan.Slices[0].Name.ShouldStartWith($"modified {Rig.Noon.AddDays(day - 120):yyyy-MM-dd}");
            var covered = plan.Slices.Skip(1).Select(slice => slice.Covers.ShouldNotBeNull()).ToList();
            covered[0].First.ShouldBe(plan.HistorySince);
            covered[^1].Last.ShouldBe(DateOnly.FromDateTime(rig.Time.GetUtcNow().UtcDateTime));
            covered.Zip(covered.Skip(1)).ShouldAllBe(pair => pair.First.Last.AddDays(1) == pair.Second.First);
        }

        sweeps.ShouldBe([3, 6, 9, 12, 15]);
    }

    [Fact]
    public async Task A_sweep_covers_the_actions_of_its_agencies_and_no_others()
    {
        var rows = Rows.Many(40, 2);
        await using var rig = await Rig.StartAsync(Rows.Universe(rows), Options());
        var first = await FirstPollAsync(rig);
        rig.Time.Advance(TimeSpan.FromDays(8));
        var (plan, readings) = await rig.PollAsync(first);
        var actions = readings.SelectMany(reading => reading.Actions).DistinctBy(action => action.Key).ToList();
        var covers = plan.Slices.Select(slice => slice.Covers).OfType<SignedBetween>().ToList();

        actions.Count.ShouldBe(40);
        actions.ShouldAllBe(action => covers.Exists(one => one.Includes(action)));
        var notOurs = actions[0] with { AwardingAgency = null, FundingAgency = null };
        var tooOld = actions[0] with { ActionDate = new DateOnly(2020, 1, 1) };
        covers.ShouldAllBe(one => !one.Includes(notOurs) && !one.Includes(tooOld));
    }

    [Theory]
    [InlineData("Department of Defense")]
    [InlineData("Department of the Army")]
    [InlineData("Defense Logistics Agency")]
    public async Task Defence_is_always_looked_at_120_days_back(string agency)
    {
        var options = Options();
        options.Agencies = [agency];
        await using var rig = await Rig.StartAsync(options: options);
        var (plan, _) = await rig.PollAsync(FeedCursor.Start);
        plan.Slices.ShouldHaveSingleItem().Name.ShouldStartWith("modified 2026-04-14 to");
        plan.IsSweep.ShouldBeFalse();
    }

    [Fact]
    public async Task No_window_begins_before_the_source_does()
    {
        var options = Options();
        options.LookbackDays = 366;
        await using var rig = await Rig.StartAsync(options: options);
        rig.Time.Set(new DateTimeOffset(2008, 3, 1, 0, 0, 0, TimeSpan.Zero));
        options.HistorySince = new DateOnly(2008, 2, 1);
        var (plan, _) = await rig.PollAsync(FeedCursor.Start);
        plan.Slices.ShouldHaveSingleItem().Name.ShouldStartWith("modified 2007-10-01 to 2008-03-02");
    }

    [Fact]
    public async Task When_the_source_has_loaded_nothing_a_scheduled_poll_reads_nothing_but_never_for_more_than_a_day()
    {
        await using var rig = await Rig.StartAsync(Rows.Universe([]), Options());
        var cursor = (await PlanAsync(rig, await FirstPollAsync(rig), PlanReason.Scheduled)).Next;
        rig.Server.Log.Clear();

        rig.Time.Advance(TimeSpan.FromHours(12));
        var quiet = await PlanAsync(rig, cursor, PlanReason.Scheduled);
        quiet.NothingNew.ShouldBe("the source has loaded nothing since 08/11/2026");
        quiet.Slices.ShouldBeEmpty();
        rig.Server.Log.Total.ShouldBe(1);

        (await PlanAsync(rig, cursor, PlanReason.Asked)).Slices.ShouldNotBeEmpty();

        rig.Time.Advance(TimeSpan.FromHours(12));
        var nextDay = await PlanAsync(rig, quiet.Next, PlanReason.Scheduled);
        nextDay.NothingNew.ShouldBeNull();
        nextDay.Slices.ShouldNotBeEmpty();
    }

    [Fact]
    public async Task When_the_source_has_loaded_something_it_is_read()
    {
        await using var rig = await Rig.StartAsync(Rows.Universe([]), Options());
        var cursor = (await PlanAsync(rig, await FirstPollAsync(rig), PlanReason.Scheduled)).Next;
        rig.Server.Universe = rig.Server.Universe.Loaded(new DateOnly(2026, 8, 12));
        rig.Time.Advance(TimeSpan.FromHours(6));
        (await PlanAsync(rig, cursor, PlanReason.Scheduled)).Slices.ShouldNotBeEmpty();
    }

    [Fact]
    public async Task A_source_that_does_not_say_when_it_loaded_is_read_all_the_same()
    {
        await using var rig = await Rig.StartAsync(Rows.Universe([]), Options());
        var cursor = (await PlanAsync(rig, await FirstPollAsync(rig), PlanReason.Scheduled)).Next;
        rig.Server.Faults = new AlwaysFaults(LastUpdated, new Fault.Silent(503));
        rig.Time.Advance(TimeSpan.FromHours(6));
        (await PlanAsync(rig, cursor, PlanReason.Scheduled)).Slices.ShouldNotBeEmpty();
    }

    [Fact]
    public async Task The_whole_government_is_one_question()
    {
        var options = Options();
        options.Scope = UsaSpendingScope.Everything;
        var rows = Rows.Many(30, 2).Select(row => row with { AwardingAgency = "U.S. Coast Guard" }).ToList();
        await using var rig = await Rig.StartAsync(Rows.Universe(rows), options);
        var (plan, readings) = await rig.PollAsync(FeedCursor.Start);
        plan.Slices.ShouldHaveSingleItem().Name.ShouldEndWith("the whole government");
        Rows.Keys(readings.SelectMany(reading => reading.Actions).DistinctBy(action => action.Key)).ShouldBe(Rows.Keys(rows));
    }

    private static async Task<FeedCursor> FirstPollAsync(Rig rig) => (await rig.PollAsync(FeedCursor.Start)).Plan.Next;

    private static Task<FeedPlan> PlanAsync(Rig rig, FeedCursor cursor, PlanReason reason) => rig.Feed.PlanAsync(cursor, FeedScope.Nothing, reason, Rig.Stop);

    private static UsaSpendingOptions Options()
    {
        var options = Rig.Options;
        options.HistorySince = new DateOnly(2026, 5, 1);
        return options;
    }
}
