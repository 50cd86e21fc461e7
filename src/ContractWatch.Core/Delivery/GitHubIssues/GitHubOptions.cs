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

    /// <summary>
    /// How far apart writes are, at least. GitHub asks programs that make content to go slowly
    /// (https://docs.github.com/en/rest/using-the-rest-api/best-practices-for-using-the-rest-api).
    /// </summary>
    public double SecondsBetweenWrites { get; set; } = 3;

    /// <summary>Issues and comments written in an hour, at most; what is left waits for the next.</summary>
    public int WritesPerHour { get; set; } = 100;

    /// <summary>Closed issues that newer changes reopen in an hour, at most; the others get their comment and stay closed.</summary>
    public int ReopeningsPerHour { get; set; } = 10;

    /// <summary>Everything that is wrong with the section.</summary>
    public IEnumerable<string> Faults()
    {
        if (!Uri.TryCreate(BaseUrl, UriKind.Absolute, out var url) || (url.Scheme != Uri.UriSchemeHttps && !(url.Scheme == Uri.UriSchemeHttp && url.IsLoopback)))
            yield return "GitHub:BaseUrl is not an https address";
        if (Repository.Length > 0 && !RepositoryName.IsOne(Repository))
            yield return "GitHub:Repository is not of the form owner/repository";
        if (SecondsBetweenWrites is < 0 or > 3600)
            yield return "GitHub:SecondsBetweenWrites is not between 0 and 3600";
        if (WritesPerHour < 1)
            yield return "GitHub:WritesPerHour is not 1 or more";
        if (ReopeningsPerHour < 0)
            yield return "GitHub:ReopeningsPerHour is less than 0";
    }
}
