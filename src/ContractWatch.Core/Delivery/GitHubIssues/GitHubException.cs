namespace ContractWatch.Delivery.GitHubIssues;

/// <summary>Why GitHub did not do what it was asked.</summary>
public enum GitHubRefusal
{
    /// <summary>No answer, or none that is GitHub's: what was asked may have been done.</summary>
    NoAnswer,

    /// <summary>Too much, too fast (403 or 429).</summary>
    Limited,

    /// <summary>The token is wrong or expired (401).</summary>
    Unauthorised,

    /// <summary>The token may not do this (403).</summary>
    Forbidden,

    /// <summary>There is no such thing, or the token may not see it (404).</summary>
    NotFound,

    /// <summary>Deleted, or switched off (410).</summary>
    Gone,

    /// <summary>GitHub does not take this content (422).</summary>
    Invalid,
}

/// <summary>GitHub said no, or nothing. The message holds no token.</summary>
public sealed class GitHubException : Exception
{
    public GitHubException()
    {
    }

    public GitHubException(string message) : base(message)
    {
    }

    public GitHubException(string message, Exception inner) : base(message, inner)
    {
    }

    public GitHubException(GitHubRefusal refusal, string message, TimeSpan? retryAfter = null, Exception? inner = null) : base(message, inner) =>
        (Refusal, RetryAfter) = (refusal, retryAfter);

    public GitHubRefusal Refusal { get; }

    /// <summary>How long GitHub asked us to wait.</summary>
    public TimeSpan? RetryAfter { get; }
}
