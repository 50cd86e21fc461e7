using System.Text.RegularExpressions;

namespace ContractWatch.Delivery.GitHubIssues;

/// <summary>The page after this one, from the Link header (RFC 8288).</summary>
internal static partial class NextPage
{
    /// <summary>Null after the last page. The token goes nowhere but to the API it is for.</summary>
    public static Uri? Of(string? link, Uri api)
    {
        var next = NextLink.Match(link ?? "");
        if (!next.Success)
            return null;
        return Uri.TryCreate(api, next.Groups["address"].Value, out var page) && IsWithin(page, api)
            ? page
            : throw new GitHubException(GitHubRefusal.NoAnswer, "GitHub names a next page outside its own API");
    }

    private static bool IsWithin(Uri page, Uri api) =>
        Uri.Compare(page, api, UriComponents.SchemeAndServer, UriFormat.Unescaped, StringComparison.OrdinalIgnoreCase) == 0;

    [GeneratedRegex("""<(?<address>[^>]+)>\s*;\s*rel="?next"?""", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex NextLink { get; }
}
