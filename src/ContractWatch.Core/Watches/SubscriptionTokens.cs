using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace ContractWatch.Watches;

/// <summary>What a link in a mail allows whoever follows it.</summary>
public enum TokenPurpose : byte
{
    Confirm = 1,
    Manage = 2,
    Leave = 3,
}

/// <summary>
/// Signed links: purpose, end and a hash of the address, under HMAC-SHA256 with a key that only this installation has. No address
/// stands in a link; whoever has the mail can act for it, nobody else.
/// </summary>
/// <param name="key">32 bytes, secret.</param>
/// <param name="time">What time it is.</param>
public sealed class SubscriptionTokens(byte[] key, TimeProvider time)
{
    private const int AddressBytes = 12;
    private const int Signed = 1 + sizeof(long) + AddressBytes;
    private const int SealBytes = 16;
    private static readonly TimeSpan Confirmable = TimeSpan.FromDays(7);
    private static readonly TimeSpan Manageable = TimeSpan.FromDays(90);

    /// <summary>A token for a link; those to leave never end, since mails are kept for years.</summary>
    public string Of(TokenPurpose purpose, string address)
    {
        var ends = purpose switch
        {
            TokenPurpose.Confirm => time.GetUtcNow() + Confirmable,
            TokenPurpose.Manage => time.GetUtcNow() + Manageable,
            _ => DateTimeOffset.MaxValue,
        };
        Span<byte> token = stackalloc byte[Signed + SealBytes];
        token[0] = (byte)purpose;
        BinaryPrimitives.WriteInt64BigEndian(token[1..], ends.ToUnixTimeSeconds());
        HashOf(address)[..AddressBytes].CopyTo(token[(1 + sizeof(long))..]);
        Seal(token[..Signed]).CopyTo(token[Signed..]);
        return Base64Url.EncodeToString(token);
    }

    /// <summary>The address among those given for which the token stands; null when it stands for none, is of another purpose, forged or over.</summary>
    public string? AddressOf(string token, TokenPurpose purpose, IEnumerable<string> addresses)
    {
        Span<byte> bytes = stackalloc byte[Signed + SealBytes];
        if (!Base64Url.IsValid(token, out var length) || length != bytes.Length || Base64Url.DecodeFromChars(token, bytes) != bytes.Length)
            return null;
        if (!CryptographicOperations.FixedTimeEquals(Seal(bytes[..Signed]), bytes[Signed..]) || bytes[0] != (byte)purpose)
            return null;
        if (BinaryPrimitives.ReadInt64BigEndian(bytes[1..]) < time.GetUtcNow().ToUnixTimeSeconds())
            return null;
        var hash = bytes[(1 + sizeof(long))..Signed].ToArray();
        return addresses.FirstOrDefault(address => HashOf(address).AsSpan(0, AddressBytes).SequenceEqual(hash));
    }

    private ReadOnlySpan<byte> Seal(ReadOnlySpan<byte> signed) => HMACSHA256.HashData(key, signed).AsSpan(0, SealBytes);

    /// <summary>Keyed, so that a link does not let others test whether an address subscribes.</summary>
    private byte[] HashOf(string address) => HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(address.ToLowerInvariant()));
}
