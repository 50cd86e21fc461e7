using ContractWatch.Annexes;
using ContractWatch.TestServers.Smtp;

namespace ContractWatch.Delivery.Email.MailKit;

/// <summary>MailKit against our own server.</summary>
public sealed class MailKitTests : MailSenderContract
{
    protected override IMailSender Sender(EmailOptions options, TimeSpan? patience = null) => AnnexParts.MailSender(options, patience);

    [Theory]
    [InlineData("PLAIN")]
    [InlineData("LOGIN")]
    public async Task A_mail_arrives_encrypted_from_the_first_byte(string mechanism)
    {
        await using var server = SmtpServer.Start(Proper with { EncryptsAtOnce = true, OffersStartTls = false, Mechanisms = mechanism }).Trust();
        var options = Options(server.Port, "secret-word");
        options.Security = MailSecurity.Tls;

        (await DeliverAsync(options)).ShouldBeOfType<DeliveryOutcome.Delivered>();

        var mail = server.Mails.ShouldHaveSingleItem();
        (mail.IsEncrypted, mail.UserName).ShouldBe((true, "watch"));
    }

    [Fact]
    public async Task An_access_token_logs_in_and_is_read_anew_each_time()
    {
        await using var server = SmtpServer.Start(new SmtpConduct { Account = ("watch", "fresh"), Mechanisms = "XOAUTH2" }).Trust();
        using var folder = new Storage.TemporaryFolder();
        var options = Options(server.Port, "");
        options.AccessTokenFrom = folder.File("token");

        await File.WriteAllTextAsync(folder.File("token"), "stale", TestContext.Current.CancellationToken);
        (await DeliverAsync(options)).ShouldBeOfType<DeliveryOutcome.Deferred>().Reason.ShouldContain("log-in");
        await File.WriteAllTextAsync(folder.File("token"), "fresh\n", TestContext.Current.CancellationToken);
        (await DeliverAsync(options)).ShouldBeOfType<DeliveryOutcome.Delivered>();

        server.Mails.ShouldHaveSingleItem().UserName.ShouldBe("watch");
    }

    [Fact]
    public async Task Mails_that_follow_each_other_share_a_connection()
    {
        await using var server = SmtpServer.Start(Proper with { Refuses = ["gone@example.org"] }).Trust();
        var options = Options(server.Port, "secret-word");
        var sender = Sender(options);
        using var owned = sender as IDisposable;
        var channel = new EmailChannel(options, sender, TimeProvider.System);

        foreach (var to in new[] { "desk@example.org", "gone@example.org", "desk@example.org" })
            await channel.DeliverAsync(Told.Letter(Told.Watch("palantir", Told.Mail(address: to)), Told.Matched()), TestContext.Current.CancellationToken);

        (server.Mails.Count, server.Sessions).ShouldBe((2, 1));
    }

    [Fact]
    public async Task An_address_beyond_ascii_is_sent_as_it_is_where_the_server_takes_it()
    {
        await using var server = SmtpServer.Start(Proper with { OffersUtf8 = true }).Trust();
        (await DeliverAsync(Options(server.Port, "secret-word"), to: "übung@example.org")).ShouldBeOfType<DeliveryOutcome.Delivered>();
        server.Mails.ShouldHaveSingleItem();

        await using var plain = SmtpServer.Start(Proper).Trust();
        (await DeliverAsync(Options(plain.Port, "secret-word"), to: "übung@example.org")).ShouldBeOfType<DeliveryOutcome.Deferred>().Reason.ShouldContain("SMTPUTF8");
    }

    [Fact]
    public async Task A_check_tells_a_wrong_password_though_the_server_takes_mail_without_one()
    {
        await using var server = SmtpServer.Start(Proper with { DemandsLogin = false }).Trust();

        (await CheckAsync(server, "secret-word")).ShouldBeNull();
        (await CheckAsync(server, "wrong"))!.ShouldContain("log-in");
    }

    [Fact]
    public async Task A_key_that_is_none_is_told_by_the_check()
    {
        await using var server = SmtpServer.Start(Proper).Trust();
        var options = Options(server.Port, "secret-word");
        (options.DkimKey, options.DkimSelector) = ("no key", "s1");

        (await Sender(options).CheckAsync(TestContext.Current.CancellationToken)).ShouldBe("Email:DkimKey is no private key in PEM");
    }
}
