using ContractWatch.Matching;
using ContractWatch.TestServers;
using ContractWatch.Watches;
using Microsoft.Extensions.Logging.Abstractions;

namespace ContractWatch.Delivery;

public sealed class DispatcherTests
{
    private readonly ImpatientTime _time = new(Told.Noon);
    private readonly FakeOutbox _outbox = new();
    private readonly List<MatchedChange> _changes = [];
    private readonly List<StoredWatch> _watches = [];
    private readonly DeliveryOptions _options = new();

    [Fact]
    public async Task What_is_delivered_keeps_its_receipt_and_is_not_sent_again()
    {
        Owe(Told.Watch("palantir", Told.Mail()), Told.Matched());
        var channel = new FakeChannel("email");

        (await DeliverAsync(channel)).Delivered.ShouldBe(1);
        (await DeliverAsync(channel)).Delivered.ShouldBe(0);

        channel.Letters.ShouldHaveSingleItem();
        var message = _outbox.Messages.ShouldHaveSingleItem();
        (message.State, message.Receipt, message.Delivered, message.Attempts).ShouldBe((MessageState.Delivered, $"receipt of {message.Key}", Told.Noon, 1));
    }

    [Fact]
    public async Task A_deferred_message_is_tried_again_after_its_delay_which_grows_to_a_day()
    {
        Owe(Told.Watch("palantir", Told.Mail()), Told.Matched());
        var channel = new FakeChannel("email", _ => new DeliveryOutcome.Deferred("not now"));

        var delays = new List<double>();
        for (var i = 0; i < 11; i++)
        {
            await DeliverAsync(channel);
            delays.Add((_outbox.Messages[0].Due - _time.GetUtcNow()).TotalMinutes);
            _time.Set(_outbox.Messages[0].Due.AddSeconds(-1));
            (await DeliverAsync(channel)).Deferred.ShouldBe(0);
            _time.Advance(TimeSpan.FromSeconds(1));
        }

        delays.ShouldBe([1, 5, 15, 30, 60, 180, 360, 720, 1440, 1440, 1440]);
        (_outbox.Messages[0].LastError, _outbox.Messages[0].Attempts).ShouldBe(("not now", 11));
    }

    [Theory]
    [InlineData(90, false, new[] { 90, 300, 900 })]
    [InlineData(0, false, new[] { 60, 300, 900 })]
    [InlineData(90, true, new[] { 90, 90, 90 })]
    [InlineData(999999, true, new[] { 86400, 86400, 86400 })]
    public async Task A_delay_the_other_side_asks_for_counts_when_it_is_longer_than_ours_or_a_limit(int asked, bool isLimit, int[] delays)
    {
        Owe(Told.Watch("palantir", Told.Mail()), Told.Matched());

        foreach (var delay in delays)
        {
            await DeliverAsync(new FakeChannel("email", _ => new DeliveryOutcome.Deferred("wait", TimeSpan.FromSeconds(asked), IsLimit: isLimit)));
            (_outbox.Messages[0].Due - _time.GetUtcNow()).TotalSeconds.ShouldBe(delay);
            _time.Set(_outbox.Messages[0].Due);
        }
    }

    [Fact]
    public async Task However_many_are_due_again_at_once_they_delay_nobody_else()
    {
        _options.HoldAbove = 0;
        Owe(Told.Watch("palantir", [.. Enumerable.Range(0, 450).Select(i => Told.Mail(address: $"reader{i}@hasty.example.org"))]), Told.Matched());
        Owe(Told.Watch("ice", Told.Mail("ice")), Told.Matched(Told.Change(action: Told.Action("P00005")), Told.Match("ice")));
        var channel = new FakeChannel("email", letter => letter.Message.Address.Contains("hasty", StringComparison.Ordinal)
            ? new DeliveryOutcome.Deferred("too fast", TimeSpan.Zero, AddressDown: true, IsLimit: true)
            : new DeliveryOutcome.Delivered("sent"));

        var report = await DeliverAsync(channel);

        (report.Delivered, report.Deferred).ShouldBe((1, 450));
    }

    [Fact]
    public async Task A_refused_message_is_kept_with_the_reason_and_not_tried_again()
    {
        Owe(Told.Watch("palantir", Told.Mail()), Told.Matched());
        var channel = new FakeChannel("email", _ => new DeliveryOutcome.Refused("no such mailbox"));

        var report = await DeliverAsync(channel);
        _time.Advance(TimeSpan.FromDays(30));
        await DeliverAsync(channel);

        (report.Refused, channel.Letters.Count).ShouldBe((1, 1));
        (_outbox.Messages[0].State, _outbox.Messages[0].LastError).ShouldBe((MessageState.Refused, "no such mailbox"));
    }

