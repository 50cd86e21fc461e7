using ContractWatch.Delivery;

namespace ContractWatch.Storage;

/// <summary>What every store must do for deliveries.</summary>
public abstract class OutboxContract : StoreContract
{
    private IOutbox Outbox => Store.Outbox;

    [Fact]
    public async Task Every_field_of_a_message_comes_back_as_it_was_owed()
    {
        Sample.EmptyFields(Sample.Message("m1", alerts: "a1")).ShouldBeEmpty("give the sample's new field a value");
        var bare = new OutboxMessage { Key = "m2", Channel = "github", Address = "o/r", Cadence = default, Alerts = [], Created = Sample.Noon, Due = Sample.Noon };
        OutboxMessage[] owed = [Sample.Message("m1", alerts: ["a2", "a1"]), bare];
        await OweAsync(owed);

        Sample.Shown(await AllAsync(Outbox.MessagesAsync(null, Stop))).ShouldBe(Sample.Shown(owed));
    }

    [Fact]
    public async Task Only_what_is_owed_and_due_by_the_channel_is_due_the_longest_due_first()
    {
        await OweAsync(
            Sample.Message("later", due: Sample.Noon.AddMinutes(2), alerts: "a1"),
            Sample.Message("second", due: Sample.Noon.AddMinutes(1), alerts: "a2"),
            Sample.Message("first", due: Sample.Noon, alerts: "a3"),
            Sample.Message("done", alerts: "a4") with { State = MessageState.Delivered },
            Sample.Message("refused", alerts: "a5") with { State = MessageState.Refused },
            Sample.Message("other channel", alerts: "a6") with { Channel = "github" });

        Keys(await Outbox.DueAsync("email", Sample.Noon.AddMinutes(1), 10, null, Stop)).ShouldBe(["first", "second"]);
        Keys(await Outbox.DueAsync("email", Sample.Noon.AddMinutes(1), 1, null, Stop)).ShouldBe(["first"]);
        Keys(await Outbox.DueAsync("email", Sample.Noon.AddTicks(-1), 10, null, Stop)).ShouldBeEmpty();
    }

    [Fact]
    public async Task The_next_batch_begins_after_the_last_whatever_became_of_it()
    {
        await OweAsync([.. Enumerable.Range(1, 5).Select(place => Sample.Message($"m{place}", due: Sample.Noon.AddMinutes(place / 3), alerts: $"a{place}"))]);
        var first = await Outbox.DueAsync("email", Sample.Noon.AddHours(1), 2, null, Stop);
        await Outbox.RecordAsync([first[0] with { State = MessageState.Delivered }, first[1] with { Due = Sample.Noon.AddMinutes(2) }], Stop);

        var second = await Outbox.DueAsync("email", Sample.Noon.AddHours(1), 2, first[1], Stop);
        var third = await Outbox.DueAsync("email", Sample.Noon.AddHours(1), 2, second[1], Stop);

        Keys(first).ShouldBe(["m1", "m2"]);
        Keys(second).ShouldBe(["m3", "m4"]);
        Keys(third).ShouldBe(["m5", "m2"]);
    }

    [Fact]
    public async Task Alerts_taken_out_of_a_message_make_new_ones_that_are_owed_as_it_was()
    {
        var whole = Sample.Message("m1", alerts: ["a1", "a2", "a3"]);
        await OweAsync(whole, Sample.Message("m2", alerts: "a4"));
        await Outbox.RecordAsync([whole with { Due = Sample.Noon.AddDays(3), Attempts = 4, Sending = "m1" }], Stop);
        var piece = whole with { Key = "m1 a2", Alerts = [whole.Alerts[1]] };

        await Outbox.DivideAsync(whole, [piece, piece with { Key = "m1 a3", Alerts = [whole.Alerts[2]], State = MessageState.Withdrawn, LastError = "paused" }], Stop);

        var store = await AgainAsync();
        (await AllAsync(store.Outbox.MessagesAsync(null, Stop))).Select(message => (message.Key, string.Join(' ', message.Alerts.Select(alert => alert.Key)), message.State, message.Attempts, message.LastError)).ShouldBe(
        [
            ("m1", "a1", MessageState.Owed, 4, "450 try later"), ("m2", "a4", MessageState.Owed, 2, "450 try later"),
            ("m1 a2", "a2", MessageState.Owed, 4, "450 try later"), ("m1 a3", "a3", MessageState.Withdrawn, 4, "paused"),
        ]);
        var owed = (await store.Outbox.PartsAsync("m1 a2", Stop)).Single();
        (owed.Due, owed.Created, owed.Address, owed.Sending, owed.Receipt).ShouldBe((Sample.Noon.AddDays(3), whole.Created, whole.Address, null, null));
        Keys(await store.Outbox.PartsAsync("m1", Stop)).ShouldBe(["m1"]);
        (await store.Outbox.StandingsAsync(Sample.Noon.AddDays(1), Stop)).Single().Overdue.ShouldBe(3);
        await Should.ThrowAsync<StoreException>(() => Outbox.DivideAsync(whole with { Key = "never owed" }, [piece with { Key = "another" }], Stop));
    }

