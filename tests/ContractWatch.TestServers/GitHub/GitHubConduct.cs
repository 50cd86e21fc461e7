namespace ContractWatch.TestServers.GitHub;

/// <summary>How the API behaves.</summary>
public sealed record GitHubConduct
{
    public string Token { get; init; } = "secret-token";

    /// <summary>An app that may log in, too; it writes as <see cref="Login"/> with <c>[bot]</c>.</summary>
    public HostedApp? App { get; init; }

    public string Login { get; init; } = "watch-bot";

    public IReadOnlyCollection<string> Repositories { get; init; } = ["newsroom/contracts"];

    public bool HasIssues { get; init; } = true;

    /// <summary>Without it every write is a 403.</summary>
    public bool MayWriteIssues { get; init; } = true;

    /// <summary>Without it labels are left out silently, as GitHub does for those who may only open issues.</summary>
    public bool MayLabel { get; init; } = true;

    /// <summary>So many writes go well before limits and lost answers begin.</summary>
    public int Spares { get; init; }

    /// <summary>So many writes are turned away with the secondary limit.</summary>
    public int Limits { get; init; }

    /// <summary>What a limit says of how long to wait, in seconds; null: nothing.</summary>
    public int? RetryAfter { get; init; }

    /// <summary>So many issues or comments are written, but the connection breaks before the answer.</summary>
    public int LosesAnswers { get; init; }

    /// <summary>Whatever is asked of labels is answered with a fault of the server.</summary>
    public bool LabelsFail { get; init; }

    /// <summary>What answers say of when the token ends; null: nothing, as of a token that does not.</summary>
    public string? TokenEnds { get; init; }

    /// <summary>Never more than this many on a page.</summary>
    public int PageLimit { get; init; } = 100;
}
