using ContractWatch.TestServers;
using ContractWatch.TestServers.UsaSpending;

namespace ContractWatch.Feeds.UsaSpending;

/// <summary>The feed over the captures, day by day.</summary>
public sealed class CaptureReadingTests(ITestOutputHelper output)
{
    [Fact]
    public async Task Every_reading_of_the_replay_is_whole_and_takes_few_requests_more_than_the_least()
    {
        var replay = CaptureReplay.Load(options: new CaptureReplayOptions { FiscalYears = ["FY2026"] });
        Assert.SkipWhen(replay is null, TestPaths.NoCaptures);
        await using var rig = await Rig.StartAsync();
        var cursor = FeedCursor.Start;
        var (asked, least, polls) = (0, 0, 0);
        foreach (var day in replay.Days())
        {
            rig.Time.Set(day.Time);
            rig.Server.Universe = day.Universe;
            var (plan, readings) = await rig.PollAsync(cursor);
            cursor = plan.Next;
            foreach (var reading in readings)
                reading.Actions.Count.ShouldBe(reading.Expected);
            var read = readings.Sum(reading => 1 + Rows.Least(reading.Expected));
            output.WriteLine($"{day.Time:yyyy-MM-dd} sweep={plan.IsSweep} rows={readings.Sum(one => one.Expected)} requests={readings.Sum(one => one.Requests)} least={read}");
            if (polls++ > 0)
                (asked, least) = (asked + readings.Sum(one => one.Requests), least + read);
        }

        output.WriteLine($"asked {asked}, least {least}: {(double)asked / least:P1}");
        ((double)asked / least).ShouldBeLessThan(1.10);
    }
}
