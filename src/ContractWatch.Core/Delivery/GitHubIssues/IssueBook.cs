using System.Globalization;
using System.Runtime.CompilerServices;

namespace ContractWatch.Delivery.GitHubIssues;

/// <summary>
/// Which issue is about which award and watch. The number is remembered, but what counts is the marker: a remembered issue
/// is looked at again, and an unknown one is looked for among all open and closed issues of ours.
/// </summary>
internal sealed class IssueBook(IGitHub gitHub, IOutbox outbox)
{
    private readonly Dictionary<string, Repository> _repositories = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether the token may put labels on issues; without it issues have none.</summary>
    public async Task<bool> MayLabelAsync(string repository, CancellationToken cancellation) =>
        (await OpenAsync(repository, cancellation)).MayLabel;

    public async Task<Issue?> FindAsync(string repository, string key, CancellationToken cancellation)
    {
        if (await RememberedAsync(repository, key, cancellation) is { } remembered)
            return remembered;

        var listed = await OpenAsync(repository, cancellation);
        if (!listed.NumberByKey.TryGetValue(key, out var number))
            return null;
        await RememberAsync(repository, key, number, cancellation);
        return await gitHub.IssueAsync(repository, number, cancellation);
    }

    /// <summary>The number remembered for the key, without asking GitHub.</summary>
    public async Task<int?> NumberAsync(string repository, string key, CancellationToken cancellation) =>
        int.TryParse(await outbox.RecallAsync(Name(repository, key), cancellation), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    public async Task RememberAsync(string repository, string key, int number, CancellationToken cancellation)
    {
        if (_repositories.TryGetValue(repository, out var listed))
            listed.NumberByKey[key] = number;
        await outbox.KeepAsync(Name(repository, key), number.ToString(CultureInfo.InvariantCulture), cancellation);
    }

    /// <summary>Something may have been written that we did not hear of: list the repository again before anything is opened in it.</summary>
    public void Doubt(string repository) => _repositories.Remove(repository);

    /// <summary>Ours is what our own account wrote, or somebody who could edit it anyway: a stranger's marker means nothing.</summary>
    /// <param name="account">Ours; null where GitHub does not say.</param>
    public static bool IsOurs(string author, bool isInsider, string? account) =>
        isInsider || account is null || account.Equals(author, StringComparison.OrdinalIgnoreCase);

    public async Task<bool> IsOursAsync(string author, bool isInsider, string repository, CancellationToken cancellation) =>
        IsOurs(author, isInsider, (await OpenAsync(repository, cancellation)).Account);

    private async Task<Issue?> RememberedAsync(string repository, string key, CancellationToken cancellation)
    {
        if (await NumberAsync(repository, key, cancellation) is not { } number)
            return null;
        var issue = await gitHub.IssueAsync(repository, number, cancellation);
        return issue is not null && Marker.ThreadIn(issue.Body) == key ? issue : null;
    }

    private async Task<Repository> OpenAsync(string repository, CancellationToken cancellation)
    {
        if (_repositories.TryGetValue(repository, out var known))
            return known;

        var access = await gitHub.AccessAsync(repository, cancellation);
        var opened = new Repository(access.CanWrite, await gitHub.AccountAsync(cancellation), []);
        await foreach (var issue in CandidatesAsync(repository, access.CanWrite, opened.Account, cancellation))
        {
            if (IsOurs(issue.Author, issue.IsInsider, opened.Account) && Marker.ThreadIn(issue.Body) is { } key)
                opened.NumberByKey[key] = Math.Min(issue.Number, opened.NumberByKey.GetValueOrDefault(key, int.MaxValue));
        }

        return _repositories[repository] = opened;
    }

    /// <summary>
    /// Those with our label, also from an account we had before, and those of our account, whose label somebody may have taken off. Where
    /// there are no labels, or GitHub does not say who we are, all there are.
    /// </summary>
    private async IAsyncEnumerable<Issue> CandidatesAsync(string repository, bool hasLabels, string? account, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var isKnown = hasLabels && account is not null;
        await foreach (var issue in gitHub.IssuesAsync(repository, isKnown ? IssueLabels.Ours : null, author: null, cancellation))
            yield return issue;
        if (!isKnown)
            yield break;
        await foreach (var issue in gitHub.IssuesAsync(repository, label: null, account, cancellation))
            yield return issue;
    }

    private static string Name(string repository, string key) => $"github:issue:{repository.ToLowerInvariant()}:{key}";

    private sealed record Repository(bool MayLabel, string? Account, Dictionary<string, int> NumberByKey);
}
