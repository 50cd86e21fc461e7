using ContractWatch.TestServers.Emulate;
using ContractWatch.TestServers.GitHub;

namespace ContractWatch.Delivery.GitHubIssues;

/// <summary>Where issues go: an API on loopback, whoever wrote it.</summary>
internal interface IIssueHost : IAsyncDisposable
{
    Uri BaseUrl { get; }

    /// <summary>How many it had answered when the issues were read last.</summary>
    int Requests { get; }

    /// <summary>Words of every fault that has to be met.</summary>
    IReadOnlyList<string> Faults { get; }

    /// <summary>Before a message is tried something may go wrong or be mended.</summary>
    /// <param name="tries">How many there were.</param>
    void Meddle(int tries);

    /// <summary>All issues with their comments.</summary>
    Task<IReadOnlyList<HostedIssue>> IssuesAsync(CancellationToken cancellation);
}

/// <summary>
/// Our own GitHub, which does all that GitHub may do to us: first the token is wrong, then a scope is missing; when both are mended,
/// limits and lost answers come now and then, at the first write for a message or in the middle of it.
/// </summary>
internal sealed class ContraryGitHub(GitHubServer server) : IIssueHost
{
    private const int TokenMended = 3;
    private const int ScopeMended = 40;
    private const int Every = 11;

    private static readonly GitHubConduct WrongToken = new() { Token = "another" };
    private static readonly GitHubConduct MissingScope = new() { MayWriteIssues = false };

    private static readonly GitHubConduct[] NowAndThen =
    [
        new() { Limits = 1, RetryAfter = 90 },
        new() { LosesAnswers = 1 },
        new() { Limits = 2 },
        new() { Spares = 1, LosesAnswers = 1 },
        new() { Spares = 1, Limits = 1 },
        new() { Spares = 2, Limits = 1, RetryAfter = 4000 },
        new() { LosesAnswers = 3 },
    ];

    public Uri BaseUrl => server.BaseUrl;

    public int Requests => server.Requests;

    public IReadOnlyList<string> Faults =>
        ["the token is wrong", "the token may not write issues", "a secondary rate limit", "GitHub asked us to wait", "no answer from GitHub"];

    public static async Task<IIssueHost> StartAsync(TimeProvider time) => new ContraryGitHub(await GitHubServer.StartAsync(WrongToken, time));

    public void Meddle(int tries)
    {
        if (tries is TokenMended)
            server.Behave(MissingScope);
        else if (tries is ScopeMended)
            server.Behave(new GitHubConduct());
        else if (tries > ScopeMended && tries % Every == 0)
            server.Behave(NowAndThen[tries / Every % NowAndThen.Length]);
    }

    public Task<IReadOnlyList<HostedIssue>> IssuesAsync(CancellationToken cancellation) => Task.FromResult<IReadOnlyList<HostedIssue>>([.. server.Repository.Issues]);

    public ValueTask DisposeAsync() => server.DisposeAsync();
}

/// <summary>What others think that GitHub does; it does nothing to us.</summary>
internal sealed class EmulatedGitHub(EmulateServer server) : IIssueHost
{
    public Uri BaseUrl => server.BaseUrl;

    public int Requests => server.Requests;

    public IReadOnlyList<string> Faults => ["within the hour"];

    public static async Task<IIssueHost> StartAsync()
    {
        Assert.SkipWhen(EmulateServer.WhyNot is not null, EmulateServer.WhyNot ?? "");
        return new EmulatedGitHub(await EmulateServer.StartAsync());
    }

    public void Meddle(int tries)
    {
        // it knows no faults
    }

    public Task<IReadOnlyList<HostedIssue>> IssuesAsync(CancellationToken cancellation) => server.IssuesAsync(cancellation);

    public ValueTask DisposeAsync() => server.DisposeAsync();
}
