using System.IO.Compression;
using System.Security.Cryptography;

namespace ContractWatch.Feeds;

/// <summary>
/// An answer of a source as it was received: the proof of whatever is read from it. The body is packed at once, since a poll
/// receives hundreds and keeps the few that caused a change.
/// </summary>
public sealed record Observation
{
    /// <summary><c>GET</c> or <c>POST</c>.</summary>
    public required string Method { get; init; }

    /// <summary>Without user and password, should the configured address hold them.</summary>
    public required string Url { get; init; }

    /// <summary>The body of a POST, as it was sent.</summary>
    public string? Request { get; init; }

    /// <summary>The HTTP status, such as 200, or 404 where that is an answer.</summary>
    public required int Status { get; init; }

    /// <summary>When the answer had come.</summary>
    public required DateTimeOffset Time { get; init; }

    /// <summary>Of the body as received, in lower-case hex.</summary>
    public required string Sha256 { get; init; }

    /// <summary>The body as received (https://www.rfc-editor.org/rfc/rfc9110#name-content-encoding taken off), as gzip.</summary>
    public required ReadOnlyMemory<byte> Packed { get; init; }

    public static string HashOf(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    public static ReadOnlyMemory<byte> Pack(ReadOnlySpan<byte> body)
    {
        using var packed = new MemoryStream(256 + (body.Length / 8));
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
            gzip.Write(body);
        return packed.ToArray();
    }

    /// <summary>The body as it was received.</summary>
    /// <exception cref="InvalidDataException">What is kept is no gzip, or is larger than any answer.</exception>
    public byte[] Body()
    {
        using var gzip = new GZipStream(new MemoryStream(Packed.ToArray(), writable: false), CompressionMode.Decompress);
        using var body = new MemoryStream(Packed.Length * 8);
        var piece = new byte[32 * 1024];
        while (gzip.Read(piece) is var read and > 0)
        {
            body.Write(piece, 0, read);
            if (body.Length > FeedHttpOptions.LargestAnswer)
                throw new InvalidDataException("larger than any answer that is read");
        }

        return body.ToArray();
    }
}

/// <summary>Where something was read: the answer, and the place in it.</summary>
/// <param name="Pointer">A JSON pointer, such as <c>/results/17</c>; empty for the whole (https://www.rfc-editor.org/rfc/rfc6901).</param>
public sealed record Sighting(Observation Observation, string Pointer);