    [Fact]
    public async Task An_address_that_is_refused_for_good_gets_nothing_more_and_nobody_else_suffers()
    {
        Owe(Told.Watch("palantir", Told.Mail(address: "gone@example.org"), Told.Mail()), Told.Matched());
        var channel = new FakeChannel("email", letter => letter.Message.Address.StartsWith("gone", StringComparison.Ordinal)
            ? new DeliveryOutcome.Refused("no such mailbox", AddressGone: true)
            : new DeliveryOutcome.Delivered("sent"));
        await DeliverAsync(channel);
        Owe(_watches[0], Told.Matched(Told.Change(action: Told.Action("P00005"))));

        await DeliverAsync(channel);

        _outbox.Suppressions.ShouldHaveSingleItem().ShouldBe(new Suppression("email", "gone@example.org", "no such mailbox", Told.Noon));
        channel.Letters.Count(letter => letter.Message.Address.StartsWith("gone", StringComparison.Ordinal)).ShouldBe(1);
        _outbox.Messages.Select(message => (message.Address, message.State)).ShouldBe(
            [("gone@example.org", MessageState.Refused), ("desk@example.org", MessageState.Delivered), ("gone@example.org", MessageState.Owed), ("desk@example.org", MessageState.Delivered)],
            ignoreOrder: true);
    }

    [Fact]
    public async Task An_address_whose_own_server_is_down_is_tried_once_in_a_run()
    {
        var watch = Told.Watch("palantir", Told.Mail(address: "down@example.org"), Told.Mail());
        Owe(watch, Told.Matched());
        Owe(watch, Told.Matched(Told.Change(action: Told.Action("P00005", award: "CONT_AWD_X_7012_Y_4732"))));
        var channel = new FakeChannel("email", letter => letter.Message.Address.StartsWith("down", StringComparison.Ordinal)
            ? new DeliveryOutcome.Deferred("no answer", AddressDown: true)
            : new DeliveryOutcome.Delivered("sent"));

        var report = await DeliverAsync(channel);

        (report.Delivered, report.Deferred).ShouldBe((2, 1));
        _outbox.Messages.Count(message => message.Attempts == 0).ShouldBe(1);
    }

    [Fact]
    public async Task However_much_is_owed_to_an_address_that_is_down_it_delays_nobody_else()
    {
        _options.HoldAbove = 0;
        Owe(
            Told.Watch("palantir", Told.Mail(address: "down@example.org")),
            [.. Enumerable.Range(0, 450).Select(award => Told.Matched(Told.Change(action: Told.Action("0", award: $"CONT_AWD_{award}_7012"))))]);
        Owe(Told.Watch("ice", Told.Mail("ice")), Told.Matched(null, Told.Match("ice")));
        var channel = new FakeChannel("email", letter => letter.Message.Address.StartsWith("down", StringComparison.Ordinal)
            ? new DeliveryOutcome.Deferred("no answer", AddressDown: true)
            : new DeliveryOutcome.Delivered("sent"));

        (await DeliverAsync(channel)).Delivered.ShouldBe(1);

        _outbox.Messages.Count(message => message.Attempts > 0).ShouldBe(2);
        _outbox.Messages.Where(message => message.State == MessageState.Owed).ShouldAllBe(message => message.Due == Told.Noon.AddMinutes(1));
    }

    [Fact]
    public async Task A_run_that_would_send_too_much_is_held_until_released_and_loses_nothing()
    {
        _options.HoldAbove = 3;
        Owe(Told.Watch("palantir", [.. Enumerable.Range(0, 4).Select(i => Told.Mail(address: $"reader{i}@example.org"))]), Told.Matched());
        var channel = new FakeChannel("email");

        (await DeliverAsync(channel)).Channels.Single().Held.ShouldBe(4);
        channel.Letters.ShouldBeEmpty();
        _outbox.Messages.ShouldAllBe(message => message.State == MessageState.Owed && message.Attempts == 0 && message.LastError == null);

        await new VolumeBrake(_outbox, _options, _time).ReleaseAsync("email", TestContext.Current.CancellationToken);
        (await DeliverAsync(channel)).Delivered.ShouldBe(4);
    }

