using ContractWatch.Alerting;
using ContractWatch.Awards;
using ContractWatch.Diffing;
using ContractWatch.Feeds;
using ContractWatch.Matching;
using ContractWatch.Storage;
using ContractWatch.Storage.Sqlite;
using ContractWatch.TestServers;
using ContractWatch.Watches;
using Microsoft.Extensions.Logging.Abstractions;

namespace ContractWatch.Polling;

public sealed class PollCycleTests : IAsyncLifetime
{
    private static readonly DateTimeOffset Monday = new(2026, 8, 3, 6, 20, 0, TimeSpan.Zero);

    private readonly ImpatientTime _time = new(Monday);
    private readonly ScriptedFeed _feed = new();
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("contractwatch-");
    private IStore _store = null!;

    public async ValueTask InitializeAsync() =>
        _store = await SqliteStore.OpenAsync(Path.Combine(_directory.FullName, SqliteStore.FileName), Cancellation);

    public async ValueTask DisposeAsync()
    {
        await _store.DisposeAsync();
        _directory.Delete(recursive: true);
    }

    [Fact]
    public async Task The_first_poll_stores_silently_and_tells_nobody()
    {
        _feed.Holds.AddRange([Published.Action("0"), Published.Action("P00001")]);

        var report = await PollAsync();

        report.Complete.ShouldBeTrue();
        report.History.ShouldBe(2);
        (await ChangesAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_modification_published_after_the_first_poll_is_told_once()
    {
        await WatchPalantirAsync();
        _feed.Holds.Add(Published.Action("0", 100m));
        await PollAsync();

        _feed.Holds.Add(Published.Action("P00001", 50m));
        (await PollAsync()).Owed.ShouldBe(1);
        (await PollAsync()).Owed.ShouldBe(0);

        var change = (await ChangesAsync()).ShouldHaveSingleItem();
        change.Change.Kind.ShouldBe(ChangeKind.Modification);
        change.Matches.ShouldHaveSingleItem().WatchId.ShouldBe("palantir");
        change.Change.Total.ShouldBe(new RunningTotal(Money.Usd(100m), Money.Usd(150m), IsWhole: true));
        change.Change.Action.ActionType.ShouldBe("C");
        change.Change.Page.ShouldBe(new Uri($"https://example.org/{Published.Award}"));
    }

    [Fact]
    public async Task A_reading_that_is_not_whole_leaves_the_cursor_and_reports_nothing()
    {
        _feed.Holds.AddRange([Published.Action("0"), Published.Action("P00001")]);
        await PollAsync();
        var cursor = (await _store.Polls.FeedAsync("scripted", Cancellation)).Cursor;

        _feed.Failure = new FeedException("page 3 of 9 was cut off");
        var report = await PollAsync();

        report.Complete.ShouldBeFalse();
        report.Reason.ShouldBe("page 3 of 9 was cut off");
        var state = await _store.Polls.FeedAsync("scripted", Cancellation);
        state.Cursor.ShouldBe(cursor);
        state.Health.FailuresInARow.ShouldBe(1);
        state.Health.LastError.ShouldBe("page 3 of 9 was cut off");
    }

    [Fact]
    public async Task A_good_poll_takes_the_back_off_one_step_down_and_not_to_nothing()
    {
        await PollAsync();
        _feed.Failure = new FeedException("503");
        foreach (var step in new[] { 1, 2, 3 })
        {
            await PollAsync();
            (await _store.Polls.FeedAsync("scripted", Cancellation)).Health.BackoffStep.ShouldBe(step);
        }

        _feed.Failure = null;
        foreach (var step in new[] { 2, 1, 0, 0 })
        {
            await PollAsync();
            (await _store.Polls.FeedAsync("scripted", Cancellation)).Health.BackoffStep.ShouldBe(step);
        }
    }

    [Fact]
    public async Task History_goes_on_where_it_stopped()
    {
        _feed.Holds.Add(Published.Action("0"));
        _feed.HistoryPieces = 2;
        await PollAsync();

        _feed.HistoryPieces = 3;
        (await PollAsync()).HistorySlices.ShouldBe(1);
    }

    [Fact]
    public async Task A_correction_noticed_while_history_of_a_new_scope_is_read_is_still_told()
    {
        _feed.Holds.Add(Published.Action("0", 100m));
        await PollAsync();

        _feed.Holds[0] = Published.Action("0", 90m);
        _feed.HistoryPieces = 2;
        await PollAsync();

        (await ChangesAsync()).ShouldHaveSingleItem().Change.Kind.ShouldBe(ChangeKind.Correction);
    }

    [Fact]
    public async Task An_action_that_vanishes_is_withdrawn_after_three_complete_polls_and_a_look_at_the_page()
    {
        _feed.Holds.AddRange([Published.Action("0"), Published.Action("P00001", 7m)]);
        await PollAsync();
        _feed.Holds.RemoveAt(1);

        (await PollAsync()).ChangesInAll.ShouldBe(0);
        (await PollAsync()).ChangesInAll.ShouldBe(0);
        (await PollAsync()).ChangesInAll.ShouldBe(1);
        (await PollAsync()).ChangesInAll.ShouldBe(0);

        var change = (await ChangesAsync()).ShouldHaveSingleItem().Change;
        change.Kind.ShouldBe(ChangeKind.Withdrawn);
        change.Action.Key.Number.ShouldBe("P00001");
    }

    [Fact]
    public async Task A_failed_poll_does_not_count_towards_a_withdrawal()
    {
        _feed.Holds.AddRange([Published.Action("0"), Published.Action("P00001", 7m)]);
        await PollAsync();
        _feed.Holds.RemoveAt(1);
        await PollAsync();

        _feed.Failure = new FeedException("503");
        await PollAsync();
        await PollAsync();
        _feed.Failure = null;

        (await PollAsync()).ChangesInAll.ShouldBe(0);
        (await PollAsync()).ChangesInAll.ShouldBe(1);
    }

    [Fact]
    public async Task An_action_the_search_lost_but_the_award_lists_is_not_withdrawn()
    {
        _feed.Holds.AddRange([Published.Action("0"), Published.Action("P00001", 7m)]);
        await PollAsync();
        _feed.SearchLoses.Add(_feed.Holds[1].Key);

        (await PollAsync()).Missing.ShouldBe(1);
        for (var i = 0; i < 4; i++)
            (await PollAsync()).ChangesInAll.ShouldBe(0);

        _feed.SearchLoses.Clear();
        (await PollAsync()).ChangesInAll.ShouldBe(0);
        (await _store.Polls.MissingAsync("scripted", Cancellation)).ShouldBeEmpty();
    }

    [Fact]
    public async Task An_award_whose_page_is_gone_is_withdrawn_only_after_a_day()
    {
        _feed.Holds.AddRange([Published.Action("0"), Published.Action("0", award: new AwardKey("CONT_AWD_OTHER_7012_-NONE-_-NONE-"))]);
        await PollAsync();
        _feed.Holds.RemoveAt(0);
        _feed.Gone.Add(Published.Award);
        var hours = TimeSpan.FromHours(5);
        for (var i = 0; i < 5; i++)
            (await PollAsync(hours)).ChangesInAll.ShouldBe(0);

        (await PollAsync(hours)).ChangesInAll.ShouldBe(1);
    }

    [Fact]
    public async Task More_missing_at_once_than_a_source_takes_back_are_not_taken_as_missing()
    {
        _feed.Holds.AddRange(Enumerable.Range(0, 400).Select(i => Published.Action($"P{i:00000}")));
        await PollAsync();
        _feed.Holds.RemoveRange(100, 300);

        var report = await PollAsync();

        report.Missing.ShouldBe(0);
        report.Remarks.ShouldHaveSingleItem().ShouldContain("300 of 400");
    }

    [Fact]
    public async Task A_window_that_does_not_bring_an_action_says_nothing_about_it()
    {
        _feed.Sweeps = false;
        _feed.Holds.AddRange([Published.Action("0"), Published.Action("P00001", 7m)]);
        await PollAsync();
        _feed.Holds.Clear();

        for (var i = 0; i < 4; i++)
            (await PollAsync()).Missing.ShouldBe(0);
    }

    [Fact]
    public async Task A_page_that_cannot_be_read_does_not_hold_up_the_alert()
    {
        await WatchPalantirAsync();
        await PollAsync();
        _feed.Holds.Add(Published.Action("0", 100m));
        _feed.PageFailure = new FeedException("500");

        var report = await PollAsync();

        report.Complete.ShouldBeTrue();
        report.Owed.ShouldBe(1);
        report.Remarks.ShouldHaveSingleItem().ShouldContain(Published.Award.Value);
    }

    [Fact]
    public async Task A_watched_award_is_read_again_after_a_week()
    {
        await WatchPalantirAsync();
        await PollAsync();
        _feed.Holds.Add(Published.Action("0", 100m));
        await PollAsync();
        _feed.PagesRead.Clear();

        await PollAsync(TimeSpan.FromDays(6));
        await PollAsync(TimeSpan.FromDays(1));
        _feed.PagesRead.ShouldBeEmpty();
        await PollAsync();
        _feed.PagesRead.ShouldBe([Published.Award]);
    }

    [Fact]
    public async Task What_people_said_of_a_watch_counts_from_the_next_poll_on()
    {
        await WatchPalantirAsync();
        await PollAsync();
        _feed.Holds.Add(Published.Action("0"));
        (await PollAsync()).Matched.ShouldBe(1);

        var book = new FeedbackBook(_store.Watches, _time);
        var said = await book.SayAsync("palantir", FeedbackKind.Exclude, "PALANTIR TECHNOLOGIES INC.", "jo", null, Cancellation);
        _feed.Holds.Add(Published.Action("P00001"));
        (await PollAsync()).Matched.ShouldBe(0);

        await book.TakeBackAsync("palantir", said.Feedback!.Id, "jo", Cancellation);
        _feed.Holds.Add(Published.Action("P00002"));
        (await PollAsync()).Matched.ShouldBe(1);
    }

    [Fact]
    public async Task A_recipient_met_for_the_first_time_is_matched_by_its_parent_and_looked_up_once()
    {
        await WatchPalantirAsync("FSY4LVSBGWB7");
        await PollAsync();
        var subsidiary = new Recipient { Name = "DISTANT SUBSIDIARY LLC", Identifiers = Identifiers.OfUei("HNN4F9JZWDY8") };
        _feed.Recipients[Published.Award] = subsidiary with { ParentName = "PALANTIR TECHNOLOGIES INC.", ParentIdentifiers = Identifiers.OfUei("FSY4LVSBGWB7") };
        var other = new AwardKey("CONT_AWD_OTHER_7012_-NONE-_-NONE-");

        _feed.Holds.Add(Published.Action("0") with { Recipient = subsidiary });
        await PollAsync();
        _feed.Holds.Add(Published.Action("0", award: other) with { Recipient = subsidiary });
        await PollAsync();

        var changes = await ChangesAsync();
        changes.Count.ShouldBe(2);
        changes.ShouldAllBe(change => change.Matches.Count == 1 && change.Matches[0].Route == Route.Subsidiary);
        _feed.PagesRead.ShouldBe([Published.Award, other]);
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private async Task<PollReport> PollAsync(TimeSpan? later = null)
    {
        var cycle = new PollCycle(_feed, _store.Polls, _store.Watches, new MatcherFactory(), _time, NullLogger<PollCycle>.Instance);
        var report = await cycle.RunAsync(PlanReason.Asked, progress: null, Cancellation);
        _time.Advance(later ?? TimeSpan.FromHours(12));
        return report;
    }

    private Task WatchPalantirAsync(params string[] ueis) => _store.Watches.SaveAsync(
        new StoredWatch(
            new Watch
            {
                Id = "palantir",
                Vendor = new Vendor { Name = "Palantir Technologies", Identifiers = new Dictionary<string, IReadOnlyList<string>> { ["uei"] = ueis } },
                Notify = [new Subscription("palantir", Subscription.Email, "desk@example.org")],
            },
            StoredWatch.CommandLine,
            Monday),
        Cancellation);

    private async Task<List<MatchedChange>> ChangesAsync() => await _store.Changes.ChangesAsync(new ChangeQuery(), Cancellation).ToListAsync(Cancellation);
}
