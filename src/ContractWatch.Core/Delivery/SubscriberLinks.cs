using ContractWatch.Watches;

namespace ContractWatch.Delivery;

/// <summary>The links by which subscribers confirm, change and end what they hear, and read what was too long for a mail; none where no public address is configured.</summary>
/// <param name="publicUrl">Where people reach the pages from outside; empty for nowhere.</param>
/// <param name="tokens">What signs them.</param>
public sealed class SubscriberLinks(string publicUrl, SubscriptionTokens tokens)
{
    /// <summary>RFC 8058 wants one click over HTTPS only (https://www.rfc-editor.org/rfc/rfc8058#section-3.1).</summary>
    public bool AllowsOneClick => publicUrl.StartsWith("https://", StringComparison.OrdinalIgnoreCase);

    public string? Of(TokenPurpose purpose, string address) => publicUrl.Length == 0 ? null : To(purpose, tokens.Of(purpose, address));

    /// <summary>Where one message may be read whole.</summary>
    public string? ToRead(string messageKey) => publicUrl.Length == 0 ? null : To(TokenPurpose.Read, tokens.OfMessage(messageKey));

    public static string PathOf(TokenPurpose purpose) => purpose.ToString().ToLowerInvariant();

    private string To(TokenPurpose purpose, string token) => $"{publicUrl.TrimEnd('/')}/{PathOf(purpose)}?t={token}";
}