    [Fact]
    public async Task What_was_refused_or_withdrawn_is_owed_again_when_somebody_says_so()
    {
        await OweAsync(
            Sample.Message("refused", alerts: "a1") with { State = MessageState.Refused },
            Sample.Message("withdrawn", alerts: "a2") with { State = MessageState.Withdrawn },
            Sample.Message("done", alerts: "a3") with { State = MessageState.Delivered },
            Sample.Message("later", due: Sample.Noon.AddDays(9), alerts: "a4"));

        (await Outbox.OweAgainAsync(["refused", "withdrawn", "done", "later", "never owed"], Sample.Noon.AddDays(2), Stop)).ShouldBe(2);

        Keys(await Outbox.DueAsync("email", Sample.Noon.AddDays(2), 10, null, Stop)).ShouldBe(["refused", "withdrawn"]);
        (await Outbox.StandingsAsync(Sample.Noon.AddDays(2), Stop)).ShouldBe([new ChannelStanding("email") { Due = 2 }]);
    }

    [Fact]
    public async Task What_is_due_to_an_address_is_found_however_the_address_is_written()
    {
        await OweAsync(
            Sample.Message("m2", "DESK@Example.org", Sample.Noon.AddMinutes(1), "a1"),
            Sample.Message("m1", "desk@example.org", Sample.Noon, "a2"),
            Sample.Message("not due", "desk@example.org", Sample.Noon.AddHours(1), "a3"),
            Sample.Message("other", "desk@example.com", Sample.Noon, "a4"));

        Keys(await Outbox.DueToAsync("email", "Desk@Example.Org", Sample.Noon.AddMinutes(1), Stop)).ShouldBe(["m2", "m1"]);
        Keys(await Outbox.DueToAsync("github", "desk@example.org", Sample.Noon.AddDays(1), Stop)).ShouldBeEmpty();
    }

    [Fact]
    public async Task What_became_of_an_attempt_is_kept()
    {
        await OweAsync(Sample.Message("m1", alerts: "a1"), Sample.Message("m2", alerts: "a2"));
        var told = Sample.Message("m1", alerts: "a1") with
        {
            State = MessageState.Delivered,
            Attempts = 7,
            LastError = null,
            Receipt = "<m1@example.org>",
            Delivered = Sample.Noon.AddTicks(3),
            Due = Sample.Noon.AddDays(2),
            Sending = "another",
        };

        await Outbox.RecordAsync([told], Stop);

        Sample.Shown(await AllAsync(Outbox.MessagesAsync(MessageState.Delivered, Stop))).ShouldBe(Sample.Shown(new[] { told }));
        Keys(await AllAsync(Outbox.MessagesAsync(MessageState.Owed, Stop))).ShouldBe(["m2"]);
    }

    [Fact]
    public async Task Of_attempts_recorded_together_all_are_kept_or_none()
    {
        await OweAsync(Sample.Message("m1", alerts: "a1"));

        await Should.ThrowAsync<StoreException>(() => Outbox.RecordAsync(
            [Sample.Message("m1", alerts: "a1") with { State = MessageState.Delivered }, Sample.Message("never owed", alerts: "a2")], Stop));

        Keys(await AllAsync(Outbox.MessagesAsync(MessageState.Owed, Stop))).ShouldBe(["m1"]);
    }

