namespace ContractWatch.Delivery.GitHubIssues;

public sealed class IssueAnswersTests : IssueAnswersContract, IDisposable
{
    private readonly HttpClient _http = new(new SocketsHttpHandler { AllowAutoRedirect = false });

    public void Dispose() => _http.Dispose();

    private protected override IGitHub Client(GitHubOptions options, TimeProvider time) => new GitHubHttp(_http, options, time);
}

public sealed class OverviewTests : OverviewContract, IDisposable
{
    private readonly HttpClient _http = new(new SocketsHttpHandler { AllowAutoRedirect = false });

    public void Dispose() => _http.Dispose();

    private protected override IGitHub Client(GitHubOptions options, TimeProvider time) => new GitHubHttp(_http, options, time);
}
