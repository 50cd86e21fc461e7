using System.Security.Cryptography;

namespace ContractWatch.Delivery.GitHubIssues;

/// <summary>How issues are written: the section <c>GitHub</c> of the configuration.</summary>
public sealed class GitHubOptions
{
    /// <summary>The REST API; for GitHub Enterprise with its path, such as <c>https://github.example.org/api/v3/</c>.</summary>
    public string BaseUrl { get; set; } = "https://api.github.com/";

    /// <summary>The <c>owner/repository</c> that a check tries; alerts go where their subscriptions say.</summary>
    public string Repository { get; set; } = "";

    /// <summary>Secret: never logged. Needs write access to issues.</summary>
    public string Token { get; set; } = "";

    /// <summary>Of a GitHub App, in place of a token: its id, as its settings show it. In a full build only.</summary>
    public string AppId { get; set; } = "";

    /// <summary>The app's private key, as PEM. Secret: never logged.</summary>
    public string AppKey { get; set; } = "";

    /// <summary>Where the app is installed: the number at the end of the installation's address.</summary>
    public long InstallationId { get; set; }

    internal bool IsApp => AppId.Length > 0;

    internal bool HasLogIn => IsApp || Token.Length > 0;

    /// <summary>
    /// How far apart writes are, at least. GitHub asks programs that make content to go slowly
    /// (https://docs.github.com/en/rest/using-the-rest-api/best-practices-for-using-the-rest-api).
    /// </summary>
    public double SecondsBetweenWrites { get; set; } = 3;

    /// <summary>Issues and comments written in an hour, at most; what is left waits for the next.</summary>
    public int WritesPerHour { get; set; } = 100;

    /// <summary>Closed issues that newer changes reopen in an hour, at most; what is left waits for the next.</summary>
    public int ReopeningsPerHour { get; set; } = 10;

    /// <summary>Whether each repository has a pinned issue that shows what is watched and what was told.</summary>
    public bool Overview { get; set; } = true;

    /// <summary>Everything that is wrong with the section.</summary>
    public IEnumerable<string> Faults()
    {
        if (!Uri.TryCreate(BaseUrl, UriKind.Absolute, out var url) || (url.Scheme != Uri.UriSchemeHttps && !(url.Scheme == Uri.UriSchemeHttp && url.IsLoopback)))
            yield return "GitHub:BaseUrl is not an https address";
        if (Repository.Length > 0 && !RepositoryName.IsOne(Repository))
            yield return "GitHub:Repository is not of the form owner/repository";
        if (IsApp && Token.Length > 0)
            yield return "GitHub:Token and GitHub:AppId both say how to log in: name one of them";
        if (IsApp != (AppKey.Length > 0) || IsApp != (InstallationId > 0))
            yield return "GitHub:AppId, GitHub:AppKey and GitHub:InstallationId belong together, and one of them is empty";
        if (AppKey.Length > 0 && !IsKey(AppKey))
            yield return "GitHub:AppKey is no private key in PEM";
        if (SecondsBetweenWrites is < 0 or > 3600)
            yield return "GitHub:SecondsBetweenWrites is not between 0 and 3600";
        if (WritesPerHour < 1)
            yield return "GitHub:WritesPerHour is not 1 or more";
        if (ReopeningsPerHour < 0)
            yield return "GitHub:ReopeningsPerHour is less than 0";
    }

    private static bool IsKey(string pem)
    {
        try
        {
            using var key = RSA.Create();
            key.ImportFromPem(pem);
            return true;
        }
        catch (Exception fault) when (fault is ArgumentException or CryptographicException)
        {
            return false;
        }
    }
}
