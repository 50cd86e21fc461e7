using System.Net.NetworkInformation;
using System.Text.Json.Nodes;
using ContractWatch.TestServers;
using ContractWatch.TestServers.Emulate;

namespace ContractWatch.Delivery.GitHubIssues;

/// <summary>What a channel does against our own GitHub, against one that others have written; every now and then its answer to a write is lost.</summary>
public sealed class EmulateTests(ITestOutputHelper output) : ManyAlertsContract(output), IDisposable
{
    private readonly HttpClient _http = new(new LossyHandler(new SocketsHttpHandler { AllowAutoRedirect = false }, every: 25));

    private protected override IReadOnlyList<string> Faults => ["no answer from GitHub"];

    [Fact]
    public async Task The_emulator_is_heard_on_this_machine_only_and_ends_with_the_test()
    {
        Assert.SkipWhen(EmulateServer.WhyNot is not null, EmulateServer.WhyNot ?? "");
        var server = await EmulateServer.StartAsync();
        var heard = Listeners(server.BaseUrl.Port);
        await server.DisposeAsync();

        heard.ShouldBe(["127.0.0.1"]);
        Listeners(server.BaseUrl.Port).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_maintainer_is_heard_where_comments_are_listed_for_each_issue_only_and_a_stranger_is_not()
    {
        Assert.SkipWhen(EmulateServer.WhyNot is not null, EmulateServer.WhyNot ?? "");
        await using var server = await EmulateServer.StartAsync();
        var (outbox, time) = (new FakeOutbox(), new ImpatientTime(Told.Noon));
        var options = new GitHubOptions { BaseUrl = server.BaseUrl.AbsoluteUri, Token = EmulateServer.Token };
        var channel = new GitHubChannel(options, Client(options, time), outbox, time);
        var letter = Told.Letter(Told.Watch("palantir", Told.Issues()), Told.Matched());
        (await channel.DeliverAsync(letter, Stop)).ShouldBeOfType<DeliveryOutcome.Delivered>();
        outbox.Add(letter.Message with { State = MessageState.Delivered, Delivered = Told.Noon });

        await server.PostAsync("stranger", "issues/1/comments", new JsonObject { ["body"] = "/mute 30d" }, Stop);
        await server.PostAsync("alice", "issues/1/comments", new JsonObject { ["body"] = "Not them.\n/exclude" }, Stop);
        await server.PostAsync("alice", "issues/1/labels", new JsonObject { ["labels"] = new JsonArray("triage/confirmed") }, Stop);
        var heard = new List<Answer>();
        (await channel.HearAsync(EmulateServer.Repository, (answer, _) => { heard.Add(answer); return Task.CompletedTask; }, Stop)).ShouldBeNull();

        heard.ShouldAllBe(answer => answer.By == "alice" && answer.MessageKey == letter.Message.Key);
        heard.SelectMany(answer => answer.Instructions).ShouldBe([new Instruction.Exclude(null), new Instruction.Confirmed()]);
    }

    public void Dispose() => _http.Dispose();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private protected override IGitHub Client(GitHubOptions options, TimeProvider time) => new GitHubHttp(_http, options, time);

    private protected override Task<IIssueHost> StartAsync(TimeProvider time) => EmulatedGitHub.StartAsync();

    private static List<string> Listeners(int port) =>
        [.. IPGlobalProperties.GetIPGlobalProperties().GetActiveTcpListeners().Where(heard => heard.Port == port).Select(heard => heard.Address.ToString())];
}

/// <summary>What is asked is done, but of every so many writes the answer is lost.</summary>
internal sealed class LossyHandler(HttpMessageHandler inner, int every) : DelegatingHandler(inner)
{
    private int _writes;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var answer = await base.SendAsync(request, cancellationToken);
        if (request.Method == HttpMethod.Get || ++_writes % every != 0)
            return answer;
        answer.Dispose();
        throw new HttpRequestException("the connection broke");
    }
}
