using ContractWatch.TestServers.Smtp;

namespace ContractWatch.Delivery.Email;

/// <summary>System.Net.Mail against our own server, and what it cannot do.</summary>
public sealed class SmtpMailTests : MailSenderContract
{
    protected override IMailSender Sender(EmailOptions options, TimeSpan? patience = null) => new SmtpMailSender(options, TimeProvider.System, patience);

    [Theory]
    [InlineData(465, MailSecurity.StartTls)]
    [InlineData(587, MailSecurity.Tls)]
    public async Task Encryption_from_the_first_byte_is_refused_with_the_reason(int port, MailSecurity security)
    {
        var options = new EmailOptions { From = "alerts@contracts.example.net", Host = "localhost", Port = port, Security = security };

        (await new SmtpMailSender(options, TimeProvider.System).CheckAsync(TestContext.Current.CancellationToken))!.ShouldContain("use port 587 with StartTls");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_only_a_full_build_can_do_is_refused_with_the_reason(bool signed)
    {
        var options = Options(587, "");
        (options.DkimKey, options.AccessTokenFrom) = signed ? ("key", "") : ("", "token");

        (await Sender(options).CheckAsync(TestContext.Current.CancellationToken))!.ShouldContain("a full build");
    }

    [Theory]
    [InlineData("secret-word")]
    [InlineData("wrong")]
    public async Task A_check_says_when_nobody_can_tell_whether_the_password_is_right(string password)
    {
        await using var server = SmtpServer.Start(Proper with { DemandsLogin = false }).Trust();

        (await CheckAsync(server, password)).ShouldBe(SmtpMailSender.LogInUnseen);
        server.Mails.ShouldBeEmpty();
    }
}
