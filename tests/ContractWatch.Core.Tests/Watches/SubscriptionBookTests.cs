using ContractWatch.TestServers;

namespace ContractWatch.Watches;

public sealed class SubscriptionBookTests
{
    private const string Desk = "desk@example.org";

    private static readonly DateTimeOffset Noon = new(2026, 8, 12, 12, 0, 0, TimeSpan.Zero);

    private readonly MemoryWatchStore _store = new();
    private readonly ImpatientTime _time = new(Noon);

    private SubscriptionBook Book => new(_store, _time);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_mail_address_hears_nothing_before_it_has_said_yes()
    {
        await WatchAsync("palantir");
        (await Book.AskAsync([Mail("palantir")], isConfirmed: false, "jo", null, Stop)).Subscriptions.ShouldHaveSingleItem().State.ShouldBe(SubscriptionState.Asked);
        (await Book.HeardAsync(Desk, Stop)).ShouldBeEmpty();

        await Book.ConfirmAsync("DESK@example.org", SubscriptionBook.TheSubscriber, Stop);

        (await Book.HeardAsync(Desk, Stop)).ShouldHaveSingleItem().WatchId.ShouldBe("palantir");
        (await _store.SubscriptionsAsync(Stop)).Single().History.Select(one => (one.What, one.By)).ShouldBe([("asked", "jo"), ("confirmed", "the subscriber")]);
    }

    [Fact]
    public async Task A_question_takes_nothing_away_from_whom_a_watch_file_names()
    {
        await WatchAsync("palantir", Mail("palantir") with { Cadence = Cadence.Weekly });
        await Book.AskAsync([Mail("palantir")], isConfirmed: false, "jo", null, Stop);

        (await Book.HeardAsync(Desk, Stop)).ShouldHaveSingleItem().Cadence.ShouldBe(Cadence.Weekly);
    }

    [Fact]
    public async Task Who_answers_for_a_yes_and_repositories_wait_for_none()
    {
        await WatchAsync("palantir");
        await Book.AskAsync([Mail("palantir")], isConfirmed: true, "jo", "signed up at the fair", Stop);
        await Book.AskAsync([new Subscription("palantir", Subscription.GitHub, "owner/repository")], isConfirmed: false, "jo", null, Stop);

        (await _store.SubscriptionsAsync(Stop)).ShouldAllBe(one => one.State == SubscriptionState.Confirmed);
        (await _store.SubscriptionsAsync(Stop)).Single(one => one.Subscription.Channel == Subscription.Email).History.Single().Reason.ShouldBe("signed up at the fair");
    }

    [Fact]
    public async Task Leaving_counts_against_the_watch_file_and_can_be_for_one_watch_or_all()
    {
        await WatchAsync("palantir", Mail("palantir"), Mail("palantir", "other@example.org"));
        await WatchAsync("ice", Mail("ice"));

        await Book.EndAsync(Desk, "palantir", SubscriptionBook.TheSubscriber, "too much", Stop);
        (await Book.HeardAsync(Desk, Stop)).ShouldHaveSingleItem().WatchId.ShouldBe("ice");
        (await Book.HeardAsync("other@example.org", Stop)).ShouldHaveSingleItem();

        await Book.EndAsync(Desk, null, SubscriptionBook.TheSubscriber, null, Stop);
        (await Book.HeardAsync(Desk, Stop)).ShouldBeEmpty();
        (await _store.SubscriptionsAsync(Stop)).Select(one => one.History.Single().Reason).ShouldBe(["too much", null], ignoreOrder: true);
    }

    [Fact]
    public async Task Who_left_can_come_back_and_is_asked_again()
    {
        await WatchAsync("palantir", Mail("palantir"));
        await Book.EndAsync(Desk, null, SubscriptionBook.TheSubscriber, null, Stop);

        await Book.AskAsync([Mail("palantir")], isConfirmed: false, "jo", null, Stop);
        (await _store.SubscriptionsAsync(Stop)).Single().State.ShouldBe(SubscriptionState.Asked);
        (await Book.HeardAsync(Desk, Stop)).ShouldBeEmpty("somebody asked, and nobody has said yes since the leaving");
        await Book.ConfirmAsync(Desk, SubscriptionBook.TheSubscriber, Stop);

        (await Book.HeardAsync(Desk, Stop)).ShouldHaveSingleItem();
        (await _store.SubscriptionsAsync(Stop)).Single().History.Select(one => one.What).ShouldBe(["ended", "asked", "confirmed"]);
    }

    [Fact]
    public async Task A_subscribers_own_wishes_count_against_the_watch_files()
    {
        await WatchAsync("palantir", Mail("palantir") with { Cadence = Cadence.Weekly });
        var changed = Mail("palantir") with { Cadence = Cadence.Daily, Wishes = new Wishes { Zone = "Europe/Berlin" } };

        (await Book.ChangeAsync(changed, SubscriptionBook.TheSubscriber, Stop)).Refusal.ShouldBeNull();
        (await Book.HeardAsync(Desk, Stop)).ShouldHaveSingleItem().ShouldBe(changed);
        (await Book.ChangeAsync(Mail("ice"), SubscriptionBook.TheSubscriber, Stop)).Refusal.ShouldNotBeNull();
    }

    [Fact]
    public async Task What_cannot_be_is_refused_without_repeating_an_address()
    {
        await WatchAsync("palantir");
        await _store.SaveAsync(new StoredWatch(new Watch { Id = "secret", Keywords = ["iris"], Privacy = Privacy.Members }, "", Noon), Stop);

        foreach (var wrong in new[] { Mail("nobody"), Mail("palantir", "no address"), new Subscription("palantir", Subscription.GitHub, "no repository"), new Subscription("secret", Subscription.GitHub, "owner/repository") })
        {
            var answer = await Book.AskAsync([Mail("palantir"), wrong], isConfirmed: true, "jo", null, Stop);
            answer.Refusal.ShouldNotBeNull().ShouldNotContain(wrong.Address);
        }

        (await _store.SubscriptionsAsync(Stop)).ShouldBeEmpty();
    }

    private static Subscription Mail(string watch, string address = Desk) => new(watch, Subscription.Email, address);

    private Task WatchAsync(string id, params Subscription[] notify) =>
        _store.SaveAsync(new StoredWatch(new Watch { Id = id, Keywords = ["iris"], Notify = notify }, "file", Noon), Stop);
}
