using ContractWatch.Matching;
using ContractWatch.TestServers;
using ContractWatch.Watches;
using Microsoft.Extensions.Logging.Abstractions;

namespace ContractWatch.Delivery;

/// <summary>What runs make of a channel as a whole: that it is held, that it is down.</summary>
public sealed class ChannelRunTests
{
    private readonly ImpatientTime _time = new(Told.Noon);
    private readonly FakeOutbox _outbox = new();
    private readonly MatchedChange _change = Told.Matched();
    private readonly List<StoredWatch> _watches = [];
    private readonly DeliveryOptions _options = new();

    [Fact]
    public async Task Notices_pass_the_brake_which_does_not_count_them()
    {
        _options.HoldAbove = 3;
        OweAlerts(4);
        OweNotices(300);
        var channel = new FakeChannel("email");

        var report = (await DeliverAsync(channel)).Channels.Single();

        (report.Held, report.Delivered).ShouldBe((4, 300));
        channel.Letters.ShouldAllBe(letter => letter.Notice != null);
        _outbox.Messages.Count(message => message.State == MessageState.Owed).ShouldBe(4);
    }

    [Fact]
    public async Task Runs_that_found_a_channel_down_are_counted_from_the_first_until_something_gets_through()
    {
        OweAlerts(9);
        DeliveryOutcome answer = new DeliveryOutcome.Deferred("535 no such log-in", ChannelDown: true);
        var channel = new FakeChannel("email", _ => answer);
        await DeliverAsync(channel);
        _time.Advance(TimeSpan.FromMinutes(1));
        await DeliverAsync(channel);
        (await OutageAsync()).ShouldBe(new ChannelOutage(Told.Noon, Told.Noon.AddMinutes(1), 2, "535 no such log-in"));

        // A limit or a delay of one message says neither that it works nor that it does not.
        answer = new DeliveryOutcome.Deferred("slow down", TimeSpan.FromMinutes(5), ChannelDown: true);
        await DeliverAsync(channel);
        answer = new DeliveryOutcome.Deferred("not now");
        await DeliverAsync(channel);
        (await OutageAsync())!.Runs.ShouldBe(2);

        answer = new DeliveryOutcome.Delivered("sent");
        _time.Advance(TimeSpan.FromMinutes(30));
        await DeliverAsync(channel);
        (await OutageAsync()).ShouldBeNull();
    }

    [Fact]
    public async Task A_channel_that_goes_down_in_the_middle_of_a_run_is_down_since_then_and_what_is_old_is_not_believed()
    {
        OweAlerts(9);
        var down = new DeliveryOutcome.Deferred("no connection", ChannelDown: true);
        await DeliverAsync(new FakeChannel("email", _ => down));
        _time.Advance(TimeSpan.FromMinutes(1));
        var answers = new Queue<DeliveryOutcome>([new DeliveryOutcome.Delivered("sent"), down]);

        await DeliverAsync(new FakeChannel("email", _ => answers.Dequeue()));

        (await OutageAsync()).ShouldBe(new ChannelOutage(Told.Noon.AddMinutes(1), Told.Noon.AddMinutes(1), 1, "no connection"));
        _time.Advance(TimeSpan.FromDays(3));
        (await OutageAsync()).ShouldBeNull();
    }

    private void OweAlerts(int count)
    {
        _watches.Add(Told.Watch("palantir", [.. Enumerable.Range(0, count).Select(i => Told.Mail(address: $"reader{i}@example.org"))]));
        _outbox.Add(AlertRouter.Route([_change], _watches, _time.GetUtcNow()));
    }

    private void OweNotices(int count) => _outbox.Add(Enumerable.Range(0, count).Select(number => new OutboxMessage
    {
        Key = $"notice {number}",
        Channel = "email",
        Address = "ops@example.org",
        Cadence = Cadence.Immediately,
        Alerts = [],
        Created = _time.GetUtcNow(),
        Due = _time.GetUtcNow(),
    }));

    private Task<ChannelOutage?> OutageAsync() => ChannelOutage.RecallAsync(_outbox, "email", _time.GetUtcNow(), TestContext.Current.CancellationToken);

    private Task<DeliveryReport> DeliverAsync(IDeliveryChannel channel)
    {
        var archive = new FakeArchive(_watches, [_change]);
        var letters = new LetterWriter(archive, archive, archive, archive, []);
        return new Dispatcher(_outbox, letters, [channel], new VolumeBrake(_outbox, _options, _time), _time, NullLogger<Dispatcher>.Instance)
            .DeliverDueAsync(TestContext.Current.CancellationToken);
    }
}