    [Fact]
    public async Task A_message_owed_twice_is_owed_once_and_keeps_what_became_of_it()
    {
        await OweAsync(Sample.Message("m1", alerts: "a1"));
        await Outbox.RecordAsync([Sample.Message("m1", alerts: "a1") with { State = MessageState.Delivered }], Stop);

        await Store.Polls.CommitAsync(Sample.Commit("1", "2") with { Messages = [Sample.Message("m1", alerts: "a1")] }, Stop);

        (await AllAsync(Outbox.MessagesAsync(null, Stop))).ShouldHaveSingleItem().State.ShouldBe(MessageState.Delivered);
    }

    [Fact]
    public async Task An_alert_owed_before_is_left_out_of_a_new_message_and_so_is_a_message_of_nothing_else()
    {
        await OweAsync(Sample.Message("m1", alerts: ["a1", "a2"]));

        await Store.Polls.CommitAsync(
            Sample.Commit("1", "2") with { Messages = [Sample.Message("m2", alerts: ["a2", "a3"]), Sample.Message("m3", alerts: ["a1", "a3"])] }, Stop);

        var messages = await AllAsync(Outbox.MessagesAsync(null, Stop));
        messages.Select(message => (message.Key, string.Join(' ', message.Alerts.Select(alert => alert.Key)))).ShouldBe([("m1", "a1 a2"), ("m2", "a3")]);
    }

    [Fact]
    public async Task Nothing_is_due_to_a_suppressed_address_until_it_is_lifted_and_then_what_was_refused_is_owed_again()
    {
        await OweAsync(
            Sample.Message("refused", "Gone@example.org", alerts: "a1") with { State = MessageState.Refused },
            Sample.Message("waits", "gone@example.org", alerts: "a2"),
            Sample.Message("not yet", "gone@example.org", Sample.Noon.AddDays(3), "a3"),
            Sample.Message("other", alerts: "a4"));
        var first = new Suppression("email", "gone@example.org", "unknown", Sample.Noon);
        await Outbox.SuppressAsync(first, Stop);
        await Outbox.SuppressAsync(first with { Address = "GONE@example.org", Reason = "again" }, Stop);

        (await Outbox.SuppressionsAsync(Stop)).ShouldBe([first]);
        Keys(await Outbox.DueAsync("email", Sample.Noon.AddDays(1), 10, null, Stop)).ShouldBe(["other"]);
        Keys(await Outbox.DueToAsync("email", "gone@example.org", Sample.Noon.AddDays(1), Stop)).ShouldBeEmpty();

        (await Outbox.LiftAsync("github", "gone@example.org", Sample.Noon.AddDays(1), Stop)).ShouldBeFalse();
        (await Outbox.LiftAsync("email", "GONE@example.org", Sample.Noon.AddDays(1), Stop)).ShouldBeTrue();

        (await Outbox.SuppressionsAsync(Stop)).ShouldBeEmpty();
        Keys(await Outbox.DueToAsync("email", "gone@example.org", Sample.Noon.AddDays(1), Stop)).ShouldBe(["refused", "waits"]);
    }

    [Fact]
    public async Task What_waits_is_counted_as_it_would_be_sent()
    {
        await OweAsync(
            Sample.Message("m1", alerts: "a1"),
            Sample.Message("m2", alerts: "a2"),
            Sample.Message("part 1", alerts: "a3") with { Award = null },
            Sample.Message("part 2", "DESK@example.org", alerts: "a4") with { Award = null },
            Sample.Message("suppressed", "gone@example.org", alerts: "a5"),
            Sample.Message("not due", due: Sample.Noon.AddTicks(1), alerts: "a6"),
            Sample.Message("done", alerts: "a7") with { State = MessageState.Delivered });
        await Outbox.SuppressAsync(new Suppression("email", "gone@example.org", "unknown", Sample.Noon), Stop);

        (await Outbox.WaitingAsync("email", Sample.Noon, DateTimeOffset.MinValue, Stop)).ShouldBe(3);
        (await Outbox.WaitingAsync("email", Sample.Noon, Sample.Noon, Stop)).ShouldBe(0);
        (await Outbox.WaitingAsync("github", Sample.Noon, DateTimeOffset.MinValue, Stop)).ShouldBe(0);
    }

