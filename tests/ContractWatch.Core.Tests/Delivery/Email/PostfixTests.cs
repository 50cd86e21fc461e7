using ContractWatch.TestServers;
using ContractWatch.TestServers.Smtp;

namespace ContractWatch.Delivery.Email;

/// <summary>The same as against our own server, against one that everybody uses.</summary>
public sealed class PostfixTests
{
    private const int Many = 40;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_mail_arrives_by_starttls_and_log_in()
    {
        await using var server = await StartAsync();
        SmtpTrust.Trust(server.Certificate);
        var sent = new List<string>();

        for (var i = 0; i < Many; i++)
            sent.Add((await DeliverAsync(server, $"desk{i}@{PostfixServer.MailDomain}")).ShouldBeOfType<DeliveryOutcome.Delivered>().Receipt);

        var arrived = await server.ArrivedAsync(Many, Stop);
        arrived.Select(mail => HeaderOf(mail, "Message-ID")).ShouldBe(sent, ignoreOrder: true);
        arrived.ShouldAllBe(mail => mail.Contains("multipart/alternative") && mail.Contains("Auto-Submitted: auto-generated"));
        (await CheckAsync(server)).ShouldBeNull();
    }

    [Fact]
    public async Task A_certificate_nobody_vouches_for_is_not_accepted()
    {
        await using var server = await StartAsync();

        var deferred = (await DeliverAsync(server)).ShouldBeOfType<DeliveryOutcome.Deferred>();

        deferred.Reason.ShouldContain("certificate is not trusted");
        deferred.ChannelDown.ShouldBeTrue();
        server.Mails.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_wrong_password_sends_nothing_refuses_nobody_and_is_told()
    {
        await using var server = await StartAsync();
        SmtpTrust.Trust(server.Certificate);

        var deferred = (await DeliverAsync(server, password: "wrong")).ShouldBeOfType<DeliveryOutcome.Deferred>();

        deferred.Reason.ShouldContain("log-in");
        (await CheckAsync(server, "wrong"))!.ShouldContain("log-in");
        server.Mails.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_server_that_takes_our_mail_without_log_in_cannot_vouch_for_the_password()
    {
        await using var server = await StartAsync(demandsLogin: false);
        SmtpTrust.Trust(server.Certificate);

        (await CheckAsync(server, "wrong")).ShouldBe(SmtpMailSender.LogInUnseen);
    }

    [Fact]
    public async Task An_unknown_mailbox_is_refused_for_good_and_one_that_is_asked_to_wait_is_not()
    {
        await using var server = await StartAsync();
        SmtpTrust.Trust(server.Certificate);

        (await DeliverAsync(server, "nobody@example.org")).ShouldBeOfType<DeliveryOutcome.Refused>().AddressGone.ShouldBeTrue();
        (await DeliverAsync(server, "later@example.org")).ShouldBeOfType<DeliveryOutcome.Deferred>().ChannelDown.ShouldBeFalse();
    }

    private static async Task<PostfixServer> StartAsync(bool demandsLogin = true)
    {
        Assert.SkipWhen(PostfixServer.WhyNot is not null, PostfixServer.WhyNot ?? "");
        return await PostfixServer.StartAsync(demandsLogin);
    }

    private static Task<DeliveryOutcome> DeliverAsync(PostfixServer server, string to = "desk@example.org", string password = PostfixServer.Password) =>
        Channel(server, password).DeliverAsync(Told.Letter(Told.Watch("palantir", Told.Mail(address: to)), Told.Matched()), Stop);

    private static Task<string?> CheckAsync(PostfixServer server, string password = PostfixServer.Password) => Channel(server, password).CheckAsync(Stop);

    private static EmailChannel Channel(PostfixServer server, string password)
    {
        var options = new EmailOptions
        {
            From = $"ContractWatch <alerts@{PostfixServer.MailDomain}>",
            Host = "localhost",
            Port = server.Port,
            UserName = PostfixServer.UserName,
            Password = password,
        };
        return new EmailChannel(options, new SmtpMailSender(options, TimeProvider.System), new ImpatientTime(Told.Noon));
    }

    private static string? HeaderOf(string mail, string name) =>
        mail.ReplaceLineEndings("\n").Split('\n').FirstOrDefault(line => line.StartsWith(name + ": ", StringComparison.OrdinalIgnoreCase))?[(name.Length + 2)..];
}
