using ContractWatch.Awards;
using ContractWatch.Watches;

namespace ContractWatch.Delivery;

/// <summary>What is owed is looked at again before it is sent: the watch may be more discreet by then, and its subscriber gone.</summary>
public sealed class SecondLookTests
{
    private const string Repository = "newsroom/contracts";
    private static readonly DateTimeOffset Morning = Told.Noon.AddDays(1);

    private readonly FakeChannel _mail = new("email");
    private readonly FakeChannel _issues = new("github");

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(Privacy.Members)]
    [InlineData(Privacy.Embargoed)]
    public async Task No_repository_is_told_of_a_watch_that_is_not_public_by_then(Privacy privacy)
    {
        await using var scene = await StoredDelivery.OpenAsync(Told.Watch("palantir", Told.Issues(), Told.Mail()));
        await scene.CommitAsync(Told.Matched());
        await BecomesAsync(scene, Told.Watch("palantir", Told.Issues(), Told.Mail()), privacy);

        await scene.RunAsync(_issues);
        await scene.RunAsync(_mail);

        _issues.Letters.ShouldBeEmpty();
        _mail.Letters.ShouldHaveSingleItem().IsDiscreet.ShouldBe(privacy == Privacy.Embargoed);
        var issue = (await scene.MessagesAsync()).Single(message => message.Channel == "github");
        (issue.State, issue.LastError, issue.Attempts).ShouldBe((MessageState.Withdrawn, "its watch is not public: it is told to addresses only", 0));
    }

    [Fact]
    public async Task A_roll_up_leaves_out_what_is_not_public_by_then()
    {
        await using var scene = await StoredDelivery.OpenAsync(Told.Watch("palantir", Told.Issues()), Told.Watch("ice", Told.Issues("ice")));
        await scene.CommitAsync([.. Enumerable.Range(0, 80).Select(award => Told.Matched(
            Told.Change(ChangeKind.NewAward, Told.Action("0", award: $"CONT_AWD_{award}_7012")), Told.Match(), Told.Match("ice")))]);
        await BecomesAsync(scene, Told.Watch("palantir", Told.Issues()), Privacy.Members);

        await scene.RunAsync(_issues);

        _issues.Letters.Count(letter => letter.Message.Award is null).ShouldBe(1);
        _issues.Letters.SelectMany(letter => letter.Message.Alerts).Count().ShouldBe(80);
        _issues.Letters.SelectMany(letter => letter.Message.Alerts).ShouldAllBe(alert => alert.WatchId == "ice");
        (await scene.MessagesAsync()).Where(message => message.State == MessageState.Withdrawn).SelectMany(message => message.Alerts).Count().ShouldBe(80);
    }

    [Theory]
    [InlineData(Cadence.Daily)]
    [InlineData(Cadence.Immediately)]
    public async Task A_watch_that_is_embargoed_by_then_shares_no_mail(Cadence cadence)
    {
        var quiet = Told.Watch("palantir", Told.Mail(cadence: cadence));
        await using var scene = await StoredDelivery.OpenAsync(quiet, Told.Watch("ice", Told.Mail("ice", cadence: cadence)));
        await scene.CommitAsync(Told.Matched(null, Told.Match(), Told.Match("ice")));
        (await scene.MessagesAsync()).ShouldHaveSingleItem().Alerts.Count.ShouldBe(2);
        await BecomesAsync(scene, quiet, Privacy.Embargoed);

        scene.Time.Set(Morning);
        await scene.RunAsync(_mail);

        _mail.Letters.Select(letter => (letter.Message.Alerts.Single().WatchId, letter.IsDiscreet)).ShouldBe([("ice", false), ("palantir", true)]);
        _mail.Letters.ShouldAllBe(letter => letter.Changes.Single().Matches.Single().WatchId == letter.Message.Alerts[0].WatchId);
        (await scene.MessagesAsync()).Select(message => message.State).ShouldBe([MessageState.Delivered, MessageState.Delivered]);
    }

    [Fact]
    public async Task The_divided_parts_of_a_digest_are_joined_again_with_their_like()
    {
        var quiet = Told.Watch("palantir", Told.Mail(cadence: Cadence.Daily));
        await using var scene = await StoredDelivery.OpenAsync(quiet, Told.Watch("ice", Told.Mail("ice", cadence: Cadence.Daily)));
        foreach (var number in new[] { "P00001", "P00002" })
            await scene.CommitAsync(Told.Matched(Told.Change(action: Told.Action(number)), Told.Match(), Told.Match("ice")));
        await BecomesAsync(scene, quiet, Privacy.Embargoed);

        scene.Time.Set(Morning);
        await scene.RunAsync(_mail);

        _mail.Letters.Select(letter => (letter.Changes.Count, letter.IsDiscreet)).ShouldBe([(2, false), (2, true)]);
    }

    [Fact]
    public async Task A_watch_that_is_gone_is_told_as_discreetly_as_it_ever_was()
    {
        var watch = Told.Watch("palantir", Told.Mail(), Told.Issues());
        await using var scene = await StoredDelivery.OpenAsync(watch);
        await scene.CommitAsync(Told.Matched());
        await BecomesAsync(scene, watch, Privacy.Embargoed);
        await BecomesAsync(scene, watch, Privacy.Members);
        await scene.Watches.RemoveAsync("palantir", Stop);

        await scene.RunAsync(_mail);
        await scene.RunAsync(_issues);

        _mail.Letters.ShouldHaveSingleItem().IsDiscreet.ShouldBeTrue();
        _issues.Letters.ShouldBeEmpty();
    }

    [Fact]
    public async Task What_a_public_watch_owes_outlives_it()
    {
        await using var scene = await StoredDelivery.OpenAsync(Told.Watch("palantir", Told.Mail(), Told.Issues()));
        await scene.CommitAsync(Told.Matched());
        await scene.Watches.RemoveAsync("palantir", Stop);

        await scene.RunAsync(_mail);
        await scene.RunAsync(_issues);

        _mail.Letters.ShouldHaveSingleItem().IsDiscreet.ShouldBeFalse();
        _issues.Letters.ShouldHaveSingleItem();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Who_has_left_hears_nothing_more_not_even_of_a_watch_that_is_gone(bool isGone)
    {
        await using var scene = await StoredDelivery.OpenAsync(Told.Watch("palantir", Told.Mail(cadence: Cadence.Daily)), Told.Watch("ice", Told.Mail("ice")));
        await scene.CommitAsync(Told.Matched());
        if (isGone)
            await scene.Watches.RemoveAsync("palantir", Stop);
        await new SubscriptionBook(scene.Watches, scene.Time).EndAsync("DESK@example.org", null, SubscriptionBook.TheSubscriber, "enough", Stop);

        scene.Time.Set(Morning);
        await scene.RunAsync(_mail);

        _mail.Letters.ShouldBeEmpty();
        var message = (await scene.MessagesAsync()).ShouldHaveSingleItem();
        (message.State, message.LastError).ShouldBe((MessageState.Withdrawn, isGone ? "the address has left" : "the subscription has ended"));
    }

    [Fact]
    public async Task Who_ended_one_watch_hears_of_the_others_in_the_same_mail_under_the_same_key()
    {
        await using var scene = await StoredDelivery.OpenAsync(Told.Watch("palantir", Told.Mail()), Told.Watch("ice", Told.Mail("ice")));
        await scene.CommitAsync(Told.Matched(null, Told.Match(), Told.Match("ice")));
        var owed = (await scene.MessagesAsync()).Single();
        await new SubscriptionBook(scene.Watches, scene.Time).EndAsync("desk@example.org", "palantir", SubscriptionBook.TheSubscriber, null, Stop);

        await scene.RunAsync(_mail);

        var letter = _mail.Letters.ShouldHaveSingleItem();
        (letter.Message.Key, letter.Message.Alerts.Single().WatchId, letter.Changes.Single().Matches.Single().WatchId).ShouldBe((owed.Key, "ice", "ice"));
        (await scene.MessagesAsync()).Select(message => (message.State, message.Alerts.Single().WatchId)).ShouldBe([(MessageState.Delivered, "ice"), (MessageState.Withdrawn, "palantir")]);
    }

    [Fact]
    public async Task What_is_taken_out_of_a_digest_after_an_attempt_is_no_part_of_what_goes_out_under_its_key()
    {
        await using var scene = await StoredDelivery.OpenAsync(Told.Watch("palantir", Told.Mail(cadence: Cadence.Daily)), Told.Watch("ice", Told.Mail("ice", cadence: Cadence.Daily)));
        foreach (var number in new[] { "P00001", "P00002" })
            await scene.CommitAsync(Told.Matched(Told.Change(action: Told.Action(number)), Told.Match(), Told.Match("ice")));
        var greylists = new FakeChannel("email", _ => new DeliveryOutcome.Deferred("450 greylisted"));
        scene.Time.Set(Morning);
        await scene.RunAsync(greylists);
        await new SubscriptionBook(scene.Watches, scene.Time).EndAsync("desk@example.org", "palantir", SubscriptionBook.TheSubscriber, null, Stop);

        await scene.RunToTheEndAsync(_mail);

        var parts = await scene.Outbox.PartsAsync(_mail.Letters[^1].Message.Key, Stop);
        parts.Select(part => part.State).ShouldBe([MessageState.Delivered, MessageState.Delivered]);
        LetterWriter.Joined(parts).Key.ShouldBe(_mail.Letters[^1].Message.Key);
    }

    [Theory]
    [InlineData(true, null)]
    [InlineData(false, "2026-08-13")]
    public async Task Who_has_paused_or_is_mute_by_then_is_not_told_later_either(bool paused, string? mutedUntil)
    {
        var subscription = Told.Mail(cadence: Cadence.Daily);
        await using var scene = await StoredDelivery.OpenAsync(Told.Watch("palantir", subscription));
        await scene.CommitAsync(Told.Matched());
        var wishes = new Wishes { Paused = paused, MutedUntil = mutedUntil is null ? null : DateOnly.Parse(mutedUntil, System.Globalization.CultureInfo.InvariantCulture) };
        await new SubscriptionBook(scene.Watches, scene.Time).ChangeAsync(subscription with { Wishes = wishes }, SubscriptionBook.TheSubscriber, Stop);

        scene.Time.Set(Morning);
        await scene.RunAsync(_mail);
        await new SubscriptionBook(scene.Watches, scene.Time).ChangeAsync(subscription, SubscriptionBook.TheSubscriber, Stop);
        scene.Time.Advance(TimeSpan.FromDays(1));
        await scene.RunAsync(_mail);

        _mail.Letters.ShouldBeEmpty();
        (await scene.MessagesAsync()).ShouldHaveSingleItem().State.ShouldBe(MessageState.Withdrawn);
    }

    [Fact]
    public async Task Whom_the_file_names_no_more_is_not_told()
    {
        await using var scene = await StoredDelivery.OpenAsync(Told.Watch("palantir", Told.Mail(), Told.Issues()));
        await scene.CommitAsync(Told.Matched());
        await scene.Watches.SaveAsync(Told.Watch("palantir", Told.Mail()), Stop);

        await scene.RunAsync(_mail);
        await scene.RunAsync(_issues);

        (_mail.Letters.Count, _issues.Letters.Count).ShouldBe((1, 0));
        (await scene.MessagesAsync()).Single(message => message.Address == Repository).LastError.ShouldBe("its watch names this address no more");
    }

    [Fact]
    public async Task What_was_withdrawn_by_a_slip_is_told_when_it_is_owed_again()
    {
        await using var scene = await StoredDelivery.OpenAsync(Told.Watch("palantir", Told.Mail()));
        await scene.CommitAsync(Told.Matched());
        await scene.Watches.SaveAsync(Told.Watch("palantir"), Stop);
        await scene.RunAsync(_mail);
        await scene.Watches.SaveAsync(Told.Watch("palantir", Told.Mail()), Stop);

        await scene.Outbox.OweAgainAsync([(await scene.MessagesAsync()).Single().Key], scene.Time.GetUtcNow(), Stop);
        await scene.RunAsync(_mail);

        _mail.Letters.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_notice_is_told_whoever_has_left()
    {
        await using var scene = await StoredDelivery.OpenAsync(Told.Watch("palantir", Told.Mail()));
        await new SubscriptionBook(scene.Watches, scene.Time).EndAsync("desk@example.org", null, SubscriptionBook.TheSubscriber, null, Stop);
        await scene.OweAsync("email", "desk@example.org", new Notice("Needs care", "Something.", "thread"));

        await scene.RunAsync(_mail);

        _mail.Letters.ShouldHaveSingleItem();
    }

    private static Task BecomesAsync(StoredDelivery scene, StoredWatch watch, Privacy privacy) =>
        scene.Watches.SaveAsync(watch with { Watch = watch.Watch with { Privacy = privacy } }, Stop);
}
