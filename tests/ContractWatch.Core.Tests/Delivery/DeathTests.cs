using ContractWatch.Awards;
using ContractWatch.Delivery.Email;
using ContractWatch.Delivery.GitHubIssues;
using ContractWatch.Delivery.Webhook;
using ContractWatch.Matching;
using ContractWatch.TestServers.GitHub;
using ContractWatch.TestServers.Smtp;
using ContractWatch.TestServers.Webhook;
using ContractWatch.Watches;

namespace ContractWatch.Delivery;

/// <summary>
/// The process dies at each step between "committed" and "receipt recorded", one after the other: before and after each word with
/// the store and with the other side. Whoever starts it again finds everything owed, and nothing is told as if it were new.
/// </summary>
public sealed class DeathTests
{
    private static readonly MatchedChange[] Changes =
    [
        Told.Matched(Told.Change(ChangeKind.NewAward, Told.Action("0", award: "CONT_AWD_70CTD0001_7012"))),
        Told.Matched(Told.Change(ChangeKind.NewAward, Told.Action("0", award: "CONT_AWD_70CTD0002_7012"))),
    ];

    private static readonly MatchedChange Later = Told.Matched(Told.Change(action: Told.Action("P00001", award: "CONT_AWD_70CTD0001_7012")));

    [Fact]
    public async Task Wherever_the_process_dies_every_mail_arrives_and_a_repeat_has_the_same_id()
    {
        await using var server = SmtpServer.Start(new SmtpConduct { OffersStartTls = false });
        var options = new EmailOptions { From = "alerts@contracts.example.net", Host = "localhost", Port = server.Port, Security = MailSecurity.None };

        await WalkAsync(Told.Mail(), leastSteps: 20, async (scene, died, rerun) =>
        {
            var before = server.Mails.Count;
            await died((life, _) => new EmailChannel(options, new MortalSender(new SmtpMailSender(options, TimeProvider.System), life), scene.Time));
            await rerun((_, _) => new EmailChannel(options, new SmtpMailSender(options, TimeProvider.System), scene.Time));

            var ids = server.Mails.Skip(before).Select(mail => mail.Header("Message-ID")!).ToList();
            ids.Distinct().ShouldBe((await scene.MessagesAsync()).Select(message => $"<{message.Key}@contracts.example.net>"), ignoreOrder: true);
            ids.Count.ShouldBeInRange(3, 4);
        });
    }

    [Fact]
    public async Task Wherever_the_process_dies_no_issue_is_doubled_and_no_comment()
    {
        await WalkAsync(Told.Issues(), leastSteps: 60, async (scene, died, rerun) =>
        {
            await using var server = await GitHubServer.StartAsync(new GitHubConduct(), scene.Time);
            var options = new GitHubOptions { BaseUrl = server.BaseUrl.AbsoluteUri, Token = "secret-token" };
            IDeliveryChannel Channel(Mortal life, IOutbox outbox) => new GitHubChannel(options, new GitHubHttp(Client(life), options, scene.Time), outbox, scene.Time);
            await died(Channel);
            await rerun(Channel);

            server.Repository.Issues.Select(issue => issue.Title).Distinct().Count().ShouldBe(2);
            server.Repository.Issues.Count.ShouldBe(2);
            server.Repository.Issues.Sum(issue => issue.Comments.Count).ShouldBe(1);
        });
    }

    [Fact]
    public async Task Wherever_the_process_dies_a_receiver_takes_every_message_once()
    {
        await using var server = await WebhookServer.StartAsync();

        await WalkAsync(new Subscription("palantir", Subscription.Webhook, server.Address), leastSteps: 20, async (scene, died, rerun) =>
        {
            server.Forget();
            IDeliveryChannel Channel(Mortal life, IOutbox outbox) => new WebhookChannel(new WebhookOptions { Secret = WebhookServer.Secret }, Client(life), TimeProvider.System);
            await died(Channel);
            await rerun(Channel);

            server.Taken.Select(message => message.Id).ShouldBe((await scene.MessagesAsync()).Select(message => message.Key), ignoreOrder: true);
        });
    }

