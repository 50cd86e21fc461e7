using ContractWatch.Awards;
using ContractWatch.Diffing;
using ContractWatch.Feeds;
using ContractWatch.Matching;
using ContractWatch.Storage;
using ContractWatch.Storage.InMemory;
using ContractWatch.TestServers;
using ContractWatch.Watches;
using Microsoft.Extensions.Logging.Abstractions;

namespace ContractWatch.Polling;

/// <summary>Every poll says what it covered; what it did not cover is a gap, named until it is filled.</summary>
public sealed class CoverageTests
{
    private static readonly DateTimeOffset Monday = new(2026, 8, 3, 6, 20, 0, TimeSpan.Zero);
    private static readonly TimeSpan HalfADay = TimeSpan.FromHours(12);

    private readonly ImpatientTime _time = new(Monday);
    private readonly ScriptedFeed _feed = new();
    private readonly Memory _memory = new();

    private IStore Store => new InMemoryStore(_memory);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_complete_poll_says_what_it_asked_for_and_that_it_got_it()
    {
        _feed.Holds.AddRange([Published.Action("0"), Published.Action("P00001")]);

        await PollAsync();

        var poll = await LastPollAsync();
        poll.IsComplete.ShouldBeTrue();
        poll.Started.ShouldBe(Monday);
        poll.Queries.ShouldBe([new SliceCoverage("history 0", 2, 2), new SliceCoverage("everything", 2, 2)]);
        (await CoverageAsync()).CheckedThrough.ShouldBe(Monday);
        (await GapsAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task An_incomplete_poll_is_a_gap_since_the_last_complete_one_and_says_which_query_was_not_read()
    {
        await PollAsync();
        _feed.Failure = new FeedException("page 3 of 9 was cut off");
        await PollAsync();
        _feed.Failure = new FeedException("503");
        await PollAsync();

        (await GapsAsync()).ShouldBe([new CoverageGap { Kind = GapKind.Poll, Since = Monday, Reason = "503" }]);
        var poll = await LastPollAsync();
        poll.IsComplete.ShouldBeFalse();
        poll.Reason.ShouldBe("503");
        poll.Queries.ShouldBe([new SliceCoverage("everything")]);
    }

    [Fact]
    public async Task The_next_complete_poll_tells_what_was_published_in_the_gap_and_fills_it()
    {
        await WatchPalantirAsync();
        await PollAsync();
        _feed.Failure = new FeedException("503");
        await PollAsync();
        _feed.Holds.Add(Published.Action("P00001"));
        await PollAsync();

        _feed.Failure = null;
        var report = await PollAsync();

        report.Owed.ShouldBe(1);
        (await GapsAsync()).ShouldBeEmpty();
        (await LastPollAsync()).Gaps.ShouldBe(
            [new CoverageGap { Kind = GapKind.Poll, Since = Monday, Reason = "503", Filled = Monday + (3 * HalfADay) }]);
    }

    [Fact]
    public async Task Pieces_of_history_that_are_not_read_yet_are_a_gap()
    {
        _feed.HistoryPieces = 3;
        _feed.FailsAt = "history 1";
        await PollAsync();

        (await GapsAsync()).Select(gap => (gap.Kind, gap.Reason)).ShouldBe(
            [(GapKind.History, "2 of 3 pieces of history are still to be read"), (GapKind.Poll, "history 1 cannot be read")]);
        (await CoverageAsync()).CheckedThrough.ShouldBeNull();
        (await LastPollAsync()).Queries.ShouldBe([new SliceCoverage("history 0", 0, 0), new SliceCoverage("history 1")]);

        _feed.FailsAt = null;
        await PollAsync();
        (await GapsAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task An_award_page_that_could_not_be_read_is_a_gap_until_a_later_poll_has_read_it()
    {
        await WatchPalantirAsync();
        await PollAsync();
        _feed.Holds.Add(Published.Action("0", 100m));
        await PollAsync();
        _feed.Holds.Add(Published.Action("P00001", 100m));
        _feed.PageFailure = new FeedException("500");
        await PollAsync();
        await PollAsync();

        var gap = (await GapsAsync()).ShouldHaveSingleItem();
        gap.ShouldBe(new CoverageGap
        {
            Kind = GapKind.Page,
            Subject = Published.Award.Value,
            Since = Monday + (2 * HalfADay),
            Reason = $"the page of {Published.Award} could not be read: 500",
        });
        (await CoverageAsync()).CheckedThrough.ShouldBe(Monday + (3 * HalfADay));

        _feed.PageFailure = null;
        await PollAsync();
        (await GapsAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task When_pages_go_on_failing_only_a_few_of_them_are_tried_again()
    {
        await WatchPalantirAsync();
        await PollAsync();
        _feed.Holds.AddRange(Enumerable.Range(0, 9).Select(i => Published.Action("0", award: new AwardKey($"CONT_AWD_{i}_7012_-NONE-_-NONE-"))));
        await PollAsync();
        _feed.Holds.AddRange(Enumerable.Range(0, 9).Select(i => Published.Action("P00001", award: new AwardKey($"CONT_AWD_{i}_7012_-NONE-_-NONE-"))));
        _feed.PageFailure = new FeedException("500");
        await PollAsync();
        (await GapsAsync()).Count.ShouldBe(9);

        _feed.PagesRead.Clear();
        await PollAsync();
        _feed.PagesRead.Count.ShouldBe(5);
        (await GapsAsync()).Count.ShouldBe(9);
    }

    [Fact]
    public async Task More_missing_at_once_than_a_source_takes_back_is_a_gap_until_a_whole_sweep()
    {
        _feed.Holds.AddRange(Enumerable.Range(0, 400).Select(i => Published.Action($"P{i:00000}")));
        await PollAsync();
        var lost = _feed.Holds[100..];
        _feed.Holds.RemoveRange(100, 300);
        await PollAsync();
        (await GapsAsync()).ShouldHaveSingleItem().Kind.ShouldBe(GapKind.Actions);

        _feed.Sweeps = false;
        await PollAsync();
        (await GapsAsync()).Count.ShouldBe(1);

        _feed.Sweeps = true;
        _feed.Holds.AddRange(lost);
        await PollAsync();
        (await GapsAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_row_that_could_not_be_read_is_a_gap_until_everything_was_read_again_without_it()
    {
        await PollAsync();
        _feed.Unreadable.Add(new QuarantinedRow("{", "no Mod"));
        await PollAsync();
        (await GapsAsync()).ShouldHaveSingleItem().Reason.ShouldEndWith("no Mod");
        (await LastPollAsync()).Queries.ShouldBe([new SliceCoverage("everything", 1, 1, Unreadable: 1)]);

        _feed.Unreadable.Clear();
        _feed.Sweeps = false;
        await PollAsync();
        (await GapsAsync()).Count.ShouldBe(1);

        _feed.Sweeps = true;
        await PollAsync();
        (await GapsAsync()).ShouldBeEmpty();
    }

    private async Task<PollReport> PollAsync()
    {
        var cycle = new PollCycle(_feed, Store.Polls, Store.Watches, new MatcherFactory(), _time, NullLogger<PollCycle>.Instance);
        var report = await cycle.RunAsync(PlanReason.Asked, progress: null, Stop);
        _time.Advance(HalfADay);
        return report;
    }

    private Task WatchPalantirAsync() => Store.Watches.SaveAsync(
        new StoredWatch(
            new Watch
            {
                Id = "palantir",
                Vendor = new Vendor { Name = "Palantir Technologies" },
                Notify = [new Subscription("palantir", Subscription.Email, "desk@example.org")],
            },
            StoredWatch.CommandLine,
            Monday),
        Stop);

    private Task<FeedCoverage> CoverageAsync() => Store.Polls.CoverageAsync(_feed.Id, Stop);

    private async Task<IReadOnlyList<CoverageGap>> GapsAsync() => (await CoverageAsync()).Gaps;

    private async Task<PollCoverage> LastPollAsync() => (await Store.Polls.PollsAsync(_feed.Id, 1, Stop)).ShouldHaveSingleItem();
}