    [Fact]
    public async Task Notices_are_due_by_themselves_and_are_not_counted()
    {
        await OweAsync(Sample.Message("alert", alerts: "a1"));
        foreach (var (key, due) in new[] { ("second", Sample.Noon), ("first", Sample.Noon.AddHours(-1)), ("not due", Sample.Noon.AddTicks(1)) })
            await Store.Notices.OweAsync(Sample.Message(key, due: due) with { Award = null }, new Notice("subject", "text", "thread"), Stop);
        await Store.Notices.OweAsync(Sample.Message("suppressed", "gone@example.org"), new Notice("subject", "text", "thread"), Stop);
        await Outbox.SuppressAsync(new Suppression("email", "gone@example.org", "unknown", Sample.Noon), Stop);

        Keys(await Outbox.DueNoticesAsync("email", Sample.Noon, Stop)).ShouldBe(["first", "second"]);
        Keys(await Outbox.DueNoticesAsync("github", Sample.Noon, Stop)).ShouldBeEmpty();
        Keys(await Outbox.DueAsync("email", Sample.Noon, 10, null, Stop)).ShouldBe(["first", "alert", "second"]);
        (await Outbox.WaitingAsync("email", Sample.Noon, DateTimeOffset.MinValue, Stop)).ShouldBe(1);
    }

    [Fact]
    public async Task What_is_overdue_is_judged_by_when_it_was_first_due_however_often_it_was_put_off()
    {
        await OweAsync(
            Sample.Message("put off", alerts: "a1"),
            Sample.Message("due", due: Sample.Noon.AddHours(23), alerts: "a2"),
            Sample.Message("not due", due: Sample.Noon.AddDays(2), alerts: "a3"),
            Sample.Message("suppressed", "gone@example.org", alerts: "a4"),
            Sample.Message("done", alerts: "a5") with { State = MessageState.Delivered },
            Sample.Message("other channel", alerts: "a6") with { Channel = "github" },
            Sample.Message("refused", alerts: "a7") with { Channel = "github", State = MessageState.Refused },
            Sample.Message("refused, too", alerts: "a8") with { Channel = "webhook", State = MessageState.Refused },
            Sample.Message("withdrawn", alerts: "a9") with { State = MessageState.Withdrawn });
        await Outbox.RecordAsync([Sample.Message("put off", alerts: "a1") with { Due = Sample.Noon.AddDays(3) }], Stop);
        await Outbox.SuppressAsync(new Suppression("email", "gone@example.org", "unknown", Sample.Noon), Stop);

        (await Outbox.StandingsAsync(Sample.Noon.AddDays(1), Stop)).ShouldBe(
        [
            new ChannelStanding("email") { Due = 3, Overdue = 1, Suppressed = 1, OverdueSince = Sample.Noon },
            new ChannelStanding("github") { Due = 1, Overdue = 1, OverdueSince = Sample.Noon, Refused = 1 },
            new ChannelStanding("webhook") { Refused = 1 },
        ]);
        (await Outbox.StandingsAsync(Sample.Noon.AddTicks(-1), Stop)).ShouldBe([new ChannelStanding("github") { Refused = 1 }, new ChannelStanding("webhook") { Refused = 1 }]);
    }

    [Fact]
    public async Task A_thousand_messages_come_oldest_first()
    {
        OutboxMessage[] owed = [.. Enumerable.Range(0, 1000).Select(place => Sample.Message($"m{999 - place}", alerts: $"a{place}"))];
        await OweAsync(owed);

        Keys(await AllAsync(Outbox.MessagesAsync(MessageState.Owed, Stop))).ShouldBe(Keys(owed));
    }

