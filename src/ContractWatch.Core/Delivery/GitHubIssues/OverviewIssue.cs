using ContractWatch.Alerting;

namespace ContractWatch.Delivery.GitHubIssues;

/// <summary>The pinned issue of a repository that shows what is watched for it and what it was told; rewritten only when that differs.</summary>
internal sealed class OverviewIssue(IGitHub gitHub, WriteGate gate, IssueBook book, IssueWriter writer, IOutbox outbox)
{
    private const string Title = "What ContractWatch watches for this repository";

    /// <summary>Answers why it could not be shown; null when it is.</summary>
    public async Task<string?> ShowAsync(Overview overview, CancellationToken cancellation)
    {
        var (repository, thread) = (overview.Address, AlertKey.Hash(["overview", overview.Address.ToLowerInvariant()]));
        var section = OverviewText.Section(overview, await NumbersAsync(overview, cancellation));
        var shown = AlertKey.Hash([section]);
        var before = await outbox.RecallAsync(Name("overview", repository), cancellation);
        if (before == shown || (before is null && overview.Watches.Count == 0))
            return null;
        try
        {
            var issue = await WriteAsync(repository, thread, section, cancellation);
            await PinAsync(repository, issue, cancellation);
            await outbox.KeepAsync(Name("overview", repository), shown, cancellation);
            await gate.SucceededAsync(cancellation);
            return null;
        }
        catch (GitHubException fault)
        {
            book.Doubt(repository);
            await gate.RefusedAsync(fault, cancellation);
            return WriteGate.Explain(fault);
        }
    }

    private async Task<Issue> WriteAsync(string repository, string thread, string section, CancellationToken cancellation)
    {
        if (await book.FindAsync(repository, thread, cancellation) is not { } issue)
        {
            IReadOnlyList<string> labels = await book.MayLabelAsync(repository, cancellation) ? [IssueLabels.Ours] : [];
            return await writer.OpenAsync(repository, thread, new IssueDraft(Title, $"{section}\n\n{Marker.Thread(thread)}\n", labels), cancellation);
        }

        var body = OverviewText.In(issue.Body, section);
        if (body != issue.Body)
            await writer.EditAsync(repository, issue.Number, new IssueEdit(body, Reopens: false), cancellation);
        return issue;
    }

    /// <summary>Tried once: a repository has room for three pinned issues, and who unpins ours has said what they want.</summary>
    private async Task PinAsync(string repository, Issue issue, CancellationToken cancellation)
    {
        if (await outbox.RecallAsync(Name("pinned", repository), cancellation) is not null)
            return;
        try
        {
            await gitHub.PinAsync(issue, cancellation);
            await outbox.KeepAsync(Name("pinned", repository), "yes", cancellation);
        }
        catch (GitHubException fault) when (fault.Refusal is not (GitHubRefusal.Limited or GitHubRefusal.NoAnswer))
        {
            await outbox.KeepAsync(Name("pinned", repository), "no", cancellation);
        }
    }

    private async Task<Dictionary<string, int>> NumbersAsync(Overview overview, CancellationToken cancellation)
    {
        var numbers = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var award in overview.Latest)
        {
            if (await book.NumberAsync(overview.Address, award.Thread, cancellation) is { } number)
                numbers[award.Thread] = number;
        }

        return numbers;
    }

    private static string Name(string what, string repository) => $"github:{what}:{repository.ToLowerInvariant()}";
}
