namespace ContractWatch.Delivery.Email;

public sealed class PostfixTests : PostfixContract
{
    protected override IMailSender Sender(EmailOptions options) => new SmtpMailSender(options, TimeProvider.System);

    [Fact]
    public async Task A_server_that_takes_our_mail_without_log_in_cannot_vouch_for_the_password()
    {
        await using var server = await StartAsync(demandsLogin: false);
        SmtpTrust.Trust(server.Certificate);

        (await CheckAsync(server, "wrong")).ShouldBe(SmtpMailSender.LogInUnseen);
    }
}
