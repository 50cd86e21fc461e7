using ContractWatch.Feeds;
using ContractWatch.Polling;

namespace ContractWatch.Storage;

/// <summary>What every store must keep of what polls covered.</summary>
public abstract class CoverageLogContract : StoreContract
{
    private IPollStore Polls => Store.Polls;

    [Fact]
    public async Task Every_field_of_a_polls_coverage_comes_back_the_newest_poll_first()
    {
        var first = Sample.Coverage(gaps: Sample.Gap() with { Filled = Sample.Noon.AddHours(1) });
        Sample.EmptyFields(first).ShouldBeEmpty();
        var second = first with { Started = Sample.Noon.AddDays(1), Gaps = [Sample.Gap(GapKind.Page)] };
        await CommitAsync(0, first);
        await CommitAsync(1, second);

        Sample.Shown(await Polls.PollsAsync(Sample.Feed, 9, Stop)).ShouldBe(Sample.Shown(new[] { second, first }));
        Sample.Shown(await Polls.PollsAsync(Sample.Feed, 1, Stop)).ShouldBe(Sample.Shown(new[] { second }));
        (await Polls.PollsAsync("another", 9, Stop)).ShouldBeEmpty();
    }

    [Fact]
    public async Task What_a_later_commit_of_the_same_poll_says_replaces_what_an_earlier_one_said()
    {
        await CommitAsync(0, Sample.Coverage() with { IsComplete = false });
        await CommitAsync(1, Sample.Coverage());

        (await Polls.PollsAsync(Sample.Feed, 9, Stop)).ShouldHaveSingleItem().IsComplete.ShouldBeTrue();
    }

    [Fact]
    public async Task A_feed_is_checked_through_its_last_complete_poll_and_names_what_is_open()
    {
        var (page, poll) = (Sample.Gap(GapKind.Page), Sample.Gap(GapKind.Poll, "", Sample.Noon.AddDays(-1)));
        await CommitAsync(0, Sample.Coverage(gaps: page));
        await Polls.RecordFailureAsync(Sample.Feed, Sample.Health(), Sample.Coverage(Sample.Noon.AddDays(1), page with { Reason = "503" }, poll), Stop);

        var coverage = await Polls.CoverageAsync(Sample.Feed, Stop);

        coverage.CheckedThrough.ShouldBe(Sample.Health().LastComplete);
        coverage.Gaps.ShouldBe([poll, page with { Reason = "503" }]);
        (await Polls.CoverageAsync("another", Stop)).ShouldSatisfyAllConditions(
            none => none.CheckedThrough.ShouldBeNull(), none => none.Gaps.ShouldBeEmpty());
    }

    [Fact]
    public async Task A_gap_is_open_until_it_is_filled_and_may_open_again()
    {
        var gap = Sample.Gap();
        await CommitAsync(0, Sample.Coverage(gaps: gap));
        await CommitAsync(1, Sample.Coverage(gaps: gap with { Filled = Sample.Noon.AddHours(6) }));
        (await Polls.CoverageAsync(Sample.Feed, Stop)).Gaps.ShouldBeEmpty();

        var again = gap with { Since = Sample.Noon.AddDays(1) };
        await CommitAsync(2, Sample.Coverage(gaps: again));
        (await Polls.CoverageAsync(Sample.Feed, Stop)).Gaps.ShouldBe([again]);
    }

    [Fact]
    public async Task Polls_are_kept_for_90_days_and_an_open_gap_for_ever()
    {
        var open = Sample.Gap();
        await CommitAsync(0, Sample.Coverage(Sample.Noon, open));
        await CommitAsync(1, Sample.Coverage(Sample.Noon.AddDays(90)));
        (await Polls.PollsAsync(Sample.Feed, 9, Stop)).Count.ShouldBe(2);

        await CommitAsync(2, Sample.Coverage(Sample.Noon.AddDays(500)));
        (await Polls.PollsAsync(Sample.Feed, 9, Stop)).ShouldHaveSingleItem();
        (await Polls.CoverageAsync(Sample.Feed, Stop)).Gaps.ShouldBe([open]);
    }

    private Task CommitAsync(int place, PollCoverage coverage) =>
        Polls.CommitAsync(Sample.Commit(place == 0 ? "" : $"{place}", $"{place + 1}") with { Coverage = coverage }, Stop);
}
