using System.Security.Cryptography;
using System.Text;

namespace ContractWatch.Watches;

public enum Cadence
{
    Immediately,
    Daily,
    Weekly,
}

/// <summary>Who gets the answer of a watch, where, and how often.</summary>
/// <param name="WatchId">The watch it belongs to.</param>
/// <param name="Channel">The delivery channel's name: <c>email</c>, <c>github</c> or <c>webhook</c>.</param>
/// <param name="Address">A mail address, <c>owner/repository</c>, or a web address, which may hold a token. Personal data: never logged.</param>
/// <param name="Cadence">How often.</param>
public sealed record Subscription(string WatchId, string Channel, string Address, Cadence Cadence = Cadence.Immediately)
{
    public const string Email = "email";
    public const string GitHub = "github";
    public const string Webhook = "webhook";

    public Wishes Wishes { get; init; } = Wishes.None;

    /// <summary>16 hex digits of SHA-256 over watch, channel and address: the same subscription has the same id on every machine.</summary>
    public string Id { get; } = Convert.ToHexStringLower(
        SHA256.HashData(Encoding.UTF8.GetBytes($"{WatchId}\n{Channel}\n{Address.ToLowerInvariant()}")))[..16];
}
