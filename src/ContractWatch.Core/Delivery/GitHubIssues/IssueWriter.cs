namespace ContractWatch.Delivery.GitHubIssues;

/// <summary>Writes issues and comments: apart from each other, counted against the hour, and remembered.</summary>
internal sealed class IssueWriter(IGitHub gitHub, IssueBook book, WritePace pace, WriteGate gate)
{
    public async Task<Issue> OpenAsync(string repository, string thread, IssueDraft draft, CancellationToken cancellation)
    {
        await CountedAsync(cancellation);
        var issue = await gitHub.OpenIssueAsync(repository, draft, cancellation);
        await book.RememberAsync(repository, thread, issue.Number, cancellation);
        return issue;
    }

    public async Task<IssueComment> CommentAsync(string repository, int number, string body, CancellationToken cancellation)
    {
        await CountedAsync(cancellation);
        return await gitHub.CommentAsync(repository, number, body, cancellation);
    }

    /// <summary>Edits notify nobody: they keep the pace, and do not count against the hour.</summary>
    public async Task EditAsync(string repository, int number, IssueEdit edit, CancellationToken cancellation)
    {
        await pace.WaitAsync(cancellation);
        await gitHub.EditIssueAsync(repository, number, edit, cancellation);
    }

    private async Task CountedAsync(CancellationToken cancellation)
    {
        await pace.WaitAsync(cancellation);
        await gate.CountAsync(cancellation);
    }
}
