using ContractWatch.TestServers.UsaSpending;

namespace ContractWatch.Feeds.UsaSpending;

/// <summary>The first poll of a scope reads its history, piece by piece, and can be broken off after any of them.</summary>
public sealed class HistoryTests
{
    [Fact]
    public async Task History_begins_with_the_previous_fiscal_year_and_runs_to_today_month_by_month()
    {
        await using var rig = await Rig.StartAsync();

        var plan = await PlanAsync(rig, FeedCursor.Start);

        plan.HistorySince.ShouldBe(new DateOnly(2024, 10, 1));
        plan.Slices.ShouldBeEmpty();
        plan.History.Count.ShouldBe(23);
        Spans(plan)[0].ShouldBe("2024-10-01 to 2024-10-31");
        Spans(plan)[^1].ShouldBe("2026-08-01 to 2026-08-12");
        rig.Server.Log.Total.ShouldBe(0);
    }

    [Theory]
    [InlineData(2026, 9, 30, 2024)]
    [InlineData(2026, 10, 1, 2025)]
    [InlineData(2027, 1, 15, 2025)]
    public async Task The_fiscal_year_begins_in_October(int year, int month, int day, int since)
    {
        await using var rig = await Rig.StartAsync();
        rig.Time.Set(new DateTimeOffset(year, month, day, 8, 0, 0, TimeSpan.Zero));
        (await PlanAsync(rig, FeedCursor.Start)).HistorySince.ShouldBe(new DateOnly(since, 10, 1));
    }

    [Fact]
    public async Task History_broken_off_goes_on_where_it_stopped_and_to_the_new_today()
    {
        await using var rig = await Rig.StartAsync();
        var first = await PlanAsync(rig, FeedCursor.Start);
        rig.Time.Advance(TimeSpan.FromDays(30));

        var next = await PlanAsync(rig, first.History[9].Next);

        Spans(next)[0].ShouldBe("2025-08-01 to 2025-08-31");
        Spans(next)[^1].ShouldBe("2026-09-01 to 2026-09-11");
    }

    [Fact]
    public async Task History_broken_off_within_a_month_goes_on_with_the_next_day()
    {
        await using var rig = await Rig.StartAsync(options: Since(new DateOnly(2026, 8, 1)));
        var first = await PlanAsync(rig, FeedCursor.Start);
        // Only one agency's history is read up to today; the other is new.
        var cursor = UsaSpendingCursor.Read(first.History[^1].Next) with
        {
            History = new Dictionary<string, HistoryRead> { ["agency:" + TransactionRow.Ice] = new(new(2026, 8, 1), new(2026, 8, 12)) },
        };
        rig.Time.Advance(TimeSpan.FromDays(2));

        var next = await PlanAsync(rig, cursor.Write());

        next.History.Select(piece => piece.Slice.Name).ShouldBe(
            [$"signed 2026-08-01 to 2026-08-14, awarded or funded by {TransactionRow.Ice}, {TransactionRow.Cbp}"]);
    }

    [Fact]
    public async Task After_the_history_the_windows_of_the_poll_follow_and_history_never_again()
    {
        var rows = Rows.Many(200, 3);
        await using var rig = await Rig.StartAsync(Rows.Universe(rows), Since(new DateOnly(2026, 5, 1)));

        var (plan, readings) = await rig.PollAsync(FeedCursor.Start);

        Rows.Keys(readings.SelectMany(reading => reading.Actions).DistinctBy(action => action.Key)).ShouldBe(Rows.Keys(rows));
        plan.Slices.ShouldHaveSingleItem().Name.ShouldStartWith("modified 2026-08-02 to 2026-08-13");
        rig.Time.Advance(TimeSpan.FromDays(1));
        (await PlanAsync(rig, plan.Next)).History.ShouldBeEmpty();
    }

