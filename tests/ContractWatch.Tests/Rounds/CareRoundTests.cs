using ContractWatch.Configuration;
using ContractWatch.Delivery;
using ContractWatch.Delivery.Email;
using ContractWatch.Delivery.Webhook;
using ContractWatch.Feeds;
using ContractWatch.Feeds.Recorded;
using ContractWatch.Storage;
using ContractWatch.Storage.Sqlite;
using ContractWatch.TestServers;
using ContractWatch.Watches;
using Microsoft.Extensions.Logging.Abstractions;

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
    private readonly WrittenLog _log = new();
    private bool _nobodyTakesMail;
    private CareRound? _round;

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
    public async Task A_mail_to_operators_reads_as_approved()
    {
        await FeedAsync(Healthy() with { FailuresInARow = 3, FailingSince = Monday, LastError = "api/v2/search: 503 <b>\u202Esorry" });
        await RoundAsync();
        var message = (await _store.Outbox.MessagesAsync(null, Stop).ToListAsync(Stop)).Single(one => one.Channel == Subscription.Email);

        var mail = new MailWriter("ContractWatch <alerts@contracts.example.net>", _time)
            .Write(new Letter { Message = message, Changes = [], Notes = new Dictionary<string, string>(), Notice = await _store.Notices.NoticeAsync(message.Key, Stop) });

        string[] lines = [$"Message-ID: {mail.MessageId}", $"Subject: {mail.Subject}", .. mail.Headers.Select(header => $"{header.Name}: {header.Value}"), "", mail.Text, mail.Html];
        string.Join('\n', lines).ShouldBeApproved("mail.operators");
    }

    [Fact]
    public async Task A_key_of_which_the_other_side_says_that_it_ends_is_told_two_weeks_before()
    {
        await FeedAsync(Healthy());
        await _store.Outbox.KeepAsync("webhook/key-ends", "2026-08-18", Stop);
        (await RoundAsync()).ShouldBeEmpty();

        await _store.Outbox.KeepAsync("webhook/key-ends", "2026-08-17", Stop);
        (await RoundAsync()).ShouldContain("ContractWatch: Needs care: key webhook log-in ends");
        await _store.Outbox.KeepAsync("webhook/key-ends", "", Stop);
        (await RoundAsync()).ShouldContain("ContractWatch: Over: key webhook log-in ends");
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
    public async Task A_feed_that_was_never_read_whole_is_silent_when_its_schedule_has_come_round_twice()
    {
        (await RoundAsync()).ShouldBeEmpty();
        _time.Advance(TimeSpan.FromHours(12));
        (await RoundAsync()).ShouldBeEmpty();

        RestartDaemon();
        _time.Advance(TimeSpan.FromHours(8));
        (await RoundAsync()).ShouldContain("ContractWatch: Needs care: feed one is silent");
        _log.Lines.ShouldHaveSingleItem().ShouldContain("has not been read whole since 2026-08-03 12:00 UTC");
    }

    [Fact]
    public async Task A_feed_that_failed_once_and_is_never_asked_again_is_silent()
    {
        await FeedAsync(Healthy() with { LastComplete = Monday.AddDays(-2), FailuresInARow = 1, FailingSince = Monday.AddDays(-1) });
        (await RoundAsync()).ShouldContain("ContractWatch: Needs care: feed one is silent");
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
    public async Task A_channel_that_is_down_is_told_after_some_runs_and_a_quarter_of_an_hour_and_told_when_it_is_over()
    {
        await FeedAsync(Healthy());
        await DeliverAsync(new DeliveryOutcome.Deferred("535 no such log-in", ChannelDown: true));
        for (var minute = 1; minute <= 14; minute++)
        {
            _time.Advance(TimeSpan.FromMinutes(1));
            await DeliverAsync(new DeliveryOutcome.Deferred("535 no such log-in", ChannelDown: true));
            (await RoundAsync()).ShouldBeEmpty();
        }

        RestartDaemon();
        _time.Advance(TimeSpan.FromMinutes(1));
        (await RoundAsync()).ShouldBe(["ContractWatch: Needs care: channel email is down", "ContractWatch: Needs care: channel email is down"]);
        _log.Lines.ShouldHaveSingleItem().ShouldStartWith("Warning needs care: Nothing has got through by email since 2026-08-03 12:00 UTC, tried ");
        RestartDaemon();
        (await RoundAsync()).ShouldBeEmpty();

        _time.Advance(TimeSpan.FromMinutes(1));
        await DeliverAsync(new DeliveryOutcome.Delivered("sent"));
        (await RoundAsync()).ShouldBe(["ContractWatch: Over: channel email is down", "ContractWatch: Over: channel email is down"]);
        (await RoundAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task One_failure_of_a_channel_is_no_trouble_however_long_ago_it_was()
    {
        await FeedAsync(Healthy());
        await DeliverAsync(new DeliveryOutcome.Deferred("no connection", ChannelDown: true));
        _time.Advance(TimeSpan.FromHours(3));
        (await RoundAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_channel_that_somebody_is_to_be_told_by_and_that_lacks_something_needs_care()
    {
        await FeedAsync(Healthy());
        (await RoundAsync()).ShouldBeEmpty();
        var subscription = new Subscription("acme", Subscription.Webhook, "https://hooks.example.org/acme");
        await _store.Watches.SaveAsync(new StoredWatch(new Watch { Id = "acme" }, StoredWatch.CommandLine, Monday), Stop);
        await _store.Watches.SaveAsync([new StoredSubscription { Subscription = subscription, State = SubscriptionState.Confirmed, History = [] }], Stop);

        (await RoundAsync()).ShouldContain("ContractWatch: Needs care: channel webhook is not configured");
        _log.Lines.ShouldBe(["Warning needs care: Somebody is to be told by webhook, but Webhook:Secret is empty"]);
    }

    [Fact]
    public async Task A_death_between_keeping_and_owing_tells_nothing_twice_and_forgets_nothing()
    {
        await FeedAsync(Healthy() with { FailuresInARow = 3, FailingSince = Monday, LastError = "503" });
        (await DieAtEveryStepAsync()).ShouldBe(2);
        (await RoundAsync()).ShouldBe(["ContractWatch: Needs care: feed one fails", "ContractWatch: Needs care: feed one fails"]);

        await FeedAsync(Healthy());
        (await DieAtEveryStepAsync()).ShouldBe(3);
        (await RoundAsync()).ShouldBe(["ContractWatch: Over: feed one fails", "ContractWatch: Over: feed one fails"]);
        (await RoundAsync()).ShouldBeEmpty();

        async Task<int> DieAtEveryStepAsync()
        {
            var deaths = 0;
            for (var step = 0; step < 6; step++)
            {
                _time.Advance(TimeSpan.FromMinutes(1));
                try
                {
                    await Round(new MortalStore(_store, step)).RunAsync(Stop);
                }
                catch (DeathException)
                {
                    deaths++;
                }
            }

            return deaths;
        }
    }

    [Fact]
    public async Task A_heartbeat_comes_on_mondays_only()
    {
        _options.Heartbeat = true;
        _time.Set(Monday.AddDays(1));
        await FeedAsync(Healthy() with { LastComplete = _time.GetUtcNow() });
        (await RoundAsync()).ShouldBeEmpty();
        _time.Set(new DateTimeOffset(2026, 8, 9, 23, 59, 0, TimeSpan.Zero));
        await FeedAsync(Healthy() with { LastComplete = _time.GetUtcNow() });
        (await RoundAsync()).ShouldBeEmpty();
        _time.Advance(TimeSpan.FromMinutes(1));
        (await RoundAsync()).ShouldContain("ContractWatch runs, week of 2026-08-10");
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
    public async Task Where_nobody_is_to_be_told_nothing_is_owed_and_the_log_says_it_once()
    {
        _options.Tell.Clear();
        await FeedAsync(Healthy() with { FailuresInARow = 9, LastError = "503" });
        (await RoundAsync()).ShouldBeEmpty();
        _time.Advance(TimeSpan.FromDays(2));
        (await RoundAsync()).ShouldBeEmpty();
        _log.Lines.ShouldHaveSingleItem().ShouldEndWith("503");
    }

    private static FeedHealth Healthy() => new() { LastComplete = Monday, NewestActionDate = new DateOnly(2026, 8, 2) };

    private Task FeedAsync(FeedHealth health) => _store.Polls.RecordFailureAsync("one", health, new PollCoverage { Started = Monday }, Stop);

    private void RestartDaemon()
    {
        _round = null;
        _log.Lines.Clear();
    }

    private CareRound Round(IStore store)
    {
        IReadOnlyList<ConfiguredFeed> feeds = [new ConfiguredFeed(new FeedSettings { Id = "one" }, new RecordedFeed("one", TimeProvider.System))];
        var webhook = new WebhookChannel(new WebhookOptions(), new HttpClient(), _time);
        var troubles = new Troubles(feeds, [webhook], store, Brake, _options, _time);
        return new CareRound(troubles, feeds, store, _options, _time, _log);
    }

    private VolumeBrake Brake => new(_store.Outbox, new DeliveryOptions(), _time);

    /// <summary>Another word is owed by mail, and all that is due meets with the same answer.</summary>
    private async Task DeliverAsync(DeliveryOutcome answer)
    {
        _nobodyTakesMail = true;
        var key = $"word {_time.GetUtcNow():O}";
        var message = new OutboxMessage { Key = key, Channel = Subscription.Email, Address = "reader@example.org", Cadence = Cadence.Immediately, Alerts = [], Created = _time.GetUtcNow(), Due = _time.GetUtcNow() };
        await _store.Notices.OweAsync(message, new Notice("A word", "It is said.", key), Stop);
        _seen.Add(key);
        var letters = new LetterWriter(_store.Changes, _store.Watches, _store.Polls, _store.Notices, []);
        await new Dispatcher(_store.Outbox, letters, [new ToldChannel(answer)], Brake, _time, NullLogger<Dispatcher>.Instance).DeliverDueAsync(Stop);
    }

    /// <summary>The subjects owed since the last round.</summary>
    private async Task<List<string>> RoundAsync()
    {
        _round ??= Round(_store);
        await _round.RunAsync(Stop);
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
