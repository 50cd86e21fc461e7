using System.Net;
using ContractWatch.Configuration;
using ContractWatch.Delivery;
using ContractWatch.Delivery.Email;
using ContractWatch.Delivery.GitHubIssues;
using ContractWatch.Delivery.Webhook;
using ContractWatch.Feeds;
using ContractWatch.Ledger;
using ContractWatch.Matching;
using ContractWatch.Polling;
using ContractWatch.Rounds;
using ContractWatch.Storage;
using ContractWatch.Watches;

namespace ContractWatch;

/// <summary>
/// The table of contents of the process: every part there is, and what it is made of. Long and straight on purpose.
/// Commands, the daemon and its web pages all work with what is put together here.
/// </summary>
internal sealed partial class Composition : IAsyncDisposable
{
    private Composition()
    {
    }

    /// <summary>Knows every key of the configuration, because it knows every options class.</summary>
    public static SettingsReader SettingsReader { get; } = new(
        FeedCatalog.Types,
        [
            RoomSection.Of<OperatorsOptions>("Operators", operators => operators.Faults()),
            RoomSection.Of<DeliveryOptions>("Delivery", delivery => delivery.Faults()),
            RoomSection.Of<EmailOptions>("Email", email => email.Faults().Concat(NotInThisBuild(email))),
            RoomSection.Of<GitHubOptions>("GitHub", gitHub => gitHub.Faults().Concat(NotInThisBuild(gitHub))),
            RoomSection.Of<WebhookOptions>("Webhook", webhook => webhook.Faults()),
        ]);

    public required Settings Settings { get; init; }

    public required TimeProvider Time { get; init; }

    public required IStore Store { get; init; }

    /// <summary>The kind of store it is, as <c>Storage:Provider</c> names it.</summary>
    public required string StoreKind { get; init; }

    public required IReadOnlyList<ConfiguredFeed> Feeds { get; init; }

    public required IReadOnlyList<IDeliveryChannel> Channels { get; init; }

    public required IMatcherFactory Matchers { get; init; }

    public required WatchBook WatchBook { get; init; }

    public required FeedbackBook FeedbackBook { get; init; }

    public required SubscriptionBook Subscriptions { get; init; }

    public required SubscriptionTokens SubscriptionTokens { get; init; }

    public required SubscriptionDesk SubscriptionDesk { get; init; }

    public required BackTest BackTest { get; init; }

    public required EvidenceDesk EvidenceDesk { get; init; }

    public required WatchDesk WatchDesk { get; init; }

    public required PollRound PollRound { get; init; }

    public required LetterWriter Letters { get; init; }

    public required Troubles Troubles { get; init; }

    public required CareRound CareRound { get; init; }

    public required AnswerRound AnswerRound { get; init; }

    public required OverviewRound OverviewRound { get; init; }

    public required VolumeBrake VolumeBrake { get; init; }

    public required DeliveryRound DeliveryRound { get; init; }

    /// <summary>Whether the configuration says anything of a delivery channel that needs a secret.</summary>
    public bool IsConfigured(string channel) =>
        (channel == Subscription.GitHub && Settings.Rooms["GitHub"] is GitHubOptions { Token.Length: > 0 } or GitHubOptions { AppId.Length: > 0 } or GitHubOptions { Repository.Length: > 0 })
        || (channel == Subscription.Webhook && Settings.Rooms["Webhook"] is WebhookOptions { Secret.Length: > 0 });

