using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace ContractWatch.Delivery.GitHubIssues;

/// <summary>What we ask of GitHub's REST API and how its answers are read; a client brings the way there (https://docs.github.com/en/rest).</summary>
public abstract class GitHubRest(GitHubOptions options) : IGitHub
{
    protected GitHubOptions Options { get; } = options;

    protected Uri Base { get; } = new(options.BaseUrl.EndsWith('/') ? options.BaseUrl : options.BaseUrl + "/");

    public DateOnly? TokenEnds { get; private set; }

    public virtual async Task<string?> AccountAsync(CancellationToken cancellation)
    {
        try
        {
            return (await GetAsync("user", GitHubWire.Default.WireUser, cancellation)).Login;
        }
        catch (GitHubException fault) when (fault.Refusal is GitHubRefusal.Forbidden or GitHubRefusal.NotFound)
        {
            return null;
        }
    }

    public async Task<RepositoryAccess> AccessAsync(string repository, CancellationToken cancellation)
    {
        var found = await GetAsync($"repos/{repository}", GitHubWire.Default.WireRepository, cancellation);
        var may = found.Permissions;
        return new RepositoryAccess(found.HasIssues ?? true, may is null || may.Push || may.Triage || may.Maintain || may.Admin);
    }

    public async IAsyncEnumerable<Issue> IssuesAsync(string repository, string? label, string? author, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var labelled = label is null ? "" : $"&labels={Uri.EscapeDataString(label)}";
        var written = author is null ? "" : $"&creator={Uri.EscapeDataString(author)}";
        await foreach (var page in PagesAsync($"repos/{repository}/issues?state=all&per_page=100{labelled}{written}", GitHubWire.Default.ListWireIssue, cancellation))
        {
            foreach (var issue in page)
                yield return GitHubWire.Issue(issue);
        }
    }

    public async Task<Issue?> IssueAsync(string repository, int number, CancellationToken cancellation)
    {
        try
        {
            return GitHubWire.Issue(await GetAsync($"repos/{repository}/issues/{number}", GitHubWire.Default.WireIssue, cancellation));
        }
        catch (GitHubException fault) when (fault.Refusal is GitHubRefusal.NotFound or GitHubRefusal.Gone)
        {
            return null;
        }
    }

    public async Task<Issue> OpenIssueAsync(string repository, IssueDraft draft, CancellationToken cancellation)
    {
        var wire = new WireDraft(draft.Title, draft.Body, draft.Labels.Count > 0 ? draft.Labels : null);
        return GitHubWire.Issue(await PostAsync($"repos/{repository}/issues", wire, GitHubWire.Default.WireDraft, GitHubWire.Default.WireIssue, cancellation));
    }

    public async Task<Issue> EditIssueAsync(string repository, int number, IssueEdit edit, CancellationToken cancellation) =>
        GitHubWire.Issue(await SendAsync(
            HttpMethod.Patch,
            $"repos/{repository}/issues/{number}",
            new WireEdit(edit.Body, edit.Reopens ? "open" : null),
            GitHubWire.Default.WireEdit,
            GitHubWire.Default.WireIssue,
            cancellation));

    public async IAsyncEnumerable<IssueComment> CommentsAsync(
        string repository, int number, DateTimeOffset since, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var path = $"repos/{repository}/issues/{number}/comments?per_page=100&since={since.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss'Z'}";
        await foreach (var page in PagesAsync(path, GitHubWire.Default.ListWireComment, cancellation))
        {
            foreach (var comment in page)
                yield return GitHubWire.Comment(comment);
        }
    }

    public async IAsyncEnumerable<IssueComment> CommentsAsync(string repository, DateTimeOffset since, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var path = $"repos/{repository}/issues/comments?sort=updated&direction=asc&per_page=100&since={since.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss'Z'}";
        await foreach (var page in PagesAsync(path, GitHubWire.Default.ListWireComment, cancellation))
        {
            foreach (var comment in page)
                yield return GitHubWire.Comment(comment);
        }
    }

    /// <summary>GitHub lists events of every kind, newest first: the first that is older ends it, whatever it is.</summary>
    public async IAsyncEnumerable<Labelling> LabellingsAsync(string repository, DateTimeOffset since, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await foreach (var page in PagesAsync($"repos/{repository}/issues/events?per_page=100", GitHubWire.Default.ListWireEvent, cancellation))
        {
            foreach (var happened in page)
            {
                if (happened.CreatedAt < since)
                    yield break;
                if (GitHubWire.Labelling(happened) is { } labelling)
                    yield return labelling;
            }
        }
    }

    public async IAsyncEnumerable<Labelling> LabellingsAsync(string repository, int number, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await foreach (var page in PagesAsync($"repos/{repository}/issues/{number}/events?per_page=100", GitHubWire.Default.ListWireEvent, cancellation))
        {
            foreach (var labelling in page.Select(happened => GitHubWire.Labelling(happened, number)).OfType<Labelling>())
                yield return labelling;
        }
    }

    /// <summary>
    /// Base roles are compared: GitHub counts those who maintain among those who write, and those who triage among those who read. Servers
    /// that speak its language give the names of the permission instead.
    /// </summary>
    public async Task<bool> MayWriteAsync(string repository, string login, CancellationToken cancellation)
    {
        try
        {
            var path = $"repos/{repository}/collaborators/{Uri.EscapeDataString(login)}/permission";
            return (await GetAsync(path, GitHubWire.Default.WirePermission, cancellation)).Permission is "admin" or "write" or "maintain" or "push";
        }
        catch (GitHubException fault) when (fault.Refusal is GitHubRefusal.Forbidden or GitHubRefusal.NotFound)
        {
            return false;
        }
    }

