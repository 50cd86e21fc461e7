using System.Text.RegularExpressions;

namespace ContractWatch.Delivery.GitHubIssues;

/// <summary>
/// Hidden comments by which we know our own issues and what they have told. Foreign text cannot forge one, because its
/// angle brackets are escaped.
/// </summary>
internal static partial class Marker
{
    /// <summary>In the body: which award and watch the issue is about.</summary>
    public static string Thread(string key) => $"<!-- contractwatch:v1 key={key} -->";

    /// <summary>In a body or a comment: which message it is.</summary>
    public static string Told(string key) => $"<!-- contractwatch:v1 told={key} -->";

    public static string? ThreadIn(string body) => ThreadMarker.Match(body) is { Success: true } match ? match.Groups["key"].Value : null;

    public static bool IsToldIn(string body, string key) => body.Contains(Told(key), StringComparison.Ordinal);

    /// <summary>The first message told in a body or a comment; null when it is none of ours.</summary>
    public static string? ToldIn(string body) => ToldMarker.Match(body) is { Success: true } match ? match.Groups["key"].Value : null;

    [GeneratedRegex("<!-- contractwatch:v1 key=(?<key>[0-9a-f]{32}) -->", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex ThreadMarker { get; }

    [GeneratedRegex("<!-- contractwatch:v1 told=(?<key>[0-9a-f]{32}) -->", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex ToldMarker { get; }
}