    [Fact]
    public async Task An_agency_added_to_the_scope_brings_its_own_history_only()
    {
        var options = Since(new DateOnly(2026, 7, 1));
        options.Agencies = [TransactionRow.Ice];
        await using var rig = await Rig.StartAsync(options: options);
        var (plan, _) = await rig.PollAsync(FeedCursor.Start);

        options.Agencies.Add(TransactionRow.Cbp);
        var wider = await PlanAsync(rig, plan.Next);

        wider.History.Count.ShouldBe(2);
        wider.History.ShouldAllBe(piece => piece.Slice.Name.EndsWith("awarded or funded by " + TransactionRow.Cbp));
        var after = await PlanAsync(rig, wider.History[^1].Next);
        after.History.ShouldBeEmpty();
        after.Slices.ShouldHaveSingleItem().Name.ShouldContain(TransactionRow.Ice + ", " + TransactionRow.Cbp);
    }

    [Fact]
    public async Task A_part_that_left_the_scope_and_comes_back_has_its_history_read_again()
    {
        var options = Since(new DateOnly(2026, 7, 1));
        await using var rig = await Rig.StartAsync(options: options);
        var (both, _) = await rig.PollAsync(FeedCursor.Start);
        options.Agencies = [TransactionRow.Ice];
        var (one, _) = await rig.PollAsync(both.Next);

        options.Agencies = [TransactionRow.Ice, TransactionRow.Cbp];

        (await PlanAsync(rig, one.Next)).History.ShouldAllBe(piece => piece.Slice.Name.EndsWith("funded by " + TransactionRow.Cbp));
    }

    [Fact]
    public async Task An_earlier_beginning_reads_the_history_anew()
    {
        var options = Since(new DateOnly(2026, 7, 1));
        await using var rig = await Rig.StartAsync(options: options);
        var (plan, _) = await rig.PollAsync(FeedCursor.Start);
        options.HistorySince = new DateOnly(2026, 5, 1);
        Spans(await PlanAsync(rig, plan.Next))[0].ShouldBe("2026-05-01 to 2026-05-31");
    }

    [Fact]
    public async Task Each_watched_vendor_has_a_history_of_its_own()
    {
        var options = Since(new DateOnly(2026, 8, 1));
        options.Scope = UsaSpendingScope.Vendors;
        await using var rig = await Rig.StartAsync(options: options);
        var one = new FeedScope([new VendorTerm("palantir", "FSY4LVSBGWB7"), new VendorTerm("other", "fsy4lvsbgwb7"), new VendorTerm("palantir", "Palantir\u0007 USG")]);
        var plan = await rig.Feed.PlanAsync(FeedCursor.Start, one, PlanReason.Asked, Rig.Stop);
        plan.History.Select(piece => piece.Slice.Name).ShouldBe(
            ["signed 2026-08-01 to 2026-08-12, recipient \"FSY4LVSBGWB7\"", "signed 2026-08-01 to 2026-08-12, recipient \"Palantir USG\""]);

        var two = new FeedScope([.. one.VendorTerms, new VendorTerm("anduril", "Anduril")]);
        var wider = await rig.Feed.PlanAsync(plan.History[^1].Next, two, PlanReason.Asked, Rig.Stop);

        wider.History.ShouldHaveSingleItem().Slice.Name.ShouldContain("Anduril");
    }

    [Fact]
    public async Task A_cursor_of_another_feed_is_refused()
    {
        await using var rig = await Rig.StartAsync();
        await Should.ThrowAsync<FeedException>(() => PlanAsync(rig, new FeedCursor("{\"history\":3}")));
    }

    private static Task<FeedPlan> PlanAsync(Rig rig, FeedCursor cursor) => rig.Feed.PlanAsync(cursor, FeedScope.Nothing, PlanReason.Asked, Rig.Stop);

    private static List<string> Spans(FeedPlan plan) => [.. plan.History.Select(piece => ((Question)piece.Slice.Query).Span.ToString())];

    private static UsaSpendingOptions Since(DateOnly day)
    {
        var options = Rig.Options;
        options.HistorySince = day;
        return options;
    }
}
