using ContractWatch.TestServers;
using ContractWatch.TestServers.Smtp;

namespace ContractWatch.Delivery.Email;

/// <summary>What a sender does against our own server, against one that everybody uses.</summary>
public abstract class PostfixContract
{
    private const int Many = 40;

    private protected static CancellationToken Stop => TestContext.Current.CancellationToken;

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
    public async Task An_unknown_mailbox_is_refused_for_good_and_one_that_is_asked_to_wait_is_not()
    {
        await using var server = await StartAsync();
        SmtpTrust.Trust(server.Certificate);

        (await DeliverAsync(server, "nobody@example.org")).ShouldBeOfType<DeliveryOutcome.Refused>().AddressGone.ShouldBeTrue();
        (await DeliverAsync(server, "later@example.org")).ShouldBeOfType<DeliveryOutcome.Deferred>().ChannelDown.ShouldBeFalse();
    }

    protected abstract IMailSender Sender(EmailOptions options);

    private protected static async Task<PostfixServer> StartAsync(bool demandsLogin = true)
    {
        Assert.SkipWhen(PostfixServer.WhyNot is not null, PostfixServer.WhyNot ?? "");
        return await PostfixServer.StartAsync(demandsLogin);
    }

    private protected async Task<DeliveryOutcome> DeliverAsync(
        PostfixServer server, string to = "desk@example.org", string password = PostfixServer.Password, MailSecurity security = MailSecurity.StartTls)
    {
        var options = Options(server, password, security);
        var sender = Sender(options);
        using var owned = sender as IDisposable;
        return await new EmailChannel(options, sender, new ImpatientTime(Told.Noon))
            .DeliverAsync(Told.Letter(Told.Watch("palantir", Told.Mail(address: to)), Told.Matched()), Stop);
    }

    private protected async Task<string?> CheckAsync(PostfixServer server, string password = PostfixServer.Password, MailSecurity security = MailSecurity.StartTls)
    {
        var options = Options(server, password, security);
        var sender = Sender(options);
        using var owned = sender as IDisposable;
        return await new EmailChannel(options, sender, TimeProvider.System).CheckAsync(Stop);
    }

    private protected static EmailOptions Options(PostfixServer server, string password = PostfixServer.Password, MailSecurity security = MailSecurity.StartTls) => new()
    {
        From = $"ContractWatch <alerts@{PostfixServer.MailDomain}>",
        Host = "localhost",
        Port = security == MailSecurity.Tls ? server.TlsPort : server.Port,
        Security = security,
        UserName = PostfixServer.UserName,
        Password = password,
    };

    private protected static string? HeaderOf(string mail, string name) =>
        mail.ReplaceLineEndings("\n").Split('\n').FirstOrDefault(line => line.StartsWith(name + ": ", StringComparison.OrdinalIgnoreCase))?[(name.Length + 2)..];
}
