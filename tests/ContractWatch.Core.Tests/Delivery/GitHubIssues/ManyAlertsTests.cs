namespace ContractWatch.Delivery.GitHubIssues;

public sealed class ManyAlertsTests(ITestOutputHelper output) : ManyAlertsContract(output), IDisposable
{
    private readonly HttpClient _http = new(new SocketsHttpHandler { AllowAutoRedirect = false });

    public void Dispose() => _http.Dispose();

    private protected override IGitHub Client(GitHubOptions options, TimeProvider time) => new GitHubHttp(_http, options, time);

    private protected override Task<IIssueHost> StartAsync(TimeProvider time) => ContraryGitHub.StartAsync(time);
}
