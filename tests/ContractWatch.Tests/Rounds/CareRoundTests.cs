using ContractWatch.Configuration;
using ContractWatch.Delivery;
using ContractWatch.Feeds;
using ContractWatch.Feeds.Recorded;
using ContractWatch.Storage.Sqlite;
using ContractWatch.TestServers;

namespace ContractWatch.Rounds;

/// <summary>Operators hear of a trouble once, again while it lasts, and when it is over.</summary>
public sealed class CareRoundTests : IAsyncLifetime
{
    private static readonly DateTimeOffset Monday = new(2026, 8, 3, 12, 0, 0, TimeSpan.Zero);

    private readonly string _folder = Directory.CreateTempSubdirectory("contractwatch-care-").FullName;
    private readonly ImpatientTime _time = new(Monday);
    private readonly OperatorsOptions _options = new() { Tell = { "ops@example.org", "owner/operations" } };
    private readonly HashSet<string> _seen = [];
    private SqliteStore _store = null!;
    private bool _nobodyTakesMail;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _store = await SqliteStore.OpenAsync(Path.Combine(_folder, SqliteStore.FileName), Stop);

    public async ValueTask DisposeAsync()
    {
        await _store.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task A_feed_that_fails_three_times_is_told_once_repeated_daily_and_told_when_it_is_over()
    {
        await FeedAsync(Healthy() with { FailuresInARow = 2, FailingSince = Monday, LastError = "503" });
        (await RoundAsync()).ShouldBeEmpty();

        await FeedAsync(Healthy() with { FailuresInARow = 3, FailingSince = Monday, LastError = "503" });
        (await RoundAsync()).ShouldBe(["ContractWatch: Needs care: feed one fails", "ContractWatch: Needs care: feed one fails"]);
        for (var hour = 0; hour < 23; hour++)
        {
            _time.Advance(TimeSpan.FromHours(1));
            (await RoundAsync()).ShouldBeEmpty();
        }

        _time.Advance(TimeSpan.FromHours(1));
        (await RoundAsync()).Count.ShouldBe(2);
        await FeedAsync(Healthy() with { LastComplete = _time.GetUtcNow() });
        (await RoundAsync()).ShouldBe(["ContractWatch: Over: feed one fails", "ContractWatch: Over: feed one fails"]);
        (await RoundAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task What_began_what_lasts_and_its_end_are_one_thread()
    {
        await FeedAsync(Healthy() with { FailuresInARow = 3 });
        await RoundAsync();
        await FeedAsync(Healthy());
        await RoundAsync();

        var notices = new List<Notice>();
        await foreach (var message in _store.Outbox.MessagesAsync(null, Stop))
            notices.Add((await _store.Notices.NoticeAsync(message.Key, Stop))!);
        notices.Select(notice => notice.Thread).Distinct().ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_feed_that_is_silent_or_serves_old_data_needs_care()
    {
        await FeedAsync(Healthy() with { LastComplete = Monday.AddDays(-2) });
        (await RoundAsync()).ShouldContain("ContractWatch: Needs care: feed one is silent");

        await FeedAsync(Healthy() with { NewestActionDate = new DateOnly(2026, 7, 19) });
        (await RoundAsync()).ShouldContain("ContractWatch: Needs care: feed one is stale");
    }

    [Fact]
    public async Task Rows_of_another_shape_need_care()
    {
        var gap = new CoverageGap { Kind = GapKind.Rows, Since = Monday, Reason = "rows could not be read" };
        await _store.Polls.RecordFailureAsync("one", Healthy(), new PollCoverage { Started = Monday, Gaps = [gap] }, Stop);

        (await RoundAsync()).ShouldContain("ContractWatch: Needs care: feed one Rows");
    }

    [Fact]
    public async Task Messages_that_nobody_took_for_a_day_and_a_key_that_ends_need_care()
    {
        _nobodyTakesMail = true;
        await FeedAsync(Healthy());
        _options.Expiries.Add(new KeyExpiry { Name = "GitHub token", Ends = new DateOnly(2026, 8, 16) });
        (await RoundAsync()).ShouldContain("ContractWatch: Needs care: key GitHub token ends");

        _time.Advance(TimeSpan.FromDays(1));
        await FeedAsync(Healthy() with { LastComplete = _time.GetUtcNow() });
        (await RoundAsync()).ShouldContain("ContractWatch: Needs care: channel email is late");
    }

    [Fact]
    public async Task What_is_refused_needs_care_until_somebody_owes_it_again_or_lets_it_be()
    {
        await FeedAsync(Healthy());
        var message = new OutboxMessage { Key = "m", Channel = "email", Address = "desk@example.org", Cadence = default, Alerts = [], Created = Monday, Due = Monday };
        await _store.Notices.OweAsync(message, new Notice("Hello", "Hello.", "hello"), Stop);
        await RoundAsync();
        await _store.Outbox.RecordAsync([message with { State = MessageState.Refused, LastError = "554 no" }], Stop);
        (await RoundAsync()).ShouldContain("ContractWatch: Needs care: channel email refuses");

        await _store.Outbox.OweAgainAsync(["m"], Monday, Stop);
        (await RoundAsync()).ShouldContain("ContractWatch: Over: channel email refuses");

        await _store.Outbox.RecordAsync([message with { State = MessageState.Withdrawn, LastError = "554 no" }], Stop);
        (await RoundAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_heartbeat_comes_once_a_week_with_what_there_is_to_say()
    {
        _options.Heartbeat = true;
        await FeedAsync(Healthy());
        (await RoundAsync()).ShouldBe(["ContractWatch runs, week of 2026-08-03", "ContractWatch runs, week of 2026-08-03"]);
        _time.Advance(TimeSpan.FromHours(6));
        (await RoundAsync()).ShouldBeEmpty();
        _time.Set(Monday.AddDays(7));
        await FeedAsync(Healthy() with { LastComplete = Monday.AddDays(7), NewestActionDate = new DateOnly(2026, 8, 9) });
        (await RoundAsync()).ShouldContain("ContractWatch runs, week of 2026-08-10");
    }

    [Fact]
    public async Task Where_nobody_is_to_be_told_nothing_is_owed()
    {
        _options.Tell.Clear();
        await FeedAsync(Healthy() with { FailuresInARow = 9 });
        (await RoundAsync()).ShouldBeEmpty();
    }

    private static FeedHealth Healthy() => new() { LastComplete = Monday, NewestActionDate = new DateOnly(2026, 8, 2) };

    private Task FeedAsync(FeedHealth health) => _store.Polls.RecordFailureAsync("one", health, new PollCoverage { Started = Monday }, Stop);

    /// <summary>The subjects owed since the last round.</summary>
    private async Task<List<string>> RoundAsync()
    {
        var feed = new ConfiguredFeed(new FeedSettings { Id = "one" }, new RecordedFeed("one", TimeProvider.System));
        var brake = new VolumeBrake(_store.Outbox, new DeliveryOptions(), _time);
        await new CareRound([feed], _store, brake, _options, _time).RunAsync(Stop);
        var subjects = new List<string>();
        await foreach (var message in _store.Outbox.MessagesAsync(null, Stop))
        {
            if (!_seen.Add(message.Key))
                continue;
            subjects.Add((await _store.Notices.NoticeAsync(message.Key, Stop))!.Subject);
            if (!_nobodyTakesMail)
                await _store.Outbox.RecordAsync([message with { State = MessageState.Delivered }], Stop);
        }

        return subjects;
    }
}
