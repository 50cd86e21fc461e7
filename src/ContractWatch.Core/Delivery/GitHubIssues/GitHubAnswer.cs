using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;

namespace ContractWatch.Delivery.GitHubIssues;

/// <summary>What an answer that is no success means, whichever client has got it.</summary>
public static class GitHubAnswer
{
    /// <summary>The header of every answer to a token that ends
    /// (https://docs.github.com/en/authentication/keeping-your-account-and-data-secure/token-expiration-and-revocation).</summary>
    public const string TokenEnds = "github-authentication-token-expiration";

    /// <summary>The day in that header, which comes with the name of a zone or with an offset; null when it holds none.</summary>
    public static DateOnly? Day(string? header) => DateTimeOffset.TryParse(
        header?.Replace(" UTC", "Z", StringComparison.Ordinal), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment) ? DateOnly.FromDateTime(moment.UtcDateTime) : null;

    /// <param name="status">As GitHub answered.</param>
    /// <param name="header">A header by its name; null when there is none.</param>
    /// <param name="content">The body, JSON or not.</param>
    /// <param name="now">What a moment to wait for is measured from.</param>
    public static GitHubException Refusal(HttpStatusCode status, Func<string, string?> header, string content, DateTimeOffset now)
    {
        var said = Message(content);
        var refusal = Kind(status, header, said);
        return new GitHubException(
            refusal,
            $"GitHub answered {((int)status).ToString(CultureInfo.InvariantCulture)}{(said.Length > 0 ? ": " + said : "")}",
            refusal == GitHubRefusal.Limited ? Wait(header, now) : RetryAfter(header, now));
    }

    private static GitHubRefusal Kind(HttpStatusCode status, Func<string, string?> header, string said) => status switch
    {
        HttpStatusCode.TooManyRequests => GitHubRefusal.Limited,
        HttpStatusCode.Forbidden when IsLimit(header, said) => GitHubRefusal.Limited,
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
    private static bool IsLimit(Func<string, string?> header, string said) =>
        header("Retry-After") is not null
        || IsSpent(header)
        || said.Contains("rate limit", StringComparison.OrdinalIgnoreCase)
        || said.Contains("abuse", StringComparison.OrdinalIgnoreCase);

    private static TimeSpan? Wait(Func<string, string?> header, DateTimeOffset now)
    {
        if (RetryAfter(header, now) is { } asked)
            return asked;
        return IsSpent(header) && long.TryParse(header("x-ratelimit-reset"), NumberStyles.None, CultureInfo.InvariantCulture, out var reset)
            ? NotNegative(DateTimeOffset.FromUnixTimeSeconds(Math.Min(reset, 253402300799)) - now)
            : null;
    }

    private static bool IsSpent(Func<string, string?> header) => header("x-ratelimit-remaining") == "0";

    private static TimeSpan? RetryAfter(Func<string, string?> header, DateTimeOffset now) =>
        RetryConditionHeaderValue.TryParse(header("Retry-After"), out var after)
            ? after switch
            {
                { Delta: { } delta } => NotNegative(delta),
                { Date: { } date } => NotNegative(date - now),
                _ => null,
            }
            : null;

    private static string Message(string content)
    {
        try
        {
            return Reason.Of(JsonSerializer.Deserialize(content, GitHubWire.Default.WireError)?.Message ?? "");
        }
        catch (JsonException)
        {
            return "";
        }
    }

    private static TimeSpan NotNegative(TimeSpan span) => span < TimeSpan.Zero ? TimeSpan.Zero : span;
}
