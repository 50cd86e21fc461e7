using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace ContractWatch.Delivery.GitHubIssues;

/// <summary>GitHub's REST API over HttpClient.</summary>
/// <param name="http">A client that neither follows redirects with our token nor waits for ever.</param>
public sealed class GitHubHttp(HttpClient http, GitHubOptions options, TimeProvider time) : IGitHub
{
    private const string ApiVersion = "2022-11-28";

    private readonly Uri _base = new(options.BaseUrl.EndsWith('/') ? options.BaseUrl : options.BaseUrl + "/");

    public async Task<string?> AccountAsync(CancellationToken cancellation)
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

    public async IAsyncEnumerable<Issue> IssuesAsync(string repository, string? label, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var labelled = label is null ? "" : $"&labels={Uri.EscapeDataString(label)}";
        await foreach (var page in PagesAsync($"repos/{repository}/issues?state=all&per_page=100{labelled}", GitHubWire.Default.ListWireIssue, cancellation))
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

    private async Task<T> GetAsync<T>(string path, JsonTypeInfo<T> type, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(_base, path));
        using var answer = await SendAsync(request, cancellation);
        return await ReadAsync(answer, type, cancellation);
    }

    private Task<TAnswer> PostAsync<T, TAnswer>(string path, T content, JsonTypeInfo<T> type, JsonTypeInfo<TAnswer> answerType, CancellationToken cancellation) =>
        SendAsync(HttpMethod.Post, path, content, type, answerType, cancellation);

    private async Task<TAnswer> SendAsync<T, TAnswer>(
        HttpMethod method, string path, T content, JsonTypeInfo<T> type, JsonTypeInfo<TAnswer> answerType, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(method, new Uri(_base, path)) { Content = JsonContent.Create(content, type) };
        using var answer = await SendAsync(request, cancellation);
        return await ReadAsync(answer, answerType, cancellation);
    }

    private async IAsyncEnumerable<List<T>> PagesAsync<T>(string path, JsonTypeInfo<List<T>> type, [EnumeratorCancellation] CancellationToken cancellation)
    {
        for (var next = new Uri(_base, path); next is not null;)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, next);
            using var answer = await SendAsync(request, cancellation);
            yield return await ReadAsync(answer, type, cancellation);
            next = NextPage.Of(answer.Headers, _base);
        }
    }

    private async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellation)
    {
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", options.Token);
        request.Headers.Accept.ParseAdd("application/vnd.github+json");
        request.Headers.UserAgent.ParseAdd("ContractWatch/" + typeof(GitHubHttp).Assembly.GetName().Version!.ToString(3));
        request.Headers.Add("X-GitHub-Api-Version", ApiVersion);
        try
        {
            var answer = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellation);
            if (answer.IsSuccessStatusCode)
                return answer;
            using (answer)
                throw await GitHubAnswer.RefusalAsync(answer, time.GetUtcNow(), cancellation);
        }
        catch (HttpRequestException fault)
        {
            throw new GitHubException(GitHubRefusal.NoAnswer, $"no answer from GitHub: {Reason.Of(fault)}", inner: fault);
        }
        catch (OperationCanceledException fault) when (!cancellation.IsCancellationRequested)
        {
            throw new GitHubException(GitHubRefusal.NoAnswer, "no answer from GitHub in time", inner: fault);
        }
    }

    private static async Task<T> ReadAsync<T>(HttpResponseMessage answer, JsonTypeInfo<T> type, CancellationToken cancellation)
    {
        try
        {
            return await answer.Content.ReadFromJsonAsync(type, cancellation)
                ?? throw new JsonException("the answer is null");
        }
        catch (Exception fault) when (fault is JsonException or IOException or HttpRequestException)
        {
            throw new GitHubException(GitHubRefusal.NoAnswer, $"GitHub's answer could not be read: {Reason.Of(fault)}", inner: fault);
        }
    }
}
