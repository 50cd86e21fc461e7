using ContractWatch.Awards;
using ContractWatch.Diffing;
using ContractWatch.Feeds;
using ContractWatch.Polling;

namespace ContractWatch.Storage;

/// <summary>What every store must do for a poll.</summary>
public abstract class PollStoreContract : StoreContract
{
    private IPollStore Polls => Store.Polls;

    [Fact]
    public async Task A_feed_that_was_never_polled_stands_at_the_start()
    {
        (await Polls.FeedAsync("never", Stop)).ShouldBe(new FeedState("never", FeedCursor.Start, FeedHealth.Unknown));
        (await Polls.FeedsAsync(Stop)).ShouldBeEmpty();
        (await RecallAsync("CONT_AWD_A")).ShouldBeEmpty();
    }

    [Fact]
    public async Task Every_field_of_an_action_comes_back_as_it_was_kept()
    {
        Sample.EmptyFields(Sample.Known(twin: 1)).ShouldBe([".Action.ProductOrService.Description"], "give the sample's new field a value");
        KnownAction[] kept =
        [
            Sample.Known(), Sample.Fresh("CONT_AWD_A", "P00001"), Sample.Known("CONT_AWD_A", "P00001", 1), Bare("cont_awd_a"), Sample.Fresh("CONT_AWD_Ä"),
            Edited("CONT_AWD_N", action => action with { Naics = new Classification(null, null), ProductOrService = new Classification(null, "words") }),
            Edited("CONT_AWD_Z", action => action with { Description = "a\0b", AwardType = "", Obligation = new Money(0.00m, "") }),
        ];
        await Polls.CommitAsync(Sample.Commit() with { Actions = kept }, Stop);

        var recalled = await RecallAsync("CONT_AWD_A", "cont_awd_a", "CONT_AWD_Ä", "CONT_AWD_N", "CONT_AWD_Z", "CONT_AWD_UNSEEN", "CONT_AWD_A");

        Sample.Shown(InOrder(recalled)).ShouldBe(Sample.Shown(InOrder(kept)));
        recalled.Select(known => known.Action).ShouldBe(kept.Select(known => known.Action), ignoreOrder: true);
    }

    [Fact]
    public async Task The_latest_state_of_an_action_is_the_one_recalled()
    {
        var first = Sample.Fresh();
        var second = first with { Revision = 2, Action = first.Action with { Recipient = new Recipient { Name = "OTHER" } } };
        var missing = second with { MissingSince = Sample.Noon, MissingPolls = 1 };
        await Polls.CommitAsync(Sample.Commit() with { Actions = [first] }, Stop);
        foreach (var (state, place) in new[] { second, missing, first with { Revision = 3 } }.Select((state, place) => (state, place + 1)))
        {
            await Polls.CommitAsync(Sample.Commit($"{place}", $"{place + 1}") with { Actions = [state] }, Stop);
            Sample.Shown(await RecallAsync("CONT_AWD_A")).ShouldBe(Sample.Shown(new[] { state }));
        }

        (await Polls.FeedAsync(Sample.Feed, Stop)).KnownActions.ShouldBe(1);
    }

    [Fact]
    public async Task Cursor_health_and_count_of_a_feed_are_kept_with_the_commit()
    {
        Sample.EmptyFields(Sample.Health()).ShouldBeEmpty();
        await Polls.CommitAsync(Sample.Commit(to: "{\"window\": 1}") with { Actions = [Sample.Fresh(), Sample.Fresh("CONT_AWD_B")] }, Stop);
        await Polls.CommitAsync(Sample.Commit() with { Feed = "another", Actions = [Sample.Fresh()] }, Stop);

        (await Polls.FeedAsync(Sample.Feed, Stop)).ShouldBe(new FeedState(Sample.Feed, new FeedCursor("{\"window\": 1}"), Sample.Health(), 2));
        (await Polls.FeedsAsync(Stop)).Select(feed => (feed.Feed, feed.KnownActions)).ShouldBe([("another", 1), (Sample.Feed, 2)]);
    }

