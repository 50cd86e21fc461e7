using System.Net.Http.Headers;
using System.Text;

namespace ContractWatch.Delivery.GitHubIssues;

/// <summary>GitHub's REST API over HttpClient.</summary>
/// <param name="http">A client that neither follows redirects with our token nor waits for ever.</param>
public sealed class GitHubHttp(HttpClient http, GitHubOptions options, TimeProvider time) : GitHubRest(options)
{
    private const string ApiVersion = "2022-11-28";

    private const string TokenOnly = "but this build logs in to GitHub with a token only: use a token, or a full build";

    /// <summary>What is asked for and this client cannot do.</summary>
    public static IEnumerable<string> Faults(GitHubOptions options) => options.IsApp ? [$"GitHub:AppId is set, {TokenOnly}"] : [];

    protected override async Task<RestAnswer> AskAsync(HttpMethod method, Uri address, string? content, CancellationToken cancellation)
    {
        if (Faults(Options).FirstOrDefault() is { } beyond)
            throw new GitHubException(GitHubRefusal.Unauthorised, beyond);
        using var request = new HttpRequestMessage(method, address);
        if (content is not null)
            request.Content = new StringContent(content, Encoding.UTF8, "application/json");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Options.Token);
        request.Headers.Accept.ParseAdd("application/vnd.github+json");
        request.Headers.UserAgent.ParseAdd("ContractWatch/" + typeof(GitHubHttp).Assembly.GetName().Version!.ToString(3));
        request.Headers.Add("X-GitHub-Api-Version", ApiVersion);
        try
        {
            using var answer = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellation);
            var said = await answer.Content.ReadAsStringAsync(cancellation);
            return answer.IsSuccessStatusCode
                ? new RestAnswer(said, Header(answer.Headers, "Link"), Header(answer.Headers, GitHubAnswer.TokenEnds))
                : throw GitHubAnswer.Refusal(answer.StatusCode, name => Header(answer.Headers, name), said, time.GetUtcNow());
        }
        catch (Exception fault) when (fault is HttpRequestException or IOException)
        {
            throw new GitHubException(GitHubRefusal.NoAnswer, $"no answer from GitHub: {Reason.Of(fault)}", inner: fault);
        }
        catch (OperationCanceledException fault) when (!cancellation.IsCancellationRequested)
        {
            throw new GitHubException(GitHubRefusal.NoAnswer, "no answer from GitHub in time", inner: fault);
        }
    }

    private static string? Header(HttpResponseHeaders headers, string name) =>
        headers.TryGetValues(name, out var values) ? string.Join(',', values) : null;
}
