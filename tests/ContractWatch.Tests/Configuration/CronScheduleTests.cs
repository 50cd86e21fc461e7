using System.Globalization;

namespace ContractWatch.Configuration;

public sealed class CronScheduleTests
{
    private readonly CronSchedule _twiceADay = new("0 20 6,18 * * ?");

    [Theory]
    [InlineData("2026-08-03T06:19:59Z", "2026-08-03T06:20:00Z")]
    [InlineData("2026-08-03T06:20:00Z", "2026-08-03T18:20:00Z")]
    [InlineData("2026-03-29T00:00:00Z", "2026-03-29T06:20:00Z")]
    public void The_schedule_is_read_in_UTC(string moment, string next) => _twiceADay.NextAfter(At(moment)).ShouldBe(At(next));

    [Theory]
    [InlineData(null, true)]
    [InlineData("2026-08-03T06:21:00Z", false)]
    [InlineData("2026-08-02T18:21:00Z", true)]
    public void A_poll_is_due_when_the_schedule_came_round_since_the_last_or_there_was_none(string? last, bool due) =>
        _twiceADay.IsDue(last is null ? null : At(last), At("2026-08-03T12:00:00Z")).ShouldBe(due);

    [Fact]
    public void The_interval_is_the_one_that_comes_next() =>
        new CronSchedule("0/10 * * * * ?").IntervalAt(At("2026-08-03T12:00:00Z")).ShouldBe(TimeSpan.FromSeconds(10));

    [Theory]
    [InlineData("0 20 6,18 * * ?", true)]
    [InlineData("20 6 * * *", false)]
    [InlineData("", false)]
    [InlineData("0 20 25 * * ?", false)]
    public void An_expression_that_is_none_is_refused(string expression, bool isOne) => (CronSchedule.Refuse(expression) is null).ShouldBe(isOne);

    private static DateTimeOffset At(string moment) => DateTimeOffset.Parse(moment, CultureInfo.InvariantCulture);
}
