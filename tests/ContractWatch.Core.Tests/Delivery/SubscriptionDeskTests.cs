using System.Security.Cryptography;
using ContractWatch.Storage.InMemory;
using ContractWatch.TestServers;
using ContractWatch.Watches;

namespace ContractWatch.Delivery;

/// <summary>What an address is asked by mail, and what its answer counts for.</summary>
public sealed class SubscriptionDeskTests : IAsyncDisposable
{
    private const string Reader = "reader@example.org";

    private readonly ImpatientTime _time = new(new DateTimeOffset(2026, 8, 12, 12, 5, 0, TimeSpan.Zero));
    private readonly InMemoryStore _store = new();
    private readonly SubscriptionTokens _tokens;
    private readonly SubscriptionBook _book;
    private readonly SubscriptionDesk _desk;

    public SubscriptionDeskTests()
    {
        _tokens = new SubscriptionTokens(RandomNumberGenerator.GetBytes(32), _time);
        _book = new SubscriptionBook(_store.Watches, _time);
        _desk = new SubscriptionDesk(_book, _store.Notices, _tokens, new SubscriberLinks("https://watch.example.org", _tokens), _time);
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _store.DisposeAsync();

    [Fact]
    public async Task Every_question_is_asked_also_within_the_hour_and_a_yes_to_one_is_no_yes_to_another()
    {
        await WatchesAsync();
        await AskAsync("palantir");
        _time.Advance(TimeSpan.FromMinutes(5));
        await AskAsync("cbp", "ice");

        var mails = await MailsAsync();
        mails.Count.ShouldBe(2);
        mails[0].ShouldContain(": palantir.");
        mails[1].ShouldContain(": cbp, ice.");
        (await ConfirmAsync(mails[1])).ShouldBe(["cbp", "ice"], ignoreOrder: true);
        (await _book.HeardAsync(Reader, Stop)).Select(one => one.WatchId).ShouldNotContain("palantir", "the mail did not name it");
        (await ConfirmAsync(mails[0])).ShouldBe(["palantir"]);
        (await ConfirmAsync(mails[0])).ShouldBeEmpty("it is confirmed already");
    }

    [Fact]
    public async Task What_is_asked_after_a_mail_is_not_confirmed_by_it()
    {
        await WatchesAsync();
        await AskAsync("palantir", "ice");
        _time.Advance(TimeSpan.FromTicks(1));
        await AskAsync("cbp");

        (await ConfirmAsync((await MailsAsync())[0])).ShouldBe(["ice", "palantir"], ignoreOrder: true);
    }

    [Fact]
    public async Task The_same_is_asked_once_an_hour_and_the_one_mail_still_counts()
    {
        await WatchesAsync();
        await AskAsync("palantir");
        _time.Advance(TimeSpan.FromMinutes(20));
        await AskAsync("palantir");
        (await MailsAsync()).ShouldHaveSingleItem();
        (await _book.QuestionAsync(TokenIn((await MailsAsync())[0]), _tokens, Stop)).ShouldNotBeNull().Waiting.ShouldHaveSingleItem();

        _time.Advance(TimeSpan.FromHours(1));
        await AskAsync("palantir");
        (await MailsAsync()).Count.ShouldBe(2);
        (await ConfirmAsync((await MailsAsync())[0])).ShouldBe(["palantir"]);
    }

    [Fact]
    public async Task A_question_that_was_kept_and_not_mailed_is_mailed_later_once()
    {
        await WatchesAsync();
        await _book.AskAsync([Mail("palantir"), Mail("ice")], isConfirmed: false, "jo", null, Stop);
        (await MailsAsync()).ShouldBeEmpty("the process died here");

        _time.Advance(TimeSpan.FromHours(3));
        await _desk.OweQuestionsAsync(Stop);
        await _desk.OweQuestionsAsync(Stop);

        (await ConfirmAsync((await MailsAsync()).ShouldHaveSingleItem())).ShouldBe(["ice", "palantir"], ignoreOrder: true);
        _time.Advance(TimeSpan.FromHours(3));
        await _desk.OweQuestionsAsync(Stop);
        (await MailsAsync()).ShouldHaveSingleItem("what is answered is not asked");
    }

    [Fact]
    public async Task What_nobody_answered_for_a_week_is_not_asked_by_itself_again()
    {
        await WatchesAsync();
        await _book.AskAsync([Mail("palantir")], isConfirmed: false, "jo", null, Stop);
        _time.Advance(SubscriptionTokens.Confirmable);
        await _desk.OweQuestionsAsync(Stop);

        (await MailsAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_question_does_not_say_what_an_embargoed_watch_is_called()
    {
        await WatchesAsync();
        await AskAsync("secret-one", "palantir", "members-one");
        _time.Advance(TimeSpan.FromMinutes(1));
        await AskAsync("secret-one", "secret-two");

        var mails = await MailsAsync();
        mails[0].ShouldContain(": members-one, palantir, a watch.");
        mails[1].ShouldContain(": 2 watches.");
        mails.ShouldAllBe(mail => !mail.Contains("secret", StringComparison.Ordinal));
        (await ConfirmAsync(mails[1])).ShouldBe(["secret-one", "secret-two"], ignoreOrder: true);
    }

    private static Subscription Mail(string watch) => new(watch, Subscription.Email, Reader);

    private async Task WatchesAsync()
    {
        foreach (var (id, privacy) in new[] { ("palantir", Privacy.Public), ("cbp", Privacy.Public), ("ice", Privacy.Public), ("members-one", Privacy.Members), ("secret-one", Privacy.Embargoed), ("secret-two", Privacy.Embargoed) })
            await _store.Watches.SaveAsync(new StoredWatch(new Watch { Id = id, Keywords = ["iris"], Privacy = privacy }, "file", Told.Noon), Stop);
    }

    private async Task AskAsync(params string[] watches) =>
        (await _desk.AskAsync([.. watches.Select(Mail)], isConfirmed: false, "jo", null, Stop)).Refusal.ShouldBeNull();

    private async Task<List<string>> MailsAsync()
    {
        var mails = new List<string>();
        await foreach (var message in _store.Outbox.MessagesAsync(null, Stop))
            mails.Add((await _store.Notices.NoticeAsync(message.Key, Stop))!.Text);
        return mails;
    }

    private async Task<IEnumerable<string>> ConfirmAsync(string mail)
    {
        var question = await _book.QuestionAsync(TokenIn(mail), _tokens, Stop);
        return (await _book.ConfirmAsync(question.ShouldNotBeNull(), SubscriptionBook.TheSubscriber, Stop)).Subscriptions.Select(one => one.Subscription.WatchId);
    }

    private static string TokenIn(string mail) => mail.Split('\n').Single(line => line.StartsWith("https://watch.example.org/confirm?t=", StringComparison.Ordinal)).Split('=', 2)[1];
}
