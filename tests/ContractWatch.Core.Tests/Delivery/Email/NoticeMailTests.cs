using ContractWatch.Storage.Sqlite;
using ContractWatch.TestServers;
using ContractWatch.Watches;

namespace ContractWatch.Delivery.Email;

/// <summary>Mails that tell no change: questions to subscribers, and words to those who run the program.</summary>
public sealed class NoticeMailTests : IDisposable
{
    private const string Reader = "reader@example.org";

    private readonly Storage.TemporaryFolder _folder = new();
    private readonly ImpatientTime _time = new(Told.Noon);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("https://contracts.example.net/", "mail.question")]
    [InlineData("", "mail.question.code")]
    public async Task The_question_whether_an_address_wants_to_hear_reads_as_approved(string publicUrl, string approved)
    {
        await using var store = await SqliteStore.OpenAsync(_folder.File(SqliteStore.FileName), Stop);
        var tokens = new SubscriptionTokens(new byte[32], _time);
        var links = new SubscriberLinks(publicUrl, tokens);
        await store.Watches.SaveAsync(Told.Watch("palantir"), Stop);

        await new SubscriptionDesk(new SubscriptionBook(store.Watches, _time), store.Notices, tokens, links, _time)
            .AskAsync([Told.Mail(address: Reader)], isConfirmed: false, "jo", reason: null, Stop);
        var message = (await store.Outbox.DueToAsync(Subscription.Email, Reader, Told.Noon, Stop)).ShouldHaveSingleItem();
        var mail = Write(message, (await store.Notices.NoticeAsync(message.Key, Stop))!, links);

        MailTests.Shown(mail).ShouldBeApproved(approved);
        mail.Html.ShouldBeApproved($"{approved}.html");
    }

    [Fact]
    public void What_a_notice_repeats_of_others_reorders_and_hides_nothing()
    {
        var notice = new Notice("Needs care: \u202Edeef", "The feed said \u202Enothing\u200B\r.\nhttps://contracts.example.net/", "thread");

        var mail = Write(Told.Letter(Told.Watch("palantir", Told.Mail()), Told.Matched()).Message, notice);

        mail.Subject.ShouldBe("Needs care: [U+202E]deef");
        mail.Text.ShouldStartWith("The feed said [U+202E]nothing .\n\nhttps://contracts.example.net/\n\n");
        mail.Html.ShouldContain("<p>The feed said [U+202E]nothing .</p>");
        mail.Html.ShouldNotContain("\u202E");
    }

    private Mail Write(OutboxMessage message, Notice notice, SubscriberLinks? links = null) => new MailWriter("ContractWatch <alerts@contracts.example.net>", _time, links)
        .Write(new Letter { Message = message with { Alerts = [] }, Changes = [], Notes = new Dictionary<string, string>(), Notice = notice });
}
