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

    /// <summary>To read one message, and nothing else.</summary>
    Read = 4,
}

/// <summary>
/// Signed links: purpose, end and a hash of the address, or the key of the message that may be read, under HMAC-SHA256 with a key that
/// only this installation has. No address stands in a link; whoever has the mail can act for it, nobody else.
/// </summary>
/// <param name="key">32 bytes, secret.</param>
/// <param name="time">What time it is.</param>
public sealed class SubscriptionTokens(byte[] key, TimeProvider time)
{
    /// <summary>For so long a message may be read by its link.</summary>
    public const int ReadableDays = 90;

    private const int AddressBytes = 12;
    private const int MessageBytes = 16;
    private const int Head = 1 + sizeof(long);
    private const int SealBytes = 16;

    /// <summary>How long a question waits for its answer.</summary>
    public static readonly TimeSpan Confirmable = TimeSpan.FromDays(7);

    private static readonly TimeSpan Manageable = TimeSpan.FromDays(90);

    /// <summary>A token for a link of a subscriber; those to leave never end, since mails are kept for years. One to confirm stands for the <see cref="SubscriptionQuestion.Subject"/> in place of the address.</summary>
    public string Of(TokenPurpose purpose, string address)
    {
        var ends = purpose switch
        {
            TokenPurpose.Confirm => time.GetUtcNow() + Confirmable,
            TokenPurpose.Manage => time.GetUtcNow() + Manageable,
            TokenPurpose.Leave => DateTimeOffset.MaxValue,
            _ => throw new ArgumentOutOfRangeException(nameof(purpose), purpose, "it is not about an address"),
        };
        return Sealed(purpose, ends, HashOf(address).AsSpan(0, AddressBytes));
    }

    /// <summary>A token to read one message.</summary>
    /// <param name="messageKey">32 hex digits.</param>
    public string OfMessage(string messageKey) =>
        Sealed(TokenPurpose.Read, time.GetUtcNow().AddDays(ReadableDays), Convert.FromHexString(messageKey));

    /// <summary>The address among those given for which the token stands; null when it stands for none, is of another purpose, forged or over.</summary>
    public string? AddressOf(string token, TokenPurpose purpose, IEnumerable<string> addresses)
    {
        Span<byte> bytes = stackalloc byte[Head + AddressBytes + SealBytes];
        if (!IsOurs(token, purpose, bytes) || IsOver(bytes))
            return null;
        var hash = bytes[Head..^SealBytes].ToArray();
        return addresses.FirstOrDefault(address => HashOf(address).AsSpan(0, AddressBytes).SequenceEqual(hash));
    }

    /// <summary>The key of the message the token lets read, and whether its time is over; null when it is of another purpose or forged.</summary>
    public (string Key, bool IsOver)? MessageOf(string token)
    {
        Span<byte> bytes = stackalloc byte[Head + MessageBytes + SealBytes];
        return IsOurs(token, TokenPurpose.Read, bytes) ? (Convert.ToHexStringLower(bytes[Head..^SealBytes]), IsOver(bytes)) : null;
    }

    private string Sealed(TokenPurpose purpose, DateTimeOffset ends, ReadOnlySpan<byte> about)
    {
        var token = new byte[Head + about.Length + SealBytes];
        token[0] = (byte)purpose;
        BinaryPrimitives.WriteInt64BigEndian(token.AsSpan(1), ends.ToUnixTimeSeconds());
        about.CopyTo(token.AsSpan(Head));
        Seal(token.AsSpan(..^SealBytes)).CopyTo(token.AsSpan(^SealBytes..));
        return Base64Url.EncodeToString(token);
    }

    /// <param name="bytes">As long as a token of the purpose is; filled with what the token holds.</param>
    private bool IsOurs(string token, TokenPurpose purpose, Span<byte> bytes) =>
        Base64Url.IsValid(token, out var length) && length == bytes.Length && Base64Url.DecodeFromChars(token, bytes) == bytes.Length
        && CryptographicOperations.FixedTimeEquals(Seal(bytes[..^SealBytes]), bytes[^SealBytes..]) && bytes[0] == (byte)purpose;

    private bool IsOver(ReadOnlySpan<byte> bytes) => BinaryPrimitives.ReadInt64BigEndian(bytes[1..]) < time.GetUtcNow().ToUnixTimeSeconds();

    private ReadOnlySpan<byte> Seal(ReadOnlySpan<byte> signed) => HMACSHA256.HashData(key, signed).AsSpan(0, SealBytes);

    /// <summary>Keyed, so that a link does not let others test whether an address subscribes.</summary>
    private byte[] HashOf(string address) => HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(address.ToLowerInvariant()));
}
