using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;

namespace ContractWatch.Delivery.GitHubIssues;

/// <summary>What an answer that is no success means.</summary>
internal static class GitHubAnswer
{
    public static async Task<GitHubException> RefusalAsync(HttpResponseMessage answer, DateTimeOffset now, CancellationToken cancellation)
    {
        var said = await MessageAsync(answer.Content, cancellation);
        var refusal = Kind(answer, said);
        var status = (int)answer.StatusCode;
        return new GitHubException(
            refusal,
            $"GitHub answered {status.ToString(CultureInfo.InvariantCulture)}{(said.Length > 0 ? ": " + said : "")}",
            refusal == GitHubRefusal.Limited ? Wait(answer.Headers, now) : RetryAfter(answer.Headers, now));
    }

    private static GitHubRefusal Kind(HttpResponseMessage answer, string said) => answer.StatusCode switch
    {
        HttpStatusCode.TooManyRequests => GitHubRefusal.Limited,
        HttpStatusCode.Forbidden when IsLimit(answer.Headers, said) => GitHubRefusal.Limited,
        HttpStatusCode.Forbidden => GitHubRefusal.Forbidden,
        HttpStatusCode.Unauthorized => GitHubRefusal.Unauthorised,
        HttpStatusCode.NotFound => GitHubRefusal.NotFound,
        >= HttpStatusCode.MultipleChoices and < HttpStatusCode.BadRequest => GitHubRefusal.NotFound, // moved elsewhere; our token does not follow
        HttpStatusCode.Gone => GitHubRefusal.Gone,
        HttpStatusCode.UnprocessableEntity or HttpStatusCode.BadRequest or HttpStatusCode.RequestEntityTooLarge => GitHubRefusal.Invalid,
        _ => GitHubRefusal.NoAnswer,
    };

    /// <summary>
    /// A secondary limit may come as a 403 that only its words tell from a missing permission
    /// (https://docs.github.com/en/rest/using-the-rest-api/rate-limits-for-the-rest-api).
    /// </summary>
    private static bool IsLimit(HttpResponseHeaders headers, string said) =>
        headers.RetryAfter is not null
        || Header(headers, "x-ratelimit-remaining") == "0"
        || said.Contains("rate limit", StringComparison.OrdinalIgnoreCase)
        || said.Contains("abuse", StringComparison.OrdinalIgnoreCase);

    private static TimeSpan? Wait(HttpResponseHeaders headers, DateTimeOffset now)
    {
        if (RetryAfter(headers, now) is { } asked)
            return asked;
        var isSpent = Header(headers, "x-ratelimit-remaining") == "0";
        return isSpent && long.TryParse(Header(headers, "x-ratelimit-reset"), NumberStyles.None, CultureInfo.InvariantCulture, out var reset)
            ? NotNegative(DateTimeOffset.FromUnixTimeSeconds(Math.Min(reset, 253402300799)) - now)
            : null;
    }

    private static TimeSpan? RetryAfter(HttpResponseHeaders headers, DateTimeOffset now) => headers.RetryAfter switch
    {
        { Delta: { } delta } => NotNegative(delta),
        { Date: { } date } => NotNegative(date - now),
        _ => null,
    };

    private static async Task<string> MessageAsync(HttpContent content, CancellationToken cancellation)
    {
        try
        {
            return Reason.Of((await content.ReadFromJsonAsync(GitHubWire.Default.WireError, cancellation))?.Message ?? "");
        }
        catch (Exception fault) when (fault is JsonException or IOException or HttpRequestException)
        {
            return "";
        }
    }

    private static string? Header(HttpResponseHeaders headers, string name) =>
        headers.TryGetValues(name, out var values) ? values.FirstOrDefault() : null;

    private static TimeSpan NotNegative(TimeSpan span) => span < TimeSpan.Zero ? TimeSpan.Zero : span;
}