    [Fact]
    public async Task What_is_owed_after_a_release_is_counted_anew()
    {
        _options.HoldAbove = 3;
        await new VolumeBrake(_outbox, _options, _time).ReleaseAsync("email", TestContext.Current.CancellationToken);
        _time.Advance(TimeSpan.FromMinutes(1));
        Owe(Told.Watch("palantir", [.. Enumerable.Range(0, 4).Select(i => Told.Mail(address: $"reader{i}@example.org"))]), Told.Matched());

        (await DeliverAsync(new FakeChannel("email"), new FakeChannel("github"))).Channels.Select(channel => channel.Held).ShouldBe([4, 0]);
    }

    [Fact]
    public async Task A_message_that_fails_by_a_bug_delays_no_other_and_no_channel()
    {
        Owe(Told.Watch("palantir", Told.Mail(address: "broken@example.org"), Told.Mail(), Told.Issues()), Told.Matched());
        var mail = new FakeChannel("email", letter => letter.Message.Address.StartsWith("broken", StringComparison.Ordinal)
            ? throw new InvalidOperationException("cannot write to broken@example.org")
            : new DeliveryOutcome.Delivered("sent"));
        var issues = new FakeChannel("github");

        var report = await DeliverAsync(mail, issues);

        report.Channels.Select(channel => (channel.Channel, channel.Delivered, channel.Deferred)).ShouldBe([("email", 1, 1), ("github", 1, 0)]);
        report.Channels[0].LastError.ShouldBe("InvalidOperationException: cannot write to (address)");
    }

    [Fact]
    public async Task When_a_channel_is_down_its_other_messages_wait_without_an_attempt()
    {
        var watch = Told.Watch("palantir", Enumerable.Range(0, 5).Select(i => Told.Mail(address: $"reader{i}@example.org")).ToArray());
        Owe(watch, Told.Matched());

        await DeliverAsync(new FakeChannel("email", _ => new DeliveryOutcome.Deferred("no connection", ChannelDown: true)));

        _outbox.Messages.Count(message => message.Attempts == 0 && message.Due == Told.Noon).ShouldBe(4);
    }

    [Fact]
    public async Task Every_message_is_tried_however_many_there_are()
    {
        Owe(Told.Watch("palantir", Enumerable.Range(0, 1000).Select(i => Told.Mail(address: $"reader{i}@example.org")).ToArray()), Told.Matched());

        (await DeliverAsync(new FakeChannel("email"))).Delivered.ShouldBe(1000);
    }

    [Fact]
    public async Task The_parts_of_a_digest_go_out_as_one_mail()
    {
        var watch = Told.Watch("palantir", Told.Mail(cadence: Cadence.Daily));
        Owe(watch, Told.Matched());
        _time.Advance(TimeSpan.FromHours(6));
        Owe(watch, Told.Matched(Told.Change(action: Told.Action("P00005"))));
        var channel = new FakeChannel("email");

        (await DeliverAsync(channel)).Delivered.ShouldBe(0);
        _time.Set(new DateTimeOffset(2026, 8, 13, 7, 0, 0, TimeSpan.Zero));
        (await DeliverAsync(channel)).Delivered.ShouldBe(1);

        channel.Letters.ShouldHaveSingleItem().Changes.Count.ShouldBe(2);
        _outbox.Messages.ShouldAllBe(message => message.State == MessageState.Delivered);
        _outbox.Messages.Select(message => message.Receipt).Distinct().Count().ShouldBe(1);
    }

    [Fact]
    public async Task A_digest_that_is_tried_again_has_the_same_key_and_a_late_part_goes_by_itself()
    {
        var watch = Told.Watch("palantir", Told.Mail(cadence: Cadence.Daily));
        Owe(watch, Told.Matched());
        Owe(watch, Told.Matched(Told.Change(action: Told.Action("P00005"))));
        var answers = new Queue<DeliveryOutcome>([new DeliveryOutcome.Deferred("hung up")]);
        var channel = new FakeChannel("email", _ => answers.TryDequeue(out var answer) ? answer : new DeliveryOutcome.Delivered("sent"));
        _time.Set(new DateTimeOffset(2026, 8, 13, 7, 0, 0, TimeSpan.Zero));
        await DeliverAsync(channel);

        var late = Told.Matched(Told.Change(action: Told.Action("P00006")));
        _changes.Add(late);
        _outbox.Add(AlertRouter.Route([late], _watches, Told.Noon));
        _time.Advance(TimeSpan.FromMinutes(5));
        await DeliverAsync(channel);

        channel.Letters.Select(letter => letter.Changes.Count).ShouldBe([2, 1, 2], ignoreOrder: true);
        channel.Letters.Where(letter => letter.Changes.Count == 2).Select(letter => letter.Message.Key).Distinct().ShouldHaveSingleItem();
    }

