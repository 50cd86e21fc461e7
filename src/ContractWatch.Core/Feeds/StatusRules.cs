using System.Globalization;

namespace ContractWatch.Feeds;

/// <summary>What a status means: fine, try again, or an error that no attempt will mend.</summary>
internal static class StatusRules
{
    /// <summary>A source that wants us to wait longer is asked again by the next poll.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(15);

    /// <summary>Null when the answer is fine; a fault when another attempt may help.</summary>
    /// <exception cref="FeedException">None will.</exception>
    public static SourceFault? Fault(FeedRequest request, HttpResponseMessage response, ReadOnlySpan<byte> body, TimeProvider time)
    {
        var status = (int)response.StatusCode;
        switch (status)
        {
            case >= 200 and < 300:
                return null;
            case >= 300 and < 400 or 405:
                throw new FeedRefusedException(
                    $"{request}: answered {status} {Excerpt.Of(response.Headers.Location?.ToString() ?? "")}; " +
                    "the address is wrong (https, and a slash at the end), and redirects are not followed",
                    response.StatusCode);
            case 429:
                return Throttled(request, response, time);
            case 502 or 503:
                return new SourceFault(FaultKind.Unavailable, string.Create(CultureInfo.InvariantCulture, $"the source is unavailable ({status})"));
            case 504 when request.MayBeNarrowed:
                throw new FeedTooWideException($"{request}: the source gave up on the question (504)");
            case 504:
                return new SourceFault(FaultKind.Unavailable, "the source gave up on the question (504)");
            case >= 500:
                return new SourceFault(FaultKind.ServerError, $"the source failed ({status}): \"{Excerpt.Of(body)}\"");
            default:
                throw new FeedRefusedException($"{request}: refused with {status}: \"{Excerpt.Of(body)}\"", response.StatusCode);
        }
    }

    /// <summary>A page that is not JSON comes from something in between, and says nothing about what there is.</summary>
    public static bool SaysSoItself(ReadOnlySpan<byte> body) => body.TrimStart(" \r\n\t"u8).StartsWith("{"u8);

    private static SourceFault Throttled(FeedRequest request, HttpResponseMessage response, TimeProvider time)
    {
        var asked = response.Headers.RetryAfter switch
        {
            { Delta: { } delta } => delta,
            { Date: { } date } when date > time.GetUtcNow() => date - time.GetUtcNow(),
            _ => (TimeSpan?)null,
        };
        return asked > LongestWait
            ? throw new FeedRefusedException($"{request}: too many requests, and the source asks to wait {asked}", response.StatusCode)
            : new SourceFault(FaultKind.Throttled, "too many requests (429)", asked);
    }
}
