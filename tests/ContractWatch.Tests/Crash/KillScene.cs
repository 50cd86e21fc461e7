using System.Globalization;
using ContractWatch.Delivery;
using ContractWatch.TestServers;
using ContractWatch.TestServers.GitHub;
using ContractWatch.TestServers.Smtp;
using ContractWatch.TestServers.Webhook;
using ContractWatch.Watches;

namespace ContractWatch.Crash;

/// <summary>A store that owes everything there is, prepared once, and servers that take it; the built program delivers from a copy.</summary>
internal sealed class KillScene : IAsyncDisposable
{
    private const string Repository = "newsroom/contracts";
    private const int MostRuns = 6;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("contractwatch-kill-");
    private readonly ImpatientTime _time = new(Owed.Due);
    private readonly string _kind;
    private readonly SmtpServer _mail = SmtpServer.Start(new SmtpConduct { OffersStartTls = false });
    private readonly BuiltProgram _program;
    private GitHubServer _gitHub = null!;
    private WebhookServer _hook = null!;
    private int _mailsBefore;
    private int _postsBefore;

    private KillScene(string kind) => (_kind, _program) = (kind, new BuiltProgram(_folder.FullName));

    public string Folder => _folder.FullName;

    /// <summary>What the prepared store owes.</summary>
    public IReadOnlyList<OutboxMessage> Messages { get; private set; } = [];

    /// <summary>Since the store was put back.</summary>
    public IReadOnlyList<ReceivedMail> Mails => [.. _mail.Mails.Skip(_mailsBefore)];

    public HostedRepository Issues => _gitHub.Repository;

    /// <summary>A repeat of a known id is not among them.</summary>
    public IReadOnlyList<ReceivedMessage> Posts => _hook.Taken;

    public int PostsInAll => _hook.Requests - _postsBefore;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <param name="kind">Of the store.</param>
    public static async Task<KillScene> PrepareAsync(string kind)
    {
        var scene = new KillScene(kind);
        scene._gitHub = await GitHubServer.StartAsync(new GitHubConduct { Repositories = [Repository] }, scene._time);
        scene._hook = await WebhookServer.StartAsync(time: scene._time);
        var prepared = scene._folder.CreateSubdirectory("prepared");
        await using (var store = (await Composition.Stores.OpenAsync(prepared.FullName, kind, Stop)).Store)
            scene.Messages = await new Owed(Repository, scene._hook.Address).PutIntoAsync(store, Stop);
        await scene.ConfigureAsync($$""" "Host": "127.0.0.1", "Port": {{scene._mail.Port.ToString(CultureInfo.InvariantCulture)}}, "Security": "None" """);
        return scene;
    }

    /// <param name="email">How mail leaves, as members of <c>Email</c>.</param>
    public Task ConfigureAsync(string email) => File.WriteAllTextAsync(Path.Combine(Folder, "contractwatch.json"), $$"""
        { "Storage": { "Provider": "{{_kind}}" },
          "Watches": [ "watches.yaml" ],
          "Feeds": { "recorded": { "Type": "Recorded", "Enabled": false } },
          "Email": { "From": "alerts@contracts.example.net", {{email}} },
          "GitHub": { "BaseUrl": "{{_gitHub.BaseUrl}}", "Token": "secret-token", "SecondsBetweenWrites": 0 },
          "Webhook": { "Secret": "{{WebhookServer.Secret}}" },
          "Web": { "Urls": "" } }
        """, Stop);

    /// <summary>The store is as it was prepared, and nobody has got anything.</summary>
    public void PutBack()
    {
        var data = _folder.CreateSubdirectory("data");
        data.Delete(recursive: true);
        data.Create();
        foreach (var file in new DirectoryInfo(Path.Combine(Folder, "prepared")).GetFiles())
            file.CopyTo(Path.Combine(data.FullName, file.Name));
        _gitHub.Repositories[Repository] = new HostedRepository();
        _hook.Forget();
        (_mailsBefore, _postsBefore) = (_mail.Mails.Count, _hook.Requests);
    }

    /// <summary>One run of <c>deliver</c>, in which the channel's server is watched by whoever kills it.</summary>
    public async Task<Ending> RunAsync(string channel, Killer killer)
    {
        Watch(channel, killer.SeesAsync);
        using var running = killer.Aim(() => _program.Start(Deliver(Owed.Due)));
        var ending = await BuiltProgram.EndAsync(running, Stop);
        killer.Rest();
        Watch(channel, null);
        return ending;
    }

    /// <summary>One run of <c>deliver</c>, however it ends.</summary>
    public Task<Ending> RunAsync() => _program.RunAsync(Deliver(Owed.Due), Stop);

    /// <summary>Runs as often as back-off asks for, until nothing is owed.</summary>
    public async Task<IReadOnlyList<OutboxMessage>> RunToTheEndAsync()
    {
        for (var run = 1; run <= MostRuns; run++)
        {
            var now = Owed.Due.AddHours(run);
            _time.Set(now);
            var ending = await _program.RunAsync(Deliver(now), Stop);
            ending.ExitCode.ShouldBeOneOf(0, 3);
            var messages = await MessagesAsync();
            if (messages.All(message => message.State != MessageState.Owed))
            {
                _time.Set(Owed.Due);
                return messages;
            }
        }

        throw new InvalidOperationException($"{MostRuns} runs were not enough");
    }

    public async ValueTask DisposeAsync()
    {
        await _mail.DisposeAsync();
        await _gitHub.DisposeAsync();
        await _hook.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    private void Watch(string channel, Onlooker? onlooker)
    {
        switch (channel)
        {
            case Subscription.Email:
                _mail.Onlooker = onlooker;
                break;
            case Subscription.GitHub:
                _gitHub.Onlooker = onlooker;
                break;
            default:
                _hook.Onlooker = onlooker;
                break;
        }
    }

    private async Task<IReadOnlyList<OutboxMessage>> MessagesAsync()
    {
        await using var store = (await Composition.Stores.OpenAsync(Path.Combine(Folder, "data"), _kind, Stop)).Store;
        return await store.Outbox.MessagesAsync(null, Stop).ToListAsync(Stop);
    }

    private string[] Deliver(DateTimeOffset now) =>
        ["deliver", "--config", Path.Combine(Folder, "contractwatch.json"), "--data", Path.Combine(Folder, "data"), "--now", now.ToString("O", CultureInfo.InvariantCulture)];
}
