using ContractWatch.Feeds;

namespace ContractWatch.Alerting;

public sealed class CoverageTextTests
{
    private static readonly DateTimeOffset Checked = new(2026, 8, 19, 18, 20, 0, TimeSpan.Zero);

    [Fact]
    public void A_feed_without_a_gap_says_through_when_it_was_checked() =>
        Line(Checked).ShouldBe("Coverage of usaspending: checked through 2026-08-19 18:20 UTC.");

    [Fact]
    public void A_feed_that_was_never_read_whole_says_so() =>
        Line(null, Gap(GapKind.History, "2 of 3 pieces of history are still to be read"))
            .ShouldBe("Coverage of usaspending: not read whole yet; gap since 2026-08-19 18:20 UTC: 2 of 3 pieces of history are still to be read.");

    [Fact]
    public void Every_kind_of_gap_is_named_and_several_of_a_kind_are_counted() =>
        Line(Checked, Gap(GapKind.Poll, "503."), Gap(GapKind.Page, "the page of A could not be read"), Gap(GapKind.Page, "the page of B could not be read"))
            .ShouldBe("Coverage of usaspending: checked through 2026-08-19 18:20 UTC; gap since 2026-08-19 18:20 UTC: 503; "
                + "gap since 2026-08-19 18:20 UTC: the page of A could not be read (and 1 more like it).");

    [Fact]
    public void What_a_source_answers_stays_on_the_line() =>
        Line(Checked, Gap(GapKind.Poll, $"the answer begins \"<html>\r\n{new string('x', 1000)}\"")).ShouldSatisfyAllConditions(
            line => line.ShouldNotContain("\n"), line => line.Length.ShouldBeLessThan(400));

    [Fact]
    public void A_poll_says_how_much_of_what_it_asked_for_it_got() =>
        CoverageText.Of(new PollCoverage { Started = Checked, Queries = [new SliceCoverage("a", 1204, 1203), new SliceCoverage("b")] })
            .ShouldBe("last poll 2026-08-19 18:20 UTC, not complete: 1 of 2 queries read, 1,203 of 1,204 rows");

    private static string Line(DateTimeOffset? through, params CoverageGap[] gaps) => CoverageText.Line(new FeedCoverage("usaspending", through, gaps));

    private static CoverageGap Gap(GapKind kind, string reason) => new() { Kind = kind, Since = Checked, Reason = reason };
}