    /// <summary>Two parts that came due on different days, and one watch that was embargoed since: two mails, each whole.</summary>
    [Fact]
    public async Task Wherever_the_process_dies_a_digest_is_repeated_as_the_same_mail()
    {
        await using var server = SmtpServer.Start(new SmtpConduct { OffersStartTls = false });
        var options = new EmailOptions { From = "alerts@contracts.example.net", Host = "localhost", Port = server.Port, Security = MailSecurity.None };
        var quiet = Told.Watch("ice", Told.Mail("ice", cadence: Cadence.Daily));
        async Task OweAsync(StoredDelivery scene)
        {
            await scene.Watches.SaveAsync(quiet, TestContext.Current.CancellationToken);
            foreach (var change in Changes)
            {
                await scene.CommitAsync(change with { Matches = [Told.Match(), Told.Match("ice")] });
                scene.Time.Advance(TimeSpan.FromDays(1));
            }

            await scene.Watches.SaveAsync(quiet with { Watch = quiet.Watch with { Privacy = Privacy.Embargoed } }, TestContext.Current.CancellationToken);
        }

        await WalkAsync(OweAsync, Told.Mail(cadence: Cadence.Daily), messages: 4, leastSteps: 25, async (scene, died, rerun) =>
        {
            var before = server.Mails.Count;
            await died((life, _) => new EmailChannel(options, new MortalSender(new SmtpMailSender(options, TimeProvider.System), life), scene.Time));
            await rerun((_, _) => new EmailChannel(options, new SmtpMailSender(options, TimeProvider.System), scene.Time));

            var mails = server.Mails.Skip(before).ToList();
            mails.Count.ShouldBeInRange(2, 3);
            mails.Select(mail => mail.Header("Message-ID")!).Distinct().Count().ShouldBe(2);
        });
    }

    [Fact]
    public async Task Wherever_the_process_dies_a_notice_arrives_and_a_repeat_has_the_same_id()
    {
        await using var server = SmtpServer.Start(new SmtpConduct { OffersStartTls = false });
        var options = new EmailOptions { From = "alerts@contracts.example.net", Host = "localhost", Port = server.Port, Security = MailSecurity.None };

        await WalkAsync(scene => scene.OweAsync("email", "ops@example.org", new Notice("Needs care", "Something.", "thread")), Told.Mail(), messages: 1, leastSteps: 12, async (scene, died, rerun) =>
        {
            var before = server.Mails.Count;
            await died((life, _) => new EmailChannel(options, new MortalSender(new SmtpMailSender(options, TimeProvider.System), life), scene.Time));
            await rerun((_, _) => new EmailChannel(options, new SmtpMailSender(options, TimeProvider.System), scene.Time));

            server.Mails.Skip(before).Select(mail => mail.Header("Message-ID")!).Distinct()
                .ShouldHaveSingleItem().ShouldBe($"<{(await scene.MessagesAsync()).Single().Key}@contracts.example.net>");
        });
    }

    private delegate Task Run(Func<Mortal, IOutbox, IDeliveryChannel> channel);

    /// <summary>One scene for each step; the walk ends with the first process that lives to the end.</summary>
    private static Task WalkAsync(Subscription subscription, int leastSteps, Func<StoredDelivery, Run, Run, Task> walk) => WalkAsync(
        async scene =>
        {
            await scene.CommitAsync(Changes);
            await scene.CommitAsync(Later);
        },
        subscription,
        messages: 3,
        leastSteps,
        walk);

    private static async Task WalkAsync(Func<StoredDelivery, Task> owe, Subscription subscription, int messages, int leastSteps, Func<StoredDelivery, Run, Run, Task> walk)
    {
        var isAlive = false;
        for (var step = 1; !isAlive; step++)
        {
            await using var scene = await StoredDelivery.OpenAsync(Told.Watch("palantir", subscription));
            await owe(scene);
            var life = new Mortal(step);
            await walk(scene, async channel => isAlive = await LivesAsync(scene, life, channel), channel => scene.RunToTheEndAsync(channel(new Mortal(int.MaxValue), scene.Outbox)));

            (await scene.MessagesAsync()).Select(message => message.State).ShouldBe(Enumerable.Repeat(MessageState.Delivered, messages));
            (isAlive ? step : leastSteps).ShouldBeGreaterThanOrEqualTo(leastSteps);
        }
    }

    private static async Task<bool> LivesAsync(StoredDelivery scene, Mortal life, Func<Mortal, IOutbox, IDeliveryChannel> channel)
    {
        try
        {
            var outbox = new MortalOutbox(scene.Outbox, life);
            await scene.RunAsync(channel(life, outbox), outbox);
            return true;
        }
        catch (DiedException)
        {
            return false;
        }
    }

    private static HttpClient Client(Mortal life) => new(new MortalHandler(new SocketsHttpHandler { AllowAutoRedirect = false }, life));

    private sealed class MortalSender(IMailSender sender, Mortal life) : IMailSender
    {
        public Task<DeliveryOutcome> SendAsync(Mail mail, CancellationToken cancellation) => life.DoAsync(() => sender.SendAsync(mail, cancellation));

        public Task<string?> CheckAsync(CancellationToken cancellation) => sender.CheckAsync(cancellation);
    }
}
