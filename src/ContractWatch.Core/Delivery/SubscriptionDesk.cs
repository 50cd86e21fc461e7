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
        foreach (var waiting in answer.Subscriptions.Where(one => one.State == SubscriptionState.Asked).GroupBy(one => one.Subscription.Address, StringComparer.OrdinalIgnoreCase))
            await notices.OweAsync(Message(waiting.Key), Question(waiting.Key, [.. waiting.Select(one => one.Subscription.WatchId)]), cancellation);
        return answer;
    }

    /// <summary>A question is asked once an hour at most, however often somebody asks for it.</summary>
    private OutboxMessage Message(string address)
    {
        var now = time.GetUtcNow();
        return new OutboxMessage
        {
            Key = AlertKey.Hash(["confirm", address.ToLowerInvariant(), now.UtcDateTime.ToString("yyyyMMddHH", System.Globalization.CultureInfo.InvariantCulture)]),
            Channel = Subscription.Email,
            Address = address,
            Cadence = Cadence.Immediately,
            Alerts = [],
            Created = now,
            Due = now,
        };
    }

    private Notice Question(string address, IReadOnlyList<string> watches)
    {
        var how = links.Of(TokenPurpose.Confirm, address) is { } link
            ? $"If you want that, follow this link and press the button there:\n{link}"
            : $"If you want that, give this code to those who run it, within seven days:\n{tokens.Of(TokenPurpose.Confirm, address)}";
        return new Notice(
            "Please confirm your subscription",
            $"Somebody asked ContractWatch to tell this address of changes in public contracts: {string.Join(", ", watches.Order(StringComparer.Ordinal))}.\n"
                + $"{how}\nIf you do not, do nothing: no further mail comes of this, and nothing else is kept of you than that you were asked.",
            AlertKey.Hash(["confirm", address.ToLowerInvariant()]));
    }
}