    [Fact]
    public async Task How_a_failed_poll_went_is_kept_and_the_cursor_stays()
    {
        await Polls.RecordFailureAsync("failing", Sample.Health(), Sample.Coverage(), Stop);
        await Polls.CommitAsync(Sample.Commit(to: "1"), Stop);
        await Polls.RecordFailureAsync(Sample.Feed, FeedHealth.Unknown, Sample.Coverage(), Stop);

        (await Polls.FeedsAsync(Stop)).ShouldBe(
            [new FeedState("failing", FeedCursor.Start, Sample.Health()), new FeedState(Sample.Feed, new FeedCursor("1"), FeedHealth.Unknown)]);
    }

    [Fact]
    public async Task A_commit_from_another_cursor_is_refused_and_leaves_nothing()
    {
        await Polls.CommitAsync(Sample.Commit(to: "1"), Stop);

        await Should.ThrowAsync<StaleCursorException>(() => Polls.CommitAsync(Full(Sample.Commit(from: "0", to: "2")), Stop));
        await Should.ThrowAsync<StaleCursorException>(() => Polls.CommitAsync(Full(Sample.Commit(from: "0")) with { Feed = "never polled" }, Stop));

        await ShouldHoldNothingAsync(new FeedCursor("1"));
    }

    [Fact]
    public async Task A_commit_that_fails_half_way_leaves_nothing()
    {
        await Polls.CommitAsync(Sample.Commit(to: "1"), Stop);
        var commit = Full(Sample.Commit("1", "2"));
        using var cancelled = new CancellationTokenSource();
        var fails = commit with { Changes = new Cancelling<Matching.MatchedChange>([.. commit.Changes, .. commit.Changes], cancelled) };

        await Should.ThrowAsync<OperationCanceledException>(() => Polls.CommitAsync(fails, cancelled.Token));
        await Should.ThrowAsync<ArgumentException>(() => Polls.CommitAsync(
            commit with { Changes = [commit.Changes[0] with { Change = commit.Changes[0].Change with { Feed = "another" } }] }, Stop));

        await ShouldHoldNothingAsync(new FeedCursor("1"));
        await Polls.CommitAsync(commit, Stop);
        (await RecallAsync("CONT_AWD_A")).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_poll_committed_again_after_a_crash_doubles_nothing()
    {
        var commit = Full(Sample.Commit());
        await Polls.CommitAsync(commit, Stop);
        await Polls.CommitAsync(commit with { From = commit.To, To = new FeedCursor("2") }, Stop);

        (await Polls.FeedAsync(Sample.Feed, Stop)).KnownActions.ShouldBe(1);
        (await AllAsync(Store.Changes.ChangesAsync(new(), Stop))).ShouldHaveSingleItem();
        (await AllAsync(Store.Outbox.MessagesAsync(null, Stop))).ShouldHaveSingleItem().Alerts.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Feeds_know_nothing_of_each_others_actions()
    {
        await Polls.CommitAsync(Sample.Commit() with { Actions = [Sample.Known() with { IsWithdrawn = false }] }, Stop);

        (await Polls.RecallAsync("another", [new AwardKey("CONT_AWD_A")], Stop)).ShouldBeEmpty();
        (await Polls.MissingAsync("another", Stop)).ShouldBeEmpty();
        (await Polls.SignedBetweenAsync("another", DateOnly.MinValue, DateOnly.MaxValue, Stop)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Actions_signed_between_two_days_include_both_days_and_nothing_withdrawn()
    {
        DateOnly day = new(2026, 8, 3);
        await Polls.CommitAsync(
            Sample.Commit() with
            {
                Actions =
                [
                    Signed("last", day.AddDays(2)), Signed("first", day), Signed("before", day.AddDays(-1)), Signed("after", day.AddDays(3)), Signed("undated", null),
                    Signed("withdrawn", day) with { IsWithdrawn = true }, Signed("missing", day.AddDays(1)) with { MissingSince = Sample.Noon, MissingPolls = 1 },
                ],
            },
            Stop);

        Awards(await Polls.SignedBetweenAsync(Sample.Feed, day, day.AddDays(2), Stop)).ShouldBe(["first", "missing", "last"]);
    }

    [Fact]
    public async Task Actions_signed_since_a_day_come_in_order_of_their_days_and_none_is_withdrawn_or_of_another_feed()
    {
        DateOnly day = new(2026, 8, 3);
        KnownAction[] kept =
        [
            Signed("last", DateOnly.MaxValue), Signed("first", day), Signed("before", day.AddDays(-1)), Signed("second", day.AddDays(300)),
            Signed("undated", null), Signed("withdrawn", day) with { IsWithdrawn = true },
        ];
        await Polls.CommitAsync(Sample.Commit() with { Actions = kept }, Stop);
        await Polls.CommitAsync(Sample.Commit() with { Feed = "another", Actions = [Signed("elsewhere", day)] }, Stop);

        Awards(await AllAsync(Polls.SignedSinceAsync(Sample.Feed, day, Stop))).ShouldBe(["first", "second", "last"]);
        Awards(await AllAsync(Polls.SignedSinceAsync(Sample.Feed, DateOnly.MinValue, Stop))).ShouldBe(["before", "first", "second", "last"]);
        (await AllAsync(Polls.SignedSinceAsync("never", day, Stop))).ShouldBeEmpty();
    }

    [Fact]
    public async Task Missing_are_the_actions_not_found_and_not_yet_withdrawn()
    {
        var missing = Sample.Known("missing") with { IsWithdrawn = false };
        await Polls.CommitAsync(Sample.Commit() with { Actions = [Sample.Fresh("here"), missing, Sample.Known("withdrawn")] }, Stop);
        Awards(await Polls.MissingAsync(Sample.Feed, Stop)).ShouldBe(["missing"]);

        await Polls.CommitAsync(Sample.Commit("1", "2") with { Actions = [missing with { MissingSince = null, MissingPolls = 0 }] }, Stop);
        (await Polls.MissingAsync(Sample.Feed, Stop)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Watched_awards_are_those_that_matched_the_longest_unread_first()
    {
        await Polls.CommitAsync(
            Sample.Commit() with
            {
                Time = Sample.Noon,
                Awards = [Sample.Award("read first"), Sample.Award("unmatched")],
                Changes = [Sample.Change("1", "read first", watches: "acme"), Sample.Change("2", "unmatched"), Sample.Change("3", "read later", watches: "acme"), Sample.Change("4", "never read", watches: "ice")],
            },
            Stop);
        await Polls.CommitAsync(Sample.Commit("1", "2") with { Time = Sample.Noon.AddHours(1), Awards = [Sample.Award("read later")] }, Stop);

        (await WatchedAsync(Sample.Noon.AddHours(2), 9)).ShouldBe(["never read", "read first", "read later"]);
        (await WatchedAsync(Sample.Noon.AddHours(2), 2)).ShouldBe(["never read", "read first"]);
        (await WatchedAsync(Sample.Noon.AddHours(1), 9)).ShouldBe(["never read", "read first"]);
        (await WatchedAsync(Sample.Noon, 9)).ShouldBe(["never read"]);
        (await Polls.WatchedAwardsAsync("another", Sample.Noon.AddDays(1), 9, Stop)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_recipient_is_remembered_with_its_parents_as_the_last_page_showed_it()
    {
        var first = new Recipient { Name = "PALANTIR USG INC", Identifiers = Identifiers.OfUei("HNN4F9JZWDY8") };
        var later = first with { ParentName = "PALANTIR TECHNOLOGIES INC.", ParentIdentifiers = Identifiers.OfUei("FSY4LVSBGWB7") };
        var commit = Sample.Commit() with { Awards = [Sample.Award() with { Recipient = first }] };
        await Polls.CommitAsync(commit, Stop);
        await Polls.CommitAsync(commit with { From = commit.To, To = new FeedCursor("2"), Awards = [Sample.Award("CONT_AWD_B") with { Recipient = later }] }, Stop);

        var known = await Polls.RecipientsAsync(["HNN4F9JZWDY8", "KC3CH2MSK7Q3"], Stop);

        known.ShouldHaveSingleItem().Value.ShouldBe(later);
    }

    [Fact]
    public async Task A_row_that_could_not_be_read_is_kept_with_the_commit_every_day_again()
    {
        var commit = Sample.Commit() with { Quarantined = [new QuarantinedRow("{\"bad\": \"\\u0000\"", "cut off"), new QuarantinedRow("", "")] };
        await Polls.CommitAsync(commit, Stop);
        await Polls.CommitAsync(commit with { From = commit.To, To = new FeedCursor("2") }, Stop);

        (await Polls.FeedAsync(Sample.Feed, Stop)).Cursor.ShouldBe(new FeedCursor("2"));
    }

    [Fact]
    public async Task A_commit_of_twenty_thousand_actions_is_recalled_whole()
    {
        KnownAction[] actions = [.. Enumerable.Range(0, 20_000).Select(place => Sample.Fresh($"award {place / 3}", $"P{place % 3}"))];
        await Polls.CommitAsync(Sample.Commit() with { Actions = actions }, Stop);

        var recalled = await Polls.RecallAsync(Sample.Feed, [.. actions.Select(known => known.Action.Key.Award)], Stop);

        recalled.Sum(award => award.Count()).ShouldBe(20_000);
        (await Polls.FeedAsync(Sample.Feed, Stop)).KnownActions.ShouldBe(20_000);
    }

    private static KnownAction Bare(string award) => new()
    {
        Action = new AwardAction { Key = new ActionKey(new AwardKey(award), ""), Recipient = new Recipient { Name = "" } },
        Revision = 1,
        FirstSeen = DateTimeOffset.UnixEpoch.AddTicks(-1),
    };

    private static KnownAction Edited(string award, Func<AwardAction, AwardAction> edit) => Sample.Fresh(award) with { Action = edit(Sample.Action(award)) };

    private static KnownAction Signed(string award, DateOnly? day) => Edited(award, action => action with { ActionDate = day });

    /// <summary>The commit with something of everything.</summary>
    private static PollCommit Full(PollCommit commit) => commit with
    {
        Actions = [Sample.Fresh()],
        Awards = [Sample.Award()],
        Changes = [Sample.Change("c1", watches: "acme")],
        Messages = [Sample.Message("m1", alerts: "a1")],
        Quarantined = [new QuarantinedRow("{", "cut off")],
        Coverage = Sample.Coverage(Sample.Noon.AddDays(1), Sample.Gap()),
        Growth = [Sample.Growth()],
    };

    private async Task ShouldHoldNothingAsync(FeedCursor cursor)
    {
        (await Polls.FeedsAsync(Stop)).ShouldBe([new FeedState(Sample.Feed, cursor, Sample.Health())]);
        (await Polls.CoverageAsync(Sample.Feed, Stop)).Gaps.ShouldBeEmpty();
        (await Polls.GrowthAsync(Sample.Feed, [new AwardKey("CONT_AWD_A")], Stop)).ShouldBeEmpty();
        (await RecallAsync("CONT_AWD_A")).ShouldBeEmpty();
        (await WatchedAsync(DateTimeOffset.MaxValue, 9)).ShouldBeEmpty();
        (await Store.Changes.AwardAsync(new AwardKey("CONT_AWD_A"), Stop)).ShouldBeNull();
        (await AllAsync(Store.Changes.ChangesAsync(new(), Stop))).ShouldBeEmpty();
        (await AllAsync(Store.Outbox.MessagesAsync(null, Stop))).ShouldBeEmpty();
    }

    private async Task<List<KnownAction>> RecallAsync(params string[] awards)
    {
        var recalled = await Polls.RecallAsync(Sample.Feed, [.. awards.Select(award => new AwardKey(award))], Stop);
        return [.. recalled.SelectMany(award => award)];
    }

    private async Task<IEnumerable<string>> WatchedAsync(DateTimeOffset unreadSince, int limit) =>
        (await Polls.WatchedAwardsAsync(Sample.Feed, unreadSince, limit, Stop)).Select(award => award.Value);

    private static IEnumerable<string> Awards(IEnumerable<KnownAction> actions) => actions.Select(known => known.Action.Key.Award.Value);

    private static IEnumerable<KnownAction> InOrder(IEnumerable<KnownAction> actions) =>
        actions.OrderBy(known => known.Action.Key.ToString(), StringComparer.Ordinal);
}
