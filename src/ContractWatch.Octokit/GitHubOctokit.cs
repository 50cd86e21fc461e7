using ContractWatch.Delivery;
using ContractWatch.Delivery.GitHubIssues;
using Octokit;
using Octokit.Internal;

namespace ContractWatch.Octokit;

/// <summary>
/// GitHub's REST API over Octokit's connection: its headers, credentials, errors and limits. What is asked and how answers are read is the
/// port's own: Octokit's issues do not say whether their author belongs to the repository, and its edits clear what they do not name.
/// </summary>
public sealed class GitHubOctokit : GitHubRest, IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly TimeProvider _time;
    private readonly HttpClientAdapter _http = new(() => new Unmoved());
    private readonly Connection _connection;
    private readonly AppCredentials? _app;

    public GitHubOctokit(GitHubOptions options, TimeProvider time) : base(options)
    {
        _time = time;
        var product = new ProductHeaderValue("ContractWatch", typeof(GitHubOctokit).Assembly.GetName().Version!.ToString(3));
        if (options.IsApp)
            _app = new AppCredentials(options, new Connection(product, Base, new InMemoryCredentialStore(Credentials.Anonymous), _http, new AsText()), time);
        _connection = new Connection(product, Base, (ICredentialStore?)_app ?? Token(options), _http, new AsText());
        _connection.SetRequestTimeout(Patience);
    }

    public void Dispose() => _http.Dispose();

    /// <summary>An installation's token may not ask who it is; the app itself may.</summary>
    public override Task<string?> AccountAsync(CancellationToken cancellation) =>
        _app is null ? base.AccountAsync(cancellation) : GuardedAsync<string?>(async () => await _app.LoginAsync(cancellation), cancellation);

    protected override Task<RestAnswer> AskAsync(HttpMethod method, Uri address, string? content, CancellationToken cancellation) => GuardedAsync(
        async () =>
        {
            var answer = await AskAsync(_connection, method, address, content, cancellation);
            return (int)answer.StatusCode is >= 200 and < 300 ? new RestAnswer(answer.Body as string ?? "", Header(answer, "Link"), Header(answer, GitHubAnswer.TokenEnds)) : throw Refusal(answer);
        },
        cancellation);

    private async Task<T> GuardedAsync<T>(Func<Task<T>> ask, CancellationToken cancellation)
    {
        try
        {
            return await ask();
        }
        catch (ApiException fault) when (fault.HttpResponse is { } answer)
        {
            throw Refusal(answer);
        }
        catch (Exception fault) when (fault is HttpRequestException or IOException or ApiException)
        {
            throw new GitHubException(GitHubRefusal.NoAnswer, $"no answer from GitHub: {Reason.Of(fault)}", inner: fault);
        }
        catch (OperationCanceledException fault) when (!cancellation.IsCancellationRequested)
        {
            throw new GitHubException(GitHubRefusal.NoAnswer, "no answer from GitHub in time", inner: fault);
        }
    }

    private static InMemoryCredentialStore Token(GitHubOptions options) => new(
        options.Token.Length > 0 ? new Credentials(options.Token, AuthenticationType.Bearer) : Credentials.Anonymous);

    /// <summary>Octokit has exceptions for limits, secondary limits and more; status, headers and words say all they say.</summary>
    private GitHubException Refusal(IResponse answer) =>
        GitHubAnswer.Refusal(answer.StatusCode, name => Header(answer, name), answer.Body as string ?? "", _time.GetUtcNow());

    private static string? Header(IResponse answer, string name) =>
        answer.Headers.FirstOrDefault(header => header.Key.Equals(name, StringComparison.OrdinalIgnoreCase)).Value;

    /// <summary>A PATCH cannot be cancelled in Octokit; it is left alone then.</summary>
    private static async Task<IResponse> AskAsync(Connection connection, HttpMethod method, Uri address, string? content, CancellationToken cancellation) =>
        (method.Method switch
        {
            "GET" => await connection.Get<object>(address, new Dictionary<string, string>(), "application/vnd.github+json", cancellation),
            "POST" => await connection.Post<object>(address, content!, "application/vnd.github+json", "application/json", parameters: null, cancellation),
            _ => await connection.Patch<object>(address, content!).WaitAsync(cancellation),
        }).HttpResponse;
}
