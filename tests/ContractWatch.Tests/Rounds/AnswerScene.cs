using ContractWatch.Awards;
using ContractWatch.Delivery;
using ContractWatch.Delivery.GitHubIssues;
using ContractWatch.Diffing;
using ContractWatch.Feeds;
using ContractWatch.Matching;
using ContractWatch.Polling;
using ContractWatch.Storage.Sqlite;
using ContractWatch.TestServers;
using ContractWatch.TestServers.GitHub;
using ContractWatch.Watches;
using Microsoft.Extensions.Logging.Abstractions;

namespace ContractWatch.Rounds;

/// <summary>A store, a repository on loopback and the rounds between them, with one clock.</summary>
internal sealed class AnswerScene : IAsyncDisposable
{
    public const string Repository = "newsroom/contracts";

    public static readonly DateTimeOffset Noon = new(2026, 8, 12, 12, 0, 0, TimeSpan.Zero);

    private readonly string _folder = Directory.CreateTempSubdirectory("contractwatch-answers-").FullName;
    private readonly HttpClient _http = new(new SocketsHttpHandler { AllowAutoRedirect = false });
    private readonly MatcherFactory _matchers = new();
    private int _polls;

    public ImpatientTime Time { get; } = new(Noon);

    public SqliteStore Store { get; private set; } = null!;

    public GitHubServer Server { get; private set; } = null!;

    public HostedRepository Issues => Server.Repository;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static async Task<AnswerScene> StartAsync(Watch watch)
    {
        var scene = new AnswerScene();
        scene.Store = await SqliteStore.OpenAsync(Path.Combine(scene._folder, SqliteStore.FileName), Stop);
        scene.Server = await GitHubServer.StartAsync(time: scene.Time);
        scene.Issues.Permissions["alice"] = "write";
        await scene.Store.Watches.SaveAsync(new StoredWatch(watch, StoredWatch.CommandLine, Noon.AddDays(-30)), Stop);
        return scene;
    }

    /// <summary>A poll finds new awards to these recipients, matches them, and everything that is owed is delivered.</summary>
    public async Task PollAsync(params (string Recipient, string? Description)[] awards)
    {
        await CommitAsync(change => change, awards);
        await DeliverAsync();
    }

    /// <summary>The same of changes that are altered, without delivery.</summary>
    public async Task CommitAsync(Func<Change, Change> alter, params (string Recipient, string? Description)[] awards)
    {
        var watches = await Store.Watches.InForceAsync(Stop);
        var concerned = new Concerned(_matchers.For([.. watches.Select(stored => stored.Watch)]), watches);
        MatchedChange[] changes = [.. awards.Select((award, place) => concerned.By(alter(Change(award.Recipient, award.Description, (_polls * 1000) + place)), [], []))];
        MatchedChange[] told = [.. changes.Where(change => change.Matches.Count > 0)];
        await Store.Polls.CommitAsync(
            new PollCommit
            {
                Feed = "usaspending",
                From = _polls == 0 ? FeedCursor.Start : new FeedCursor($"{_polls}"),
                To = new FeedCursor($"{++_polls}"),
                Time = Time.GetUtcNow(),
                Actions = [.. changes.Select(change => new KnownAction { Action = change.Change.Action, Revision = 1, FirstSeen = change.Change.FirstSeen })],
                Moves = [.. changes.Where(change => change.Change.FirstKnownAs is not null).Select(change => new AwardMove(change.Change.FirstKey, change.Change.Action.Key.Award))],
                Changes = told,
                Messages = AlertRouter.Route(told, watches, Time.GetUtcNow()),
                Health = FeedHealth.Unknown,
                Coverage = new PollCoverage { Started = Time.GetUtcNow() },
            },
            Stop);
    }

    public async Task DeliverAsync()
    {
        var letters = new LetterWriter(Store.Changes, Store.Watches, Store.Polls, Store.Notices, []);
        var brake = new VolumeBrake(Store.Outbox, new DeliveryOptions(), Time);
        await new Dispatcher(Store.Outbox, letters, [Channel()], brake, Time, NullLogger<Dispatcher>.Instance).DeliverDueAsync(Stop);
    }

    /// <summary>Somebody comments on an issue; the round hears it, and what it owes is delivered.</summary>
    public async Task<string> AnswerAsync(string login, string words, int issue = 1)
    {
        var asked = Issues.Issues.Single(one => one.Number == issue);
        Time.Advance(TimeSpan.FromMinutes(1));
        asked.Comments.Add(new HostedComment(login, words, Time.GetUtcNow()));
        return await HearAsync(asked);
    }

    public async Task<string> LabelAsync(string login, string label, int issue = 1)
    {
        var labelled = Issues.Issues.Single(one => one.Number == issue);
        Time.Advance(TimeSpan.FromMinutes(1));
        Issues.Label(labelled, label, login, Time.GetUtcNow());
        return await HearAsync(labelled);
    }

    /// <summary>The reply; empty when there is none.</summary>
    public async Task<string> HearAsync(HostedIssue issue)
    {
        var comments = issue.Comments.Count;
        await RoundAsync();
        await DeliverAsync();
        return string.Join('\n', issue.Comments.Skip(comments).Select(comment => comment.Body));
    }

    private Task RoundAsync() => new AnswerRound([Channel()], Store, Desk(), Time, NullLogger<AnswerRound>.Instance).RunAsync(Stop);

    /// <summary>What was said is carried out, and the process dies before it owes the reply.</summary>
    public Task CarryOutAndDieAsync() => Should.ThrowAsync<InvalidOperationException>(() => Channel().HearAsync(
        Repository,
        async (answer, stop) =>
        {
            await Desk().CarryOutAsync(answer, Subscription.GitHub, stop);
            throw new InvalidOperationException("died");
        },
        Stop));

    public Task ShowAsync() => new OverviewRound([Channel()], [], Store, NullLogger<OverviewRound>.Instance).RunAsync(Stop);

    public async Task<Watch> WatchAsync() => (await Store.Watches.InForceAsync(Stop)).Single().Watch;

    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        await Store.DisposeAsync();
        _http.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private AnswerDesk Desk() => new(
        Store, new FeedbackBook(Store.Watches, Time), new SubscriptionBook(Store.Watches, Time), new Hindsight(Store.Changes, Store.Polls, _matchers), Time);

    private GitHubChannel Channel()
    {
        var options = new GitHubOptions { BaseUrl = Server.BaseUrl.AbsoluteUri, Token = "secret-token" };
        return new GitHubChannel(options, new GitHubHttp(_http, options, Time), Store.Outbox, Time);
    }

    private Change Change(string recipient, string? description, int place)
    {
        var action = new AwardAction
        {
            Key = new ActionKey(new AwardKey($"CONT_AWD_{place:00000}_7012_-NONE-_-NONE-"), "0"),
            Piid = $"70CTD{place:00000}",
            ActionDate = DateOnly.FromDateTime(Time.GetUtcNow().UtcDateTime),
            Obligation = Money.Usd(1_000_000),
            Description = description,
            Recipient = new Recipient { Name = recipient },
            AwardingAgency = new Agency { Name = "U.S. Immigration and Customs Enforcement", Department = "Department of Homeland Security" },
        };
        return new Change
        {
            Id = ChangeId.Of("usaspending", action.Key, ChangeKind.NewAward, 1, "", ActionFacts.Fingerprint(action)),
            Kind = ChangeKind.NewAward,
            Feed = "usaspending",
            Action = action,
            FirstSeen = Time.GetUtcNow(),
        };
    }
}
