using System.Globalization;
using ContractWatch.Configuration;
using ContractWatch.Feeds;
using ContractWatch.Feeds.Recorded;
using ContractWatch.Polling;

namespace ContractWatch.Rounds;

public sealed class FeedBackoffTests
{
    private static readonly DateTimeOffset Now = new(2026, 8, 3, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(1, "00:01:00")]
    [InlineData(2, "00:05:00")]
    [InlineData(3, "00:15:00")]
    [InlineData(4, "00:30:00")]
    [InlineData(5, "01:00:00")]
    [InlineData(6, "03:00:00")]
    [InlineData(7, "06:00:00")]
    [InlineData(8, "12:00:00")]
    [InlineData(9, "1.00:00:00")]
    [InlineData(500, "1.00:00:00")]
    public void A_failing_feed_rests_longer_each_time_and_never_longer_than_a_day(int failures, string rest) =>
        FeedBackoff.Until(FailedInARow(failures)).ShouldBe(Now + TimeSpan.Parse(rest, CultureInfo.InvariantCulture));

    [Fact]
    public void A_feed_that_fails_again_after_one_good_poll_rests_as_long_as_before()
    {
        var good = FailedInARow(5) with { FailuresInARow = 0, BackoffStep = 4 };

        FeedBackoff.Until(good).ShouldBeNull();
        FeedBackoff.Until(good.Failed(Now, "503")).ShouldBe(Now.AddHours(1));
    }

    [Fact]
    public void A_feed_that_does_not_fail_does_not_rest() =>
        FeedBackoff.Until(new FeedHealth { LastAttempt = Now, LastComplete = Now }).ShouldBeNull();

    [Theory]
    [InlineData(0, "2026-08-03T06:20:30Z", "ok")]
    [InlineData(0, "2026-08-03T18:20:30Z", "ok")]
    [InlineData(0, "2026-08-02T18:20:30Z", "late")]
    [InlineData(0, null, "starting")]
    [InlineData(1, "2026-08-03T06:20:30Z", "failing")]
    [InlineData(1, null, "failing")]
    public void A_feed_is_late_when_its_schedule_has_come_round_twice(int failures, string? lastComplete, string status)
    {
        var last = lastComplete is null ? (DateTimeOffset?)null : DateTimeOffset.Parse(lastComplete, CultureInfo.InvariantCulture);
        Standing(new FeedHealth { LastComplete = last, FailuresInARow = failures }).StatusWord.ShouldBe(status);
    }

    [Theory]
    [InlineData("2026-08-03T06:20:30Z", "starting")]
    [InlineData("2026-08-02T18:20:30Z", "late")]
    public void A_feed_that_was_never_read_whole_is_late_when_its_schedule_has_come_round_twice_since_it_is_looked_after(string first, string status) =>
        Standing(FeedHealth.Unknown, first: DateTimeOffset.Parse(first, CultureInfo.InvariantCulture)).StatusWord.ShouldBe(status);

    [Fact]
    public void A_feed_that_is_switched_off_needs_no_care()
    {
        var standing = Standing(new FeedHealth { FailuresInARow = 3 }, enabled: false);

        standing.StatusWord.ShouldBe("disabled");
        standing.NeedsCare.ShouldBeFalse();
    }

    private static FeedHealth FailedInARow(int times) =>
        Enumerable.Range(0, times).Aggregate(FeedHealth.Unknown, (health, _) => health.Failed(Now, "503"));

    /// <summary>At 18:30 of a day with polls at 6:20 and 18:20.</summary>
    private static FeedStanding Standing(FeedHealth health, bool enabled = true, DateTimeOffset? first = null)
    {
        var settings = new FeedSettings { Id = "one", Enabled = enabled, Schedule = "0 20 6,18 * * ?" };
        var feed = new ConfiguredFeed(settings, new RecordedFeed("one", TimeProvider.System));
        return FeedStanding.Of(feed, new FeedState("one", FeedCursor.Start, health), Now + TimeSpan.FromHours(6.5), first);
    }
}
