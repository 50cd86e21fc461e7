using System.Text;
using ContractWatch.Awards;
using ContractWatch.Storage.Sqlite;
using ContractWatch.TestServers;
using ContractWatch.Watches;

namespace ContractWatch.Delivery.Email;

/// <summary>One mail of each kind that people get.</summary>
internal static class MailKinds
{
    private const string WithoutLinks = "modification-without-links";

    private static readonly ImpatientTime Time = new(Told.Noon);
    private static readonly SubscriptionTokens Tokens = new(new byte[32], Time);
    private static readonly SubscriberLinks Links = new("https://contracts.example.net", Tokens);

    public static TheoryData<string> Names { get; } =
        ["modification", WithoutLinks, "termination", "digest", "long-digest", "hostile", "question", "trouble"];

    /// <summary>The file of the mail, a character for each byte.</summary>
    public static async Task<string> FileAsync(string kind, CancellationToken cancellation)
    {
        using var folder = new Storage.TemporaryFolder();
        var options = new EmailOptions { From = "ContractWatch <alerts@contracts.example.net>" };
        var channel = new EmailChannel(options, new PickupMailSender(folder.Path), Time, kind == WithoutLinks ? null : Links);
        var letter = await LetterAsync(kind, cancellation);
        var receipt = (await channel.DeliverAsync(letter, cancellation)).ShouldBeOfType<DeliveryOutcome.Delivered>().Receipt;
        return await File.ReadAllTextAsync(folder.File(receipt), Encoding.Latin1, cancellation);
    }

    private static async Task<Letter> LetterAsync(string kind, CancellationToken cancellation) => kind switch
    {
        "modification" or WithoutLinks => About(Told.Action()),
        "termination" => About(Told.Action("P00002", -250_000) with { ActionType = "F" }),
        "digest" => MailTests.Digest(),
        "long-digest" => MailTests.LongDigest(),
        "hostile" => About(Hostile.Action),
        "question" => await QuestionAsync(cancellation),
        "trouble" => Trouble(),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "no such mail"),
    };

    private static Letter About(AwardAction action) => Told.Letter(Told.Watch("palantir", Told.Mail()), Told.Matched(Told.Change(action: action)));

    private static async Task<Letter> QuestionAsync(CancellationToken cancellation)
    {
        using var folder = new Storage.TemporaryFolder();
        await using var store = await SqliteStore.OpenAsync(folder.File(SqliteStore.FileName), cancellation);
        await store.Watches.SaveAsync(Told.Watch("palantir"), cancellation);
        var desk = new SubscriptionDesk(new SubscriptionBook(store.Watches, Time), store.Notices, Tokens, Links, Time);
        await desk.AskAsync([Told.Mail()], isConfirmed: false, "somebody", reason: null, cancellation);
        var message = await store.Outbox.MessagesAsync(null, cancellation).SingleAsync(cancellation);
        return Noticed(message, (await store.Notices.NoticeAsync(message.Key, cancellation))!);
    }

    /// <summary>A word to operators, with a word in it that finds no place to break.</summary>
    private static Letter Trouble()
    {
        var message = Told.Letter(Told.Watch("palantir", Told.Mail()), Told.Matched()).Message with { Award = null, Alerts = [] };
        return Noticed(message, new Notice(
            "ContractWatch: Needs care: feed usaspending fails",
            $"The feed usaspending has failed 3 times in a row since 2026-08-11 18:20 UTC: no answer but {new string('W', 10_000)}\nIt has lasted for 18 hours.\nYou hear of it again while it lasts, and when it is over.",
            "operators"));
    }

    private static Letter Noticed(OutboxMessage message, Notice notice) => new() { Message = message, Changes = [], Notes = new Dictionary<string, string>(), Notice = notice };
}