    [Fact]
    public async Task After_a_crash_between_sending_and_recording_the_message_is_sent_again_with_the_same_key()
    {
        Owe(Told.Watch("palantir", Told.Mail()), Told.Matched());
        var channel = new FakeChannel("email");
        _outbox.BeforeRecord = messages =>
        {
            if (messages[0].State == MessageState.Delivered)
                throw new IOException("the process dies here");
        };
        await Should.ThrowAsync<IOException>(() => DeliverAsync(channel));

        _outbox.BeforeRecord = _ => { };
        await DeliverAsync(channel);

        channel.Letters.Select(letter => letter.Message.Key).Distinct().ShouldHaveSingleItem();
        (channel.Letters.Count, _outbox.Messages[0].State).ShouldBe((2, MessageState.Delivered));
    }

    [Fact]
    public async Task A_store_that_cannot_write_sends_nothing()
    {
        Owe(Told.Watch("palantir", Told.Mail()), Told.Matched());
        var channel = new FakeChannel("email");
        _outbox.BeforeRecord = _ => throw new IOException("disk full");

        await Should.ThrowAsync<IOException>(() => DeliverAsync(channel));

        channel.Letters.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_channel_somebody_else_is_delivering_by_is_left_to_him()
    {
        Owe(Told.Watch("palantir", Told.Mail()), Told.Matched());
        var channel = new FakeChannel("email");
        await using (await _outbox.TryTakeTurnAsync("email", TestContext.Current.CancellationToken))
            (await DeliverAsync(channel)).Channels.Single().IsBusy.ShouldBeTrue();

        (await DeliverAsync(channel)).Delivered.ShouldBe(1);
    }

    [Fact]
    public async Task A_stop_lets_the_message_in_hand_arrive_and_begins_no_other()
    {
        Owe(Told.Watch("palantir", Told.Mail(), Told.Mail(address: "other@example.org")), Told.Matched());
        using var stop = new CancellationTokenSource();
        FakeChannel? channel = null;
        var isBrokenOff = true;
        channel = new FakeChannel("email", _ =>
        {
            stop.Cancel();
            isBrokenOff = channel!.Token.IsCancellationRequested;
            return new DeliveryOutcome.Delivered("sent");
        });

        var report = await Dispatcher(TimeProvider.System, channel).DeliverDueAsync(stop.Token);

        (isBrokenOff, report.Delivered).ShouldBe((false, 1));
        _outbox.Messages.Select(message => (message.State, message.Attempts)).ShouldBe([(MessageState.Delivered, 1), (MessageState.Owed, 0)]);
    }

    [Fact]
    public async Task A_letter_tells_only_the_reasons_of_its_own_watches()
    {
        _watches.Add(Told.Watch("ice", Told.Issues("ice")));
        Owe(Told.Watch("palantir", Told.Mail()), Told.Matched(null, Told.Match(), Told.Match("ice")));
        var channel = new FakeChannel("email");

        await DeliverAsync(channel);

        var letter = channel.Letters.ShouldHaveSingleItem();
        letter.Changes[0].Matches.ShouldHaveSingleItem().WatchId.ShouldBe("palantir");
        letter.Notes["palantir"].ShouldBe("Case management at ICE");
    }

    private void Owe(StoredWatch watch, params MatchedChange[] changes)
    {
        if (!_watches.Contains(watch))
            _watches.Add(watch);
        _changes.AddRange(changes);
        _outbox.Add(AlertRouter.Route(changes, _watches, _time.GetUtcNow()));
    }

    private Task<DeliveryReport> DeliverAsync(params IDeliveryChannel[] channels) =>
        Dispatcher(_time, channels).DeliverDueAsync(TestContext.Current.CancellationToken);

    private Dispatcher Dispatcher(TimeProvider time, params IDeliveryChannel[] channels)
    {
        var archive = new FakeArchive(_watches, _changes);
        return new Dispatcher(_outbox, new LetterWriter(archive, archive, archive, archive, []), channels, new VolumeBrake(_outbox, _options, time), time, NullLogger<Dispatcher>.Instance);
    }
}
