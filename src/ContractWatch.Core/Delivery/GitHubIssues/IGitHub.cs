namespace ContractWatch.Delivery.GitHubIssues;

/// <summary>The few things we ask of GitHub. Every call throws <see cref="GitHubException"/> when GitHub says no or nothing.</summary>
public interface IGitHub
{
    /// <summary>The last day of the token, as GitHub last said; null while nothing was asked, and where it does not end.</summary>
    DateOnly? TokenEnds { get; }

    /// <summary>The account the token belongs to; null when the token may not say.</summary>
    Task<string?> AccountAsync(CancellationToken cancellation);

    Task<RepositoryAccess> AccessAsync(string repository, CancellationToken cancellation);

    /// <summary>Open and closed issues, newest first; those with the label or of the author, where either is given.</summary>
    IAsyncEnumerable<Issue> IssuesAsync(string repository, string? label, string? author, CancellationToken cancellation);

    /// <summary>Null when there is no such issue, or no more.</summary>
    Task<Issue?> IssueAsync(string repository, int number, CancellationToken cancellation);

    Task<Issue> OpenIssueAsync(string repository, IssueDraft draft, CancellationToken cancellation);

    /// <summary>Changes what the edit names and leaves the rest.</summary>
    Task<Issue> EditIssueAsync(string repository, int number, IssueEdit edit, CancellationToken cancellation);

    IAsyncEnumerable<IssueComment> CommentsAsync(string repository, int number, DateTimeOffset since, CancellationToken cancellation);

    /// <summary>Comments on all issues of the repository, changed at or after the moment, the longest unchanged first.</summary>
    IAsyncEnumerable<IssueComment> CommentsAsync(string repository, DateTimeOffset since, CancellationToken cancellation);

    /// <summary>Labels that were put on issues of the repository at or after the moment, newest first.</summary>
    IAsyncEnumerable<Labelling> LabellingsAsync(string repository, DateTimeOffset since, CancellationToken cancellation);

    /// <summary>Labels that were put on one issue, in any order.</summary>
    IAsyncEnumerable<Labelling> LabellingsAsync(string repository, int number, CancellationToken cancellation);

    /// <summary>Whether somebody may write to the repository; false also when the token may not know.</summary>
    Task<bool> MayWriteAsync(string repository, string login, CancellationToken cancellation);

    /// <summary>Keeps the issue above the others of its repository.</summary>
    Task PinAsync(Issue issue, CancellationToken cancellation);

    Task<IssueComment> CommentAsync(string repository, int number, string body, CancellationToken cancellation);

    IAsyncEnumerable<string> LabelsAsync(string repository, CancellationToken cancellation);

    Task CreateLabelAsync(string repository, IssueLabel label, CancellationToken cancellation);

    /// <summary>Adds labels to those an issue has.</summary>
    Task AddLabelsAsync(string repository, int number, IReadOnlyList<string> labels, CancellationToken cancellation);
}

/// <summary>What the token may do with a repository.</summary>
public sealed record RepositoryAccess(bool HasIssues, bool CanWrite);

/// <param name="Author">The login of whoever opened it.</param>
/// <param name="IsInsider">Opened by an owner, a member or a collaborator.</param>
public sealed record Issue(int Number, string Body, string Author, bool IsInsider, IReadOnlyList<string> Labels, Uri? Page)
{
    /// <summary>When it was closed last; null while it is open.</summary>
    public DateTimeOffset? Closed { get; init; }

    /// <summary>When anything of it was last changed, a comment among it.</summary>
    public DateTimeOffset Updated { get; init; }

    /// <summary>GitHub's own name for it; empty when it gave none.</summary>
    public string Node { get; init; } = "";
}

/// <param name="Body">The new body; null leaves it.</param>
/// <param name="Reopens">Opens a closed issue.</param>
public sealed record IssueEdit(string? Body, bool Reopens);

/// <param name="Author">The login of whoever wrote it.</param>
/// <param name="IsInsider">Written by an owner, a member or a collaborator.</param>
public sealed record IssueComment(string Body, string Author, bool IsInsider, Uri? Page)
{
    public long Id { get; init; }

    /// <summary>The number of the issue it stands under; 0 when GitHub did not say.</summary>
    public int Issue { get; init; }

    public DateTimeOffset Written { get; init; }

    /// <summary>When it was last edited, or written.</summary>
    public DateTimeOffset Updated { get; init; }
}

/// <summary>A label that somebody put on an issue.</summary>
/// <param name="Id">GitHub's number of the event.</param>
/// <param name="Issue">The number of the issue.</param>
public sealed record Labelling(long Id, int Issue, string Label, string By, DateTimeOffset At);

public sealed record IssueDraft(string Title, string Body, IReadOnlyList<string> Labels);

/// <param name="Color">Six hex digits.</param>
public sealed record IssueLabel(string Name, string Color, string Description);
