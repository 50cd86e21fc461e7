using ContractWatch.TestServers;
using ContractWatch.TestServers.GitHub;

namespace ContractWatch.Delivery.GitHubIssues;

/// <summary>A channel before an API on loopback, with one clock for both.</summary>
internal sealed class GitHubScene : IAsyncDisposable
{
    private readonly Func<GitHubOptions, TimeProvider, IGitHub> _client;

    private GitHubScene(GitHubServer server, ImpatientTime time, Func<GitHubOptions, TimeProvider, IGitHub> client)
    {
        (Server, Time, _client) = (server, time, client);
        Channel = NewChannel();
    }

    public GitHubServer Server { get; }

    public ImpatientTime Time { get; }

    public FakeOutbox Outbox { get; private set; } = new();

    public GitHubChannel Channel { get; private set; }

    public HostedRepository Repository => Server.Repository;

    public static async Task<GitHubScene> StartAsync(Func<GitHubOptions, TimeProvider, IGitHub> client, GitHubConduct? conduct = null)
    {
        var time = new ImpatientTime(Told.Noon);
        return new GitHubScene(await GitHubServer.StartAsync(conduct, time), time, client);
    }

    /// <summary>The process starts again; what it kept is there, or lost.</summary>
    public void Restart(bool keepsMemory = true)
    {
        if (!keepsMemory)
            Outbox = new FakeOutbox();
        Channel = NewChannel();
    }

    public Task<DeliveryOutcome> DeliverAsync(Letter letter) => Channel.DeliverAsync(letter, TestContext.Current.CancellationToken);

    public GitHubChannel NewChannel(Action<GitHubOptions> choose)
    {
        var options = new GitHubOptions { BaseUrl = Server.BaseUrl.AbsoluteUri, Token = "secret-token" };
        choose(options);
        return new GitHubChannel(options, _client(options, Time), Outbox, Time);
    }

    public GitHubChannel NewChannel(string token = "secret-token", string repository = "newsroom/contracts")
    {
        var options = new GitHubOptions { BaseUrl = Server.BaseUrl.AbsoluteUri, Token = token, Repository = repository };
        return new GitHubChannel(options, _client(options, Time), Outbox, Time);
    }

    public ValueTask DisposeAsync() => Server.DisposeAsync();
}
