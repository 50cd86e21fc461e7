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

/// <summary>
/// A year of polls and digests: two hundred subscribers in eight time zones, every change of the clocks, and two days on which nothing
/// runs. When a digest is due is read off the clock on the wall of each zone, not off the code that is judged.
/// </summary>
public sealed class YearTests(ITestOutputHelper output)
{
    private const int Subscribers = 200;
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset End = Start.AddDays(366);
    private static readonly TimeSpan Tick = TimeSpan.FromMinutes(15);

    /// <summary>The daemon does not run from the night in which Europe's clocks change, over a Monday, to Tuesday.</summary>
    private static readonly DateTimeOffset Down = new(2026, 10, 25, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Back = new(2026, 10, 27, 0, 0, 0, TimeSpan.Zero);

    /// <summary>New York, Berlin and Sydney change their clocks on six different nights, Lord Howe by half an hour; Kathmandu is off by a quarter.</summary>
    private static readonly string[] Zones =
        ["America/New_York", "Europe/Berlin", "Australia/Sydney", "Australia/Lord_Howe", "Asia/Kathmandu", "America/Phoenix", "Pacific/Auckland", "UTC"];

    private static readonly TimeOnly[] Hours = [new(7, 0), new(2, 30), new(0, 0), new(23, 45), new(1, 30)];

    private readonly ImpatientTime _time = new(Start);
    private readonly List<(string Address, DateTimeOffset At, IReadOnlyList<string> Changes)> _arrived = [];
    private readonly Dictionary<string, DateTimeOffset> _recorded = [];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>The judge judged: what calendars and almanacs say of 2026, whose 30 and 31 March are a Monday and a Tuesday.</summary>
    [Theory]
    [InlineData("America/New_York", "02:30", Cadence.Daily, "2026-03-08T00:00Z", "2026-03-08T07:00Z")] // left out: the clock goes from two to three
    [InlineData("America/New_York", "01:30", Cadence.Daily, "2026-11-01T00:00Z", "2026-11-01T05:30Z")] // there twice: the first
    [InlineData("Australia/Lord_Howe", "02:30", Cadence.Daily, "2026-10-03T12:00Z", "2026-10-03T15:30Z")] // by half an hour only
    [InlineData("Asia/Kathmandu", "07:00", Cadence.Daily, "2026-03-30T01:15Z", "2026-03-31T01:15Z")]
    [InlineData("Europe/Berlin", "07:00", Cadence.Weekly, "2026-03-30T05:00Z", "2026-04-06T05:00Z")]
    [InlineData("Pacific/Auckland", "00:00", Cadence.Weekly, "2026-03-27T00:00Z", "2026-03-29T11:00Z")] // Monday there is still Sunday here
    public void The_clock_on_the_wall_is_read_right(string zone, string hour, Cadence cadence, string after, string due) =>
        Moments(TimeZoneInfo.FindSystemTimeZoneById(zone), TimeOnly.Parse(hour, CultureInfo.InvariantCulture), cadence)
            .First(moment => moment > DateTimeOffset.Parse(after, CultureInfo.InvariantCulture)).ShouldBe(DateTimeOffset.Parse(due, CultureInfo.InvariantCulture));

    [Fact]
    public async Task Every_digest_comes_once_at_its_hour_late_only_after_an_outage_and_none_is_empty()
    {
        using var folder = new Storage.TemporaryFolder();
        await using var store = await SqliteStore.OpenAsync(Path.Combine(folder.Path, SqliteStore.FileName), Stop);
        var watch = new Watch { Id = "everything", Agencies = ["ICE"], Notify = [.. Enumerable.Range(0, Subscribers).Select(Subscriber)] };
        await store.Watches.SaveAsync(new StoredWatch(watch, StoredWatch.CommandLine, Start), Stop);
        var channel = new FakeChannel(Subscription.Email, Take);
        var dispatcher = new Dispatcher(
            store.Outbox, new LetterWriter(store.Changes, store.Watches, store.Polls, store.Notices, []), [channel], new VolumeBrake(store.Outbox, new DeliveryOptions(), _time), _time, NullLogger<Dispatcher>.Instance);

        for (var moment = Start; moment < End; moment += Tick)
        {
            if (moment >= Down && moment < Back)
                continue;
            if (moment.TimeOfDay == TimeSpan.FromHours(22) && IsPolled(moment))
                await PollAsync(store, watch, moment.AddMinutes(5));
            _time.Set(moment);
            await dispatcher.DeliverDueAsync(Stop);
            channel.Letters.Clear();
        }

        foreach (var subscription in watch.Notify)
            Judge(subscription);
        _arrived.Count(mail => mail.At == Back).ShouldBeGreaterThan(Subscribers / 2, "missed while nothing ran");
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{_arrived.Count:N0} digests of {_recorded.Count:N0} changes to {watch.Notify.Count} subscribers"));
    }

    /// <summary>Each moment a digest is owed for has one mail with all of it: nothing is missing, early, late, empty or there twice.</summary>
    private void Judge(Subscription subscription)
    {
        var moments = Moments(TimeZoneInfo.FindSystemTimeZoneById(subscription.Wishes.Zone!), subscription.Wishes.At!.Value, subscription.Cadence);
        var owed = _recorded
            .GroupBy(recorded => Running(moments.First(moment => moment > recorded.Value)), recorded => recorded.Key)
            .Where(digest => digest.Key < End)
            .OrderBy(digest => digest.Key).Select(digest => Line(digest.Key, digest));
        _arrived.Where(mail => mail.Address == subscription.Address).Select(mail => Line(mail.At, mail.Changes)).ShouldBe(owed, subscription.Address);

        static string Line(DateTimeOffset at, IEnumerable<string> changes) => $"{at:u}: {string.Join(' ', changes.Order(StringComparer.Ordinal))}";
    }

    private static DateTimeOffset Running(DateTimeOffset moment) => moment >= Down && moment < Back ? Back : moment;

    /// <summary>The first moment of every day, or of every Monday, at which the zone's clock shows the hour or more.</summary>
    private static IReadOnlyList<DateTimeOffset> Moments(TimeZoneInfo zone, TimeOnly hour, Cadence cadence)
    {
        var moments = new List<DateTimeOffset>();
        var last = DateOnly.MinValue;
        for (var moment = Start; moment < End.AddDays(9); moment += Tick)
        {
            var shown = TimeZoneInfo.ConvertTime(moment, zone);
            var day = DateOnly.FromDateTime(shown.DateTime);
            if (day == last || TimeOnly.FromDateTime(shown.DateTime) < hour || (cadence == Cadence.Weekly && shown.DayOfWeek != DayOfWeek.Monday))
                continue;
            moments.Add(moment);
            last = day;
        }

        return moments;
    }

    /// <summary>Every zone has readers of both cadences at every hour.</summary>
    private static Subscription Subscriber(int number)
    {
        var (zone, place) = (number % Zones.Length, number / Zones.Length);
        return new Subscription("everything", Subscription.Email, $"reader{number}@example.org", place / Hours.Length == 0 ? Cadence.Weekly : Cadence.Daily)
        {
            Wishes = new Wishes { Zone = Zones[zone], At = Hours[place % Hours.Length] },
        };
    }

    /// <summary>In the short form every tenth day, before and when clocks change, and before the outage.</summary>
    private static bool IsPolled(DateTimeOffset moment) => Environment.GetEnvironmentVariable("CONTRACTWATCH_LONG") == "1"
        || (moment - Start).Days % 10 == 0
        || Zones.Select(TimeZoneInfo.FindSystemTimeZoneById).Any(zone => zone.GetUtcOffset(moment) != zone.GetUtcOffset(moment.AddDays(2)))
        || (moment < Down && moment > Down.AddDays(-1));

    private async Task PollAsync(SqliteStore store, Watch watch, DateTimeOffset now)
    {
        _time.Set(now);
        var day = (now - Start).Days;
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