    /// <summary>Only GraphQL can do this, which stands beside the REST API (https://docs.github.com/en/graphql/reference/mutations#pinissue).</summary>
    public async Task PinAsync(Issue issue, CancellationToken cancellation)
    {
        const string Pin = "mutation($issue: ID!) { pinIssue(input: { issueId: $issue }) { clientMutationId } }";
        var address = new Uri(Base, Base.AbsolutePath.EndsWith("/v3/", StringComparison.Ordinal) ? "../graphql" : "graphql");
        var content = JsonSerializer.Serialize(new WireQuery(Pin, new Dictionary<string, string> { ["issue"] = issue.Node }), GitHubWire.Default.WireQuery);
        var answer = Read(await HearAsync(HttpMethod.Post, address, content, cancellation), GitHubWire.Default.WireQueryAnswer);
        if (answer.Errors is [var first, ..])
            throw new GitHubException(GitHubRefusal.Invalid, $"GitHub answered: {Reason.Of(first.Message ?? "")}");
    }

    public async Task<IssueComment> CommentAsync(string repository, int number, string body, CancellationToken cancellation) =>
        GitHubWire.Comment(await PostAsync(
            $"repos/{repository}/issues/{number}/comments", new WireBody(body), GitHubWire.Default.WireBody, GitHubWire.Default.WireComment, cancellation));

    public async IAsyncEnumerable<string> LabelsAsync(string repository, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await foreach (var page in PagesAsync($"repos/{repository}/labels?per_page=100", GitHubWire.Default.ListWireLabel, cancellation))
        {
            foreach (var label in page)
                yield return label.Name;
        }
    }

    public Task CreateLabelAsync(string repository, IssueLabel label, CancellationToken cancellation) => PostAsync(
        $"repos/{repository}/labels", new WireLabel(label.Name, label.Color, label.Description), GitHubWire.Default.WireLabel, GitHubWire.Default.WireLabel, cancellation);

    public Task AddLabelsAsync(string repository, int number, IReadOnlyList<string> labels, CancellationToken cancellation) => PostAsync(
        $"repos/{repository}/issues/{number}/labels", new WireLabels(labels), GitHubWire.Default.WireLabels, GitHubWire.Default.ListWireLabel, cancellation);

    /// <summary>Asks, and gives back an answer that is a success.</summary>
    /// <param name="method">GET, POST or PATCH.</param>
    /// <param name="address">Below <see cref="Base"/>.</param>
    /// <param name="content">JSON, or null.</param>
    /// <exception cref="GitHubException">GitHub says no or nothing.</exception>
    protected abstract Task<RestAnswer> AskAsync(HttpMethod method, Uri address, string? content, CancellationToken cancellation);

    private async Task<T> GetAsync<T>(string path, JsonTypeInfo<T> type, CancellationToken cancellation) =>
        Read(await HearAsync(HttpMethod.Get, new Uri(Base, path), content: null, cancellation), type);

    private Task<TAnswer> PostAsync<T, TAnswer>(string path, T content, JsonTypeInfo<T> type, JsonTypeInfo<TAnswer> answerType, CancellationToken cancellation) =>
        SendAsync(HttpMethod.Post, path, content, type, answerType, cancellation);

    private async Task<TAnswer> SendAsync<T, TAnswer>(
        HttpMethod method, string path, T content, JsonTypeInfo<T> type, JsonTypeInfo<TAnswer> answerType, CancellationToken cancellation) =>
        Read(await HearAsync(method, new Uri(Base, path), JsonSerializer.Serialize(content, type), cancellation), answerType);

    private async IAsyncEnumerable<List<T>> PagesAsync<T>(string path, JsonTypeInfo<List<T>> type, [EnumeratorCancellation] CancellationToken cancellation)
    {
        for (var next = new Uri(Base, path); next is not null;)
        {
            var answer = await HearAsync(HttpMethod.Get, next, content: null, cancellation);
            yield return Read(answer, type);
            next = NextPage.Of(answer.Link, Base);
        }
    }

    private async Task<RestAnswer> HearAsync(HttpMethod method, Uri address, string? content, CancellationToken cancellation)
    {
        var answer = await AskAsync(method, address, content, cancellation);
        TokenEnds = GitHubAnswer.Day(answer.TokenEnds);
        return answer;
    }

    private static T Read<T>(RestAnswer answer, JsonTypeInfo<T> type)
    {
        try
        {
            return JsonSerializer.Deserialize(answer.Content, type) ?? throw new JsonException("the answer is null");
        }
        catch (JsonException fault)
        {
            throw new GitHubException(GitHubRefusal.NoAnswer, $"GitHub's answer could not be read: {Reason.Of(fault)}", inner: fault);
        }
    }
}

/// <param name="Content">JSON.</param>
/// <param name="Link">The header that names the next page; null when there is none.</param>
/// <param name="TokenEnds">The header <see cref="GitHubAnswer.TokenEnds"/>; null when there is none.</param>
public sealed record RestAnswer(string Content, string? Link, string? TokenEnds);
