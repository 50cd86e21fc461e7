using System.Globalization;
using ContractWatch.Watches;

namespace ContractWatch.Alerting;

public sealed class DigestClockTests
{
    [Theory]
    [InlineData(Cadence.Immediately, "2026-08-12T12:00:00Z", "2026-08-12T12:00:00Z")]
    [InlineData(Cadence.Daily, "2026-08-12T06:59:59Z", "2026-08-12T07:00:00Z")]
    [InlineData(Cadence.Daily, "2026-08-12T07:00:00Z", "2026-08-13T07:00:00Z")]
    [InlineData(Cadence.Weekly, "2026-08-12T12:00:00Z", "2026-08-17T07:00:00Z")]
    [InlineData(Cadence.Weekly, "2026-08-17T06:00:00Z", "2026-08-17T07:00:00Z")]
    [InlineData(Cadence.Weekly, "2026-08-17T07:00:00Z", "2026-08-24T07:00:00Z")]
    public void A_digest_is_due_at_the_next_seven_o_clock_of_its_rhythm(Cadence cadence, string now, string due) =>
        DigestClock.Default.Next(cadence, Moment(now)).ShouldBe(Moment(due));

    [Theory]
    [InlineData("2026-03-28T12:00:00Z", "2026-03-29T01:00:00Z")] // 02:30 does not exist in Berlin that night; 03:00 does
    [InlineData("2026-10-24T12:00:00Z", "2026-10-25T00:30:00Z")] // 02:30 comes twice; the first one counts
    public void A_digest_keeps_its_hour_when_the_clocks_change(string now, string due)
    {
        var clock = new DigestClock(TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin"), new TimeOnly(2, 30));

        clock.Next(Cadence.Daily, Moment(now)).ShouldBe(Moment(due));
    }

    [Fact]
    public void A_zone_that_this_machine_does_not_know_stops_nothing_and_its_hour_is_one_of_utc()
    {
        DigestClock.Knows("Mars/Olympus").ShouldBeFalse();

        DigestClock.Of(new Wishes { Zone = "Mars/Olympus", At = new TimeOnly(6, 30) }).Next(Cadence.Daily, Moment("2026-08-12T06:00:00Z")).ShouldBe(Moment("2026-08-12T06:30:00Z"));
    }

    private static DateTimeOffset Moment(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
}
