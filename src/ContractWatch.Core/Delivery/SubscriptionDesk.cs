using System.Globalization;
using ContractWatch.Alerting;
using ContractWatch.Watches;

namespace ContractWatch.Delivery;

/// <summary>Takes subscriptions, and asks mail addresses to say yes.</summary>
public sealed class SubscriptionDesk(SubscriptionBook book, INotices notices, SubscriptionTokens tokens, SubscriberLinks links, TimeProvider time)
{
    /// <inheritdoc cref="SubscriptionBook.AskAsync"/>
    public async Task<SubscriptionAnswer> AskAsync(IReadOnlyList<Subscription> asked, bool isConfirmed, string by, string? reason, CancellationToken cancellation)
    {
        var answer = await book.AskAsync(asked, isConfirmed, by, reason, cancellation);
        await OweQuestionsAsync(cancellation);
        return answer;
    }

    /// <summary>
    /// Owes the mail of every question that waits for its answer and is not owed yet. What was asked is kept before its mail is owed;
    /// done before each delivery, this finds what a crash left between the two.
    /// </summary>
    public async Task OweQuestionsAsync(CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        foreach (var question in (await book.QuestionsAsync(cancellation)).Where(one => one.Waiting.Any() && now - one.At < SubscriptionTokens.Confirmable))
        {
            var message = Message(question, now);
            if (await notices.NoticeAsync(message.Key, cancellation) is null)
                await notices.OweAsync(message, Mail(question, await book.NamesAsync(question, cancellation)), cancellation);
        }
    }

    /// <summary>The same is asked once an hour at most, however often somebody asks for it.</summary>
    private static OutboxMessage Message(SubscriptionQuestion question, DateTimeOffset now) => new()
    {
        Key = AlertKey.Hash(
        [
            "confirm", question.Address.ToLowerInvariant(), question.At.UtcDateTime.ToString("yyyyMMddHH", CultureInfo.InvariantCulture),
            .. question.Asked.Select(one => one.Subscription.Id).Order(StringComparer.Ordinal),
        ]),
        Channel = Subscription.Email,
        Address = question.Address,
        Cadence = Cadence.Immediately,
        Alerts = [],
        Created = now,
        Due = now,
    };

    private Notice Mail(SubscriptionQuestion question, IReadOnlyList<string> watches)
    {
        var how = links.Of(TokenPurpose.Confirm, question.Subject) is { } link
            ? $"If you want that, follow this link and press the button there:\n{link}"
            : $"If you want that, give this code to those who run it, within seven days:\n{tokens.Of(TokenPurpose.Confirm, question.Subject)}";
        return new Notice(
            "Please confirm your subscription",
            $"Somebody asked ContractWatch to tell this address of changes in public contracts: {string.Join(", ", watches)}.\n"
                + $"{how}\nIf you do not, do nothing: no further mail comes of this, and nothing else is kept of you than that you were asked.",
            AlertKey.Hash(["confirm", question.Address.ToLowerInvariant()]));
    }
}
