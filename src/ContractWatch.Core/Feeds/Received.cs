using System.Net;
using System.Text;

namespace ContractWatch.Feeds;

/// <summary>An answer of a source, read, with its bytes still at hand.</summary>
/// <param name="Value">Null when the source says that there is no such thing.</param>
public sealed record Received<T>(T? Value, FeedRequest Request, Uri Url, HttpStatusCode Status, DateTimeOffset Time, ReadOnlyMemory<byte> Body)
    where T : class
{
    /// <summary>The answer as something to keep.</summary>
    public Observation Observe() => new()
    {
        Method = Request.Method.Method,
        Url = Url.GetComponents(UriComponents.HttpRequestUrl, UriFormat.UriEscaped),
        Request = Request.Json is { } json ? Encoding.UTF8.GetString(json.Span) : null,
        Status = (int)Status,
        Time = Time,
        Sha256 = Observation.HashOf(Body.Span),
        Packed = Observation.Pack(Body.Span),
    };
}
