using ContractWatch.Configuration;
using ContractWatch.Feeds;
using ContractWatch.Feeds.Recorded;
using ContractWatch.Rounds;
using ContractWatch.Storage.Sqlite;

namespace ContractWatch.Scheduling;

public sealed class TimetableTests : IAsyncLifetime
{
    private static readonly DateTimeOffset Now = new(2026, 8, 3, 12, 0, 0, TimeSpan.Zero);

    private readonly string _folder = Directory.CreateTempSubdirectory("contractwatch-timetable-").FullName;
    private SqliteStore _store = null!;

    public async ValueTask InitializeAsync() =>
        _store = await SqliteStore.OpenAsync(Path.Combine(_folder, SqliteStore.FileName), TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        await _store.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task A_feed_that_was_never_read_is_polled_at_once() => (await FirstAsync()).ShouldBe(Now);

    [Fact]
    public async Task A_feed_whose_schedule_came_round_while_nobody_was_there_is_polled_at_once() =>
        (await FirstAsync(new FeedHealth { LastComplete = Now.AddDays(-1) })).ShouldBe(Now);

    [Fact]
    public async Task A_feed_that_was_read_since_waits_for_its_schedule() =>
        (await FirstAsync(new FeedHealth { LastComplete = Now.AddHours(-1) })).ShouldBeNull();

    [Fact]
    public async Task A_failing_feed_rests_across_a_restart() =>
        (await FirstAsync(new FeedHealth { LastAttempt = Now.AddMinutes(-10), FailuresInARow = 4, BackoffStep = 4 })).ShouldBe(Now.AddMinutes(20));

    [Fact]
    public async Task A_failing_feed_that_has_rested_is_polled_at_once() =>
        (await FirstAsync(new FeedHealth { LastAttempt = Now.AddDays(-2), FailuresInARow = 4, BackoffStep = 4 })).ShouldBe(Now);

    [Fact]
    public async Task A_feed_that_is_switched_off_is_not_polled() => (await FirstAsync(enabled: false)).ShouldBeNull();

    private async Task<DateTimeOffset?> FirstAsync(FeedHealth? health = null, bool enabled = true)
    {
        var cancellation = TestContext.Current.CancellationToken;
        if (health is not null)
            await _store.Polls.RecordFailureAsync("one", health, new PollCoverage { Started = Now }, cancellation);
        var feed = new ConfiguredFeed(new FeedSettings { Id = "one", Enabled = enabled }, new RecordedFeed("one", TimeProvider.System));
        var missed = await Timetable.MissedAsync([feed], _store.Polls, Now, cancellation);
        return missed.TryGetValue("one", out var at) ? at : null;
    }
}
