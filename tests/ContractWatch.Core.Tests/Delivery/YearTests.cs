using System.Globalization;
using ContractWatch.Alerting;
using ContractWatch.Awards;
using ContractWatch.Delivery.Email;
using ContractWatch.Feeds;
using ContractWatch.Polling;
using ContractWatch.Storage.Sqlite;
using ContractWatch.TestServers;
using ContractWatch.Watches;
using Microsoft.Extensions.Logging.Abstractions;

namespace ContractWatch.Delivery;

/// <summary>A year of polls and digests: two hundred subscribers in eight time zones, with every change of the clocks.</summary>
public sealed class YearTests(ITestOutputHelper output)
{
    private const int Subscribers = 200;
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Tick = TimeSpan.FromMinutes(15);

    /// <summary>New York, Berlin and Sydney change their clocks on six different nights, Lord Howe by half an hour; Kathmandu is off by a quarter.</summary>
    private static readonly string[] Zones =
        ["America/New_York", "Europe/Berlin", "Australia/Sydney", "Australia/Lord_Howe", "Asia/Kathmandu", "America/Phoenix", "Pacific/Auckland", "UTC"];

    private static readonly TimeOnly[] Hours = [new(7, 0), new(2, 30), new(0, 0), new(23, 45), new(1, 30)];

    private readonly ImpatientTime _time = new(Start);
    private readonly List<(string Address, DateTimeOffset At, IReadOnlyList<string> Changes)> _arrived = [];
    private readonly Dictionary<string, DateTimeOffset> _recorded = [];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_digest_comes_once_at_its_hour_and_none_is_empty()
    {
        var days = Environment.GetEnvironmentVariable("CONTRACTWATCH_LONG") == "1" ? 1 : 5;
        using var folder = new Storage.TemporaryFolder();
        await using var store = await SqliteStore.OpenAsync(Path.Combine(folder.Path, SqliteStore.FileName), Stop);
        var watch = new Watch { Id = "everything", Agencies = ["ICE"], Notify = [.. Enumerable.Range(0, Subscribers).Select(Subscriber)] };
        await store.Watches.SaveAsync(new StoredWatch(watch, StoredWatch.CommandLine, Start), Stop);
        var channel = new FakeChannel(Subscription.Email, Take);
        var dispatcher = new Dispatcher(
            store.Outbox, new LetterWriter(store.Changes, store.Watches, store.Polls, store.Notices, []), [channel], new VolumeBrake(store.Outbox, new DeliveryOptions(), _time), _time, NullLogger<Dispatcher>.Instance);

        for (var day = 0; day < 366; day++)
        {
            if (day % days == 0)
                await PollAsync(store, watch, day);
            for (var tick = 0; tick < TimeSpan.FromDays(1) / Tick; tick++)
            {
                _time.Set(Start.AddDays(day) + (tick * Tick));
                await dispatcher.DeliverDueAsync(Stop);
                channel.Letters.Clear();
            }
        }

        Judge(watch);
    }

    private void Judge(Watch watch)
    {
        _arrived.ShouldAllBe(mail => mail.Changes.Count > 0);
        foreach (var subscription in watch.Notify)
        {
            var clock = DigestClock.Of(subscription.Wishes);
            var mails = _arrived.Where(mail => mail.Address == subscription.Address).ToList();
            mails.SelectMany(mail => mail.Changes).ShouldBeUnique(subscription.Address);
            mails.Select(mail => mail.At).ShouldBeUnique(subscription.Address);
            mails.ShouldAllBe(mail => mail.Changes.All(change => clock.Next(subscription.Cadence, _recorded[change]) == mail.At), subscription.Address);
            mails.Where(mail => TimeOnly.FromDateTime(TimeZoneInfo.ConvertTime(mail.At, clock.Zone).DateTime) != clock.Hour)
                .ShouldAllBe(mail => clock.Zone.IsInvalidTime(clock.DayOf(mail.At).ToDateTime(clock.Hour)), "only where the clocks skip the hour");
            mails.Sum(mail => mail.Changes.Count).ShouldBe(_recorded.Values.Count(recorded => clock.Next(subscription.Cadence, recorded) <= _time.GetUtcNow()), subscription.Address);
        }

        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{_arrived.Count:N0} digests of {_recorded.Count:N0} changes to {watch.Notify.Count} subscribers"));
    }

    private static Subscription Subscriber(int number) =>
        new("everything", Subscription.Email, $"reader{number}@example.org", number % 4 == 0 ? Cadence.Weekly : Cadence.Daily)
        {
            Wishes = new Wishes { Zone = Zones[number % Zones.Length], At = Hours[number / Zones.Length % Hours.Length] },
        };

    private async Task PollAsync(SqliteStore store, Watch watch, int day)
    {
        _time.Set(Start.AddDays(day).AddHours(6).AddMinutes(20));
        var now = _time.GetUtcNow();
        var changes = Enumerable.Range(0, 2).Select(award => Told.Matched(
            Told.Change(ChangeKind.NewAward, Told.Action("0", 100 + day, $"CONT_AWD_{day}X{award}_7012"), now), Told.Match(watch.Id))).ToList();
        foreach (var change in changes)
            _recorded[change.Change.Id] = now;
        var state = await store.Polls.FeedAsync("usaspending", Stop);
        await store.Polls.CommitAsync(
            new PollCommit
            {
                Feed = "usaspending",
                From = state.Cursor,
                To = new FeedCursor(day.ToString(CultureInfo.InvariantCulture)),
                Time = now,
                Changes = changes,
                Messages = AlertRouter.Route(changes, [new StoredWatch(watch, StoredWatch.CommandLine, Start)], now),
                Health = FeedHealth.Unknown,
                Coverage = new PollCoverage { Started = now },
            },
            Stop);
    }

    /// <summary>Written in full, as it would leave.</summary>
    private DeliveryOutcome Take(Letter letter)
    {
        var mail = new MailWriter("ContractWatch <alerts@example.org>", _time).Write(letter);
        lock (_arrived)
            _arrived.Add((letter.Message.Address, _time.GetUtcNow(), [.. letter.Changes.Select(change => change.Change.Id)]));
        return new DeliveryOutcome.Delivered(mail.MessageId);
    }
}
