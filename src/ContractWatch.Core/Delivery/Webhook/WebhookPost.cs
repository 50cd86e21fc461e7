using ContractWatch.Alerting;

namespace ContractWatch.Delivery.Webhook;

/// <summary>What one request carries: a message, or a part of one that is too long for a request.</summary>
/// <param name="Id">By which the receiver knows a repeat: the message's key, or that of the changes in the part.</param>
/// <param name="Body">JSON.</param>
internal sealed record WebhookPost(string Id, byte[] Body)
{
    /// <summary>Bytes, with room for the words that say which part it is: a megabyte is what receivers commonly take.</summary>
    private const int Longest = 990_000;

    /// <summary>In the order they are posted. Every change is in one of them, and the changes of an award follow each other.</summary>
    public static IReadOnlyList<WebhookPost> Of(Letter letter)
    {
        var key = letter.Message.Key;
        var parts = Parts(letter with { Changes = [.. AlertText.Awards(letter.Changes).SelectMany(award => award)] }).ToList();
        return parts.Count == 1
            ? [new WebhookPost(key, WebhookBody.Of(letter, key))]
            : [.. parts.Select((part, index) => Of(part, new WirePart(key, index + 1, parts.Count)))];
    }

    /// <summary>A part's id is made of its changes: were it its number, a repeat that is divided elsewhere would lose what the receiver takes for known.</summary>
    private static WebhookPost Of(Letter letter, WirePart part)
    {
        var id = AlertKey.Hash(letter.Changes.Select(told => told.Change.Id).Prepend(part.Message));
        return new WebhookPost(id, WebhookBody.Of(letter, id, part));
    }

    private static IEnumerable<Letter> Parts(Letter letter)
    {
        var half = letter.Changes.Count / 2;
        return half == 0 || WebhookBody.Of(letter, letter.Message.Key).Length <= Longest
            ? [letter]
            : Parts(letter with { Changes = [.. letter.Changes.Take(half)] }).Concat(Parts(letter with { Changes = [.. letter.Changes.Skip(half)] }));
    }
}
