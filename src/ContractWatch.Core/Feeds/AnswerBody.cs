using System.Buffers;
using System.Text.Json;

namespace ContractWatch.Feeds;

/// <summary>The body of an answer: read up to a limit, and told apart when it is cut from when it is something else.</summary>
internal static class AnswerBody
{
    /// <exception cref="FeedException">The answer is larger than the limit.</exception>
    public static async Task<ReadOnlyMemory<byte>> ReadAsync(
        HttpResponseMessage response, FeedRequest request, int limit, CancellationToken cancellation)
    {
        if (response.Content.Headers.ContentLength > limit)
            throw TooLarge(request, limit);
        await using var stream = await response.Content.ReadAsStreamAsync(cancellation);
        var body = new ArrayBufferWriter<byte>(64 * 1024);
        while (await stream.ReadAsync(body.GetMemory(32 * 1024), cancellation) is var read and > 0)
        {
            body.Advance(read);
            if (body.WrittenCount > limit)
                throw TooLarge(request, limit);
        }

        return body.WrittenMemory;
    }

    /// <summary>Whether this is the beginning of JSON and not all of it.</summary>
    public static bool IsCut(ReadOnlySpan<byte> body)
    {
        try
        {
            var reader = new Utf8JsonReader(body, isFinalBlock: false, state: default);
            while (reader.Read())
            {
            }

            return reader.CurrentDepth > 0 || reader.TokenType == JsonTokenType.None;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static FeedException TooLarge(FeedRequest request, int limit) =>
        new($"{request}: the answer is larger than {limit / (1024 * 1024)} MB and was not read");
}