    /// <exception cref="StoreException">The store cannot be opened.</exception>
    public static async Task<Composition> OpenAsync(Settings settings, TimeProvider time, ILoggerFactory logs, CancellationToken cancellation)
    {
        var (provider, store) = await Stores.OpenAsync(settings.DataDirectory, settings.Storage.Provider, cancellation);
        var log = logs.CreateLogger<Composition>();
        if (settings.Storage.Provider.Length == 0 && provider != Stores.Default)
            LogFound(log, provider.Name, provider.FileName, settings.DataDirectory, Stores.Default.Name);
        var matchers = new MatcherFactory();
        var watchBook = new WatchBook(store.Watches, time);
        var email = (EmailOptions)settings.Rooms["Email"];
        var gitHub = (GitHubOptions)settings.Rooms["GitHub"];
        var webhook = (WebhookOptions)settings.Rooms["Webhook"];
        var tokens = new SubscriptionTokens(SubscriptionKey.In(settings.DataDirectory), time);
        var links = new SubscriberLinks(settings.Web.PublicUrl, tokens);
        var subscriptions = new SubscriptionBook(store.Watches, time);
        var subscriptionDesk = new SubscriptionDesk(subscriptions, store.Notices, tokens, links, time);
        var channels = ChannelCatalog.All(new ChannelParts
        {
            Email = email,
            MailSender = MailSenderOf(email, settings.DataDirectory, time),
            Links = links,
            GitHub = gitHub,
            GitHubApi = GitHub(gitHub, time),
            Webhook = webhook,
            WebhookHttp = Client(TimeSpan.FromSeconds(webhook.TimeoutSeconds)),
            Outbox = store.Outbox,
            Time = time,
        });
        var letters = new LetterWriter(
            store.Changes, store.Watches, store.Polls, store.Notices, [.. settings.Feeds.Where(feed => feed.Enabled).Select(feed => feed.Id)]);
        var brake = new VolumeBrake(store.Outbox, (DeliveryOptions)settings.Rooms["Delivery"], time);
        var dispatcher = new Dispatcher(store.Outbox, letters, channels, brake, time, logs.CreateLogger<Dispatcher>());
        IReadOnlyList<ConfiguredFeed> feeds = [.. settings.Feeds.Select(feed => new ConfiguredFeed(feed, FeedOf(feed, new FeedParts(feed.Id, time, logs))))];
        var operators = (OperatorsOptions)settings.Rooms["Operators"];
        var troubles = new Troubles(feeds, channels, store, brake, operators, time);
        var feedback = new FeedbackBook(store.Watches, time);
        var answers = new AnswerDesk(store, feedback, subscriptions, new Hindsight(store.Changes, store.Polls, matchers), time);
        return new Composition
        {
            Settings = settings,
            Time = time,
            Store = store,
            StoreKind = provider.Name,
            Feeds = feeds,
            Channels = channels,
            Matchers = matchers,
            WatchBook = watchBook,
            FeedbackBook = feedback,
            Subscriptions = subscriptions,
            SubscriptionTokens = tokens,
            SubscriptionDesk = subscriptionDesk,
            BackTest = new BackTest(store.Polls, matchers),
            EvidenceDesk = new EvidenceDesk(store.Changes, store.Ledger, store.Watches),
            WatchDesk = new WatchDesk(watchBook, store.Watches, matchers, settings, time, logs.CreateLogger<WatchDesk>()),
            PollRound = new PollRound(store, settings, matchers, time, logs),
            Letters = letters,
            VolumeBrake = brake,
            Troubles = troubles,
            CareRound = new CareRound(troubles, feeds, store, operators, time, logs.CreateLogger<CareRound>()),
            AnswerRound = new AnswerRound([.. channels.OfType<IAnswerBox>()], store, answers, time, logs.CreateLogger<AnswerRound>()),
            OverviewRound = new OverviewRound([.. channels.OfType<IOverviewBoard>()], feeds, store, logs.CreateLogger<OverviewRound>()),
            DeliveryRound = new DeliveryRound(dispatcher, subscriptionDesk, time),
        };
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var feed in Feeds.Select(feed => feed.Source).OfType<IDisposable>())
            feed.Dispose();
        await Store.DisposeAsync();
    }

    private static IFeed FeedOf(FeedSettings feed, FeedParts parts) => FeedCatalog.Find(feed.Type)!.Create(feed.Source!, parts);

    /// <summary>Without a server or a program that sends it, mail is written to files.</summary>
    private static IMailSender MailSenderOf(EmailOptions email, string dataDirectory, TimeProvider time) =>
        email.Host.Length > 0 ? Smtp(email, time)
        : email.Sendmail.Length > 0 ? new SendmailMailSender(email.Sendmail, time)
        : new PickupMailSender(Path.GetFullPath(email.PickupDirectory, dataDirectory));

    /// <summary>It never follows a redirect, which would carry a token or an alert to another host.</summary>
    private static HttpClient Client(TimeSpan patience) => new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        AutomaticDecompression = DecompressionMethods.All,
        ConnectTimeout = TimeSpan.FromSeconds(30),
        PooledConnectionLifetime = TimeSpan.FromMinutes(10),
        UseCookies = false,
    })
    {
        Timeout = patience,
        MaxResponseContentBufferSize = 32 * 1024 * 1024,
    };

    [LoggerMessage(Level = LogLevel.Information, Message = "the {Kind} store found, {File} in {Folder}, stays in use; an empty folder would get a {Preferred} store")]
    private static partial void LogFound(ILogger log, string kind, string file, string folder, string preferred);
}
