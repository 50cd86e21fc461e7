using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace ContractWatch.Delivery.Webhook;

/// <summary>
/// Signatures as Standard Webhooks has them: HMAC-SHA256 over id, moment and body, with a full stop between
/// (https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md#signature-scheme).
/// </summary>
internal static class WebhookSignature
{
    private const string Prefix = "whsec_";

    /// <summary>One signature for each secret, with a space between.</summary>
    public static string Of(string secrets, string id, DateTimeOffset moment, ReadOnlySpan<byte> body)
    {
        byte[] signed = [.. Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{id}.{moment.ToUnixTimeSeconds()}.")), .. body];
        return string.Join(' ', Split(secrets).Select(secret => $"v1,{Convert.ToBase64String(HMACSHA256.HashData(Bytes(secret)!, signed))}"));
    }

    /// <summary>None is well formed, too.</summary>
    public static bool AreSecrets(string secrets) => Split(secrets).All(secret => Bytes(secret) is { Length: >= 24 and <= 64 });

    private static string[] Split(string secrets) => secrets.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    private static byte[]? Bytes(string secret)
    {
        var bytes = new byte[secret.Length];
        return secret.StartsWith(Prefix, StringComparison.Ordinal) && Convert.TryFromBase64String(secret[Prefix.Length..], bytes, out var length)
            ? bytes[..length] : null;
    }
}
