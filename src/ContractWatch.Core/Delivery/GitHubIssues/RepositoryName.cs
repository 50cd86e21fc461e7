using System.Text.RegularExpressions;

namespace ContractWatch.Delivery.GitHubIssues;

internal static partial class RepositoryName
{
    /// <summary>Whether it is an <c>owner/repository</c>, and nothing that would lead elsewhere in a path.</summary>
    public static bool IsOne(string name) => Pattern.IsMatch(name);

    [GeneratedRegex(@"\A[A-Za-z0-9][A-Za-z0-9-]{0,38}/(?!\.{1,2}\z)[A-Za-z0-9._-]{1,100}\z", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Pattern { get; }
}
