using System.Security.Cryptography;
using ContractWatch.Annexes;
using ContractWatch.TestServers.GitHub;

namespace ContractWatch.Delivery.GitHubIssues.Octokit;

public sealed class OctokitChannelTests : GitHubChannelContract
{
    private protected override IGitHub Client(GitHubOptions options, TimeProvider time) => AnnexParts.GitHub(options, time);
}

public sealed class OctokitUpkeepTests : IssueUpkeepContract
{
    private protected override IGitHub Client(GitHubOptions options, TimeProvider time) => AnnexParts.GitHub(options, time);
}

public sealed class OctokitAnswersTests : IssueAnswersContract
{
    private protected override IGitHub Client(GitHubOptions options, TimeProvider time) => AnnexParts.GitHub(options, time);
}

public sealed class OctokitOverviewTests : OverviewContract
{
    private protected override IGitHub Client(GitHubOptions options, TimeProvider time) => AnnexParts.GitHub(options, time);
}

public sealed class OctokitManyAlertsTests(ITestOutputHelper output) : ManyAlertsContract(output)
{
    private protected override IGitHub Client(GitHubOptions options, TimeProvider time) => AnnexParts.GitHub(options, time);

    private protected override Task<IIssueHost> StartAsync(TimeProvider time) => ContraryGitHub.StartAsync(time);
}

public sealed class OctokitEmulateTests(ITestOutputHelper output) : ManyAlertsContract(output)
{
    private protected override IGitHub Client(GitHubOptions options, TimeProvider time) => AnnexParts.GitHub(options, time);

    private protected override Task<IIssueHost> StartAsync(TimeProvider time) => EmulatedGitHub.StartAsync();
}

/// <summary>As an installation of a GitHub App.</summary>
public sealed class OctokitAppTests : IDisposable
{
    private readonly RSA _key = RSA.Create(2048);

    public void Dispose() => _key.Dispose();

    [Fact]
    public async Task An_app_writes_with_a_token_of_its_installation_and_asks_for_another_before_it_ends()
    {
        await using var scene = await StartAsync(_key);

        (await DeliverAsync(scene)).ShouldBeOfType<DeliveryOutcome.Delivered>();
        (await DeliverAsync(scene)).ShouldBeOfType<DeliveryOutcome.Delivered>();
        scene.Server.TokensGiven.ShouldBe(1);

        scene.Time.Advance(TimeSpan.FromMinutes(56));
        (await DeliverAsync(scene)).ShouldBeOfType<DeliveryOutcome.Delivered>();
        scene.Server.TokensGiven.ShouldBe(2);
        scene.Repository.Issues.ShouldHaveSingleItem().Author.ShouldBe("watch-bot[bot]");
    }

    [Fact]
    public async Task A_key_of_another_app_is_told()
    {
        using var other = RSA.Create(2048);
        await using var scene = await StartAsync(other);

        (await DeliverAsync(scene)).ShouldBeOfType<DeliveryOutcome.Deferred>().ChannelDown.ShouldBeTrue();
        (await Channel(scene).CheckAsync(TestContext.Current.CancellationToken))!.ShouldContain("wrong or has expired");
    }

    private Task<GitHubScene> StartAsync(RSA known) => GitHubScene.StartAsync(
        AnnexParts.GitHub, new GitHubConduct { App = new HostedApp("12345", 678, known.ExportRSAPublicKeyPem()) });

    private GitHubChannel Channel(GitHubScene scene) => scene.NewChannel(
        options => (options.Token, options.AppId, options.InstallationId, options.AppKey) = ("", "12345", 678, _key.ExportPkcs8PrivateKeyPem()));

    private Task<DeliveryOutcome> DeliverAsync(GitHubScene scene) => (_channel ??= Channel(scene)).DeliverAsync(
        Told.Letter(Told.Watch("palantir", Told.Issues()), Told.Matched()), TestContext.Current.CancellationToken);

    private GitHubChannel? _channel;
}
