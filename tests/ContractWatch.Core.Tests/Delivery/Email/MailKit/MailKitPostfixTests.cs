using ContractWatch.Annexes;
using ContractWatch.TestServers.Smtp;

namespace ContractWatch.Delivery.Email.MailKit;

/// <summary>MailKit against Postfix, which many use.</summary>
public sealed class MailKitPostfixTests : PostfixContract
{
    protected override IMailSender Sender(EmailOptions options) => AnnexParts.MailSender(options);

    [Fact]
    public async Task Every_mail_arrives_encrypted_from_the_first_byte()
    {
        await using var server = await StartAsync();
        SmtpTrust.Trust(server.Certificate);
        var options = Options(server, security: MailSecurity.Tls);
        var sender = Sender(options);
        using var owned = sender as IDisposable;
        var channel = new EmailChannel(options, sender, TimeProvider.System);

        for (var i = 0; i < 20; i++)
        {
            var letter = Told.Letter(Told.Watch("palantir", Told.Mail(address: $"desk{i}@{PostfixServer.MailDomain}")), Told.Matched());
            (await channel.DeliverAsync(letter, Stop)).ShouldBeOfType<DeliveryOutcome.Delivered>();
        }

        (await server.ArrivedAsync(20, Stop)).Count.ShouldBe(20);
        (await CheckAsync(server, security: MailSecurity.Tls)).ShouldBeNull();
        (await CheckAsync(server, "wrong", MailSecurity.Tls))!.ShouldContain("log-in");
    }

    [Fact]
    public async Task A_wrong_password_is_told_by_a_server_that_takes_our_mail_without_log_in()
    {
        await using var server = await StartAsync(demandsLogin: false);
        SmtpTrust.Trust(server.Certificate);

        (await CheckAsync(server, "wrong"))!.ShouldContain("log-in");
    }
}