    [Fact]
    public async Task What_went_out_together_is_found_by_its_key_and_a_message_by_its_own_in_whatever_state()
    {
        OutboxMessage[] owed = [Sample.Message("m1", alerts: "a1") with { Sending = null }, Sample.Message("m2", alerts: "a2") with { Sending = "m2", State = MessageState.Delivered }, Sample.Message("m3", alerts: "a3") with { Sending = "other" }];
        await OweAsync(owed);
        (await Outbox.PartsAsync("digest", Stop)).ShouldBeEmpty();
        Sample.Shown(await Outbox.PartsAsync("m2", Stop)).ShouldBe(Sample.Shown(new[] { owed[1] }));

        await Outbox.RecordAsync([owed[1] with { Sending = "digest" }, owed[0] with { Sending = "digest" }], Stop);

        Keys(await Outbox.PartsAsync("digest", Stop)).ShouldBe(["m1", "m2"]);
        Sample.Shown(await Outbox.PartsAsync("m3", Stop)).ShouldBe(Sample.Shown(new[] { owed[2] }));
        await Outbox.RecordAsync([owed[0]], Stop);
        Keys(await Outbox.PartsAsync("digest", Stop)).ShouldBe(["m2"]);
    }

    [Fact]
    public async Task What_was_delivered_to_an_address_comes_oldest_first_however_the_address_is_written()
    {
        OutboxMessage[] told = [.. Enumerable.Range(0, 450).Select(place => Delivered($"m{999 - place}", "Newsroom/Contracts", $"a{place}"))];
        await OweAsync([.. told, Delivered("other", "newsroom/another", "b1"), Sample.Message("owed", "newsroom/contracts", Sample.Noon, "b2"), Delivered("mail", "newsroom/contracts", "b3") with { Channel = "github" }]);

        Keys(await AllAsync(Outbox.DeliveredToAsync("email", "newsroom/CONTRACTS", Stop))).ShouldBe(Keys(told));
        Keys(await AllAsync(Outbox.DeliveredToAsync("github", "newsroom/contracts", Stop))).ShouldBe(["mail"]);

        static OutboxMessage Delivered(string key, string address, string alert) => Sample.Message(key, address, Sample.Noon, alert) with { State = MessageState.Delivered };
    }

    [Fact]
    public async Task One_delivers_by_a_channel_at_a_time()
    {
        var other = await AgainAsync();
        var turn = await Outbox.TryTakeTurnAsync("email", Stop);

        turn.ShouldNotBeNull();
        (await other.Outbox.TryTakeTurnAsync("email", Stop)).ShouldBeNull();
        await using (var elsewhere = await other.Outbox.TryTakeTurnAsync("github", Stop))
            elsewhere.ShouldNotBeNull();

        await turn.DisposeAsync();
        await using var next = await other.Outbox.TryTakeTurnAsync("email", Stop);
        next.ShouldNotBeNull();
    }

    [Fact]
    public async Task What_a_channel_keeps_is_recalled_as_it_was_last_kept()
    {
        (await Outbox.RecallAsync("email/not-before", Stop)).ShouldBeNull();
        await Outbox.KeepAsync("email/not-before", "1", Stop);
        await Outbox.KeepAsync("email/not-before", "2", Stop);

        (await Outbox.RecallAsync("email/not-before", Stop)).ShouldBe("2");
    }

    private Task OweAsync(params OutboxMessage[] messages) => Store.Polls.CommitAsync(Sample.Commit() with { Messages = messages }, Stop);

    private static IEnumerable<string> Keys(IEnumerable<OutboxMessage> messages) => messages.Select(message => message.Key);

    [Fact]
    public async Task A_notice_is_owed_once_like_every_message_and_says_what_it_said()
    {
        var (message, notice) = (Sample.Message("n1") with { Alerts = [], State = MessageState.Owed }, new Notice("Übung", "One.\nTwo.", "thread"));
        await Store.Notices.OweAsync(message, notice, Stop);
        await Store.Notices.OweAsync(message, notice with { Text = "something else" }, Stop);

        (await AllAsync(Store.Outbox.MessagesAsync(MessageState.Owed, Stop))).ShouldHaveSingleItem().Key.ShouldBe("n1");
        (await (await AgainAsync()).Notices.NoticeAsync("n1", Stop)).ShouldBe(notice);
        (await Store.Notices.NoticeAsync("n2", Stop)).ShouldBeNull();
    }
}
