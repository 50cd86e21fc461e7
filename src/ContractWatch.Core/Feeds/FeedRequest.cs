using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace ContractWatch.Feeds;

/// <summary>One question to a source.</summary>
public sealed record FeedRequest
{
    private FeedRequest()
    {
    }

    public required HttpMethod Method { get; init; }

    /// <summary>Below the source's base address, without a leading slash.</summary>
    public required string Path { get; init; }

    public ReadOnlyMemory<byte>? Json { get; init; }

    /// <summary>What a right answer looks like, for the error when it does not: <c>an object with "results"</c>.</summary>
    public required string Expects { get; init; }

    /// <summary>404 is an answer: there is no such thing.</summary>
    public bool MayBeAbsent { get; init; }

    /// <summary>When the source gives up (504), asking for less helps more than asking again.</summary>
    public bool MayBeNarrowed { get; init; }

    /// <summary>Called for every attempt that is sent.</summary>
    public Action? Sent { get; init; }

    public static FeedRequest Get(string path, string expects) => new() { Method = HttpMethod.Get, Path = path, Expects = expects };

    public static FeedRequest Post<T>(string path, T body, JsonTypeInfo<T> shape, string expects) => new()
    {
        Method = HttpMethod.Post,
        Path = path,
        Json = JsonSerializer.SerializeToUtf8Bytes(body, shape),
        Expects = expects,
    };

    public override string ToString() => $"{Method} {Path}";
}
