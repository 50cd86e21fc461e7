using ContractWatch.TestServers;
using ContractWatch.TestServers.Smtp;

namespace ContractWatch.Delivery.Email;

/// <summary>What every sender must do that hands mail to a server.</summary>
public abstract class MailSenderContract
{
    private protected static readonly SmtpConduct Proper = new() { Account = ("watch", "secret-word") };

    [Fact]
    public async Task A_mail_arrives_by_starttls_and_log_in()
    {
        await using var server = SmtpServer.Start(Proper).Trust();

        var outcome = await DeliverAsync(server);

        var mail = server.Mails.ShouldHaveSingleItem();
        outcome.ShouldBe(new DeliveryOutcome.Delivered(mail.Header("Message-ID")!));
        (mail.IsEncrypted, mail.UserName, mail.Sender).ShouldBe((true, "watch", "alerts@contracts.example.net"));
        mail.Recipients.ShouldBe(["desk@example.org"]);
        mail.Header("Subject").ShouldBe("PALANTIR USG, INC.: 70CTD022FR0000170 (ICE)");
        mail.Header("Content-Type")!.ShouldStartWith("multipart/alternative");
        mail.Content.ShouldContain("Content-Type: text/plain; charset=utf-8");
        mail.Content.ShouldContain("Content-Type: text/html; charset=utf-8");
    }

    [Fact]
    public async Task The_table_of_a_long_digest_arrives_with_it()
    {
        await using var server = SmtpServer.Start(Proper).Trust();
        var sender = Sender(Options(server.Port, "secret-word"));
        using var owned = sender as IDisposable;

        (await new EmailChannel(Options(server.Port, "secret-word"), sender, new ImpatientTime(Told.Noon)).DeliverAsync(MailTests.LongDigest(), TestContext.Current.CancellationToken))
            .ShouldBeOfType<DeliveryOutcome.Delivered>();

        AttachedTable.In(server.Mails.ShouldHaveSingleItem().Content).ShouldContain("\"-250000.00\",\"USD\"");
    }

    [Fact]
    public async Task A_certificate_nobody_vouches_for_is_not_accepted()
    {
        await using var server = SmtpServer.Start(Proper);

        ShouldBeDown(await DeliverAsync(server)).ShouldContain("certificate");
        server.Mails.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_certificate_for_another_name_is_not_accepted()
    {
        await using var server = SmtpServer.Start(Proper with { CertificateName = "mail.example.org" }).Trust();

        ShouldBeDown(await DeliverAsync(server)).ShouldContain("certificate");
    }

    [Fact]
    public async Task Without_starttls_nothing_is_said()
    {
        await using var server = SmtpServer.Start(Proper with { OffersStartTls = false });

        (await DeliverAsync(server)).ShouldBeOfType<DeliveryOutcome.Deferred>();
        server.Mails.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_wrong_password_defers_and_is_not_repeated_in_the_reason()
    {
        await using var server = SmtpServer.Start(Proper with { Account = ("watch", "another-word") }).Trust();

        var reason = ShouldBeDown(await DeliverAsync(server));

        reason.ShouldContain("log-in");
        reason.ShouldNotContain("secret-word");
    }

    [Fact]
    public async Task A_greylisted_mail_arrives_the_second_time()
    {
        await using var server = SmtpServer.Start(Proper with { Greylists = true }).Trust();

        (await DeliverAsync(server)).ShouldBeOfType<DeliveryOutcome.Deferred>().ChannelDown.ShouldBeFalse();
        (await DeliverAsync(server)).ShouldBeOfType<DeliveryOutcome.Delivered>();
        server.Mails.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task An_address_the_server_refuses_for_good_is_refused_without_being_named()
    {
        await using var server = SmtpServer.Start(Proper with { Refuses = ["desk@example.org"] }).Trust();

        var reason = (await DeliverAsync(server)).ShouldBeOfType<DeliveryOutcome.Refused>().Reason;

        reason.ShouldContain("User unknown");
        reason.ShouldNotContain("desk@example.org");
    }

    [Fact]
    public async Task A_connection_lost_after_the_final_dot_repeats_the_mail_with_the_same_id()
    {
        await using var server = SmtpServer.Start(Proper with { DropsAfterDot = 1 }).Trust();

        (await DeliverAsync(server)).ShouldBeOfType<DeliveryOutcome.Deferred>();
        (await DeliverAsync(server)).ShouldBeOfType<DeliveryOutcome.Delivered>();

        server.Mails.Count.ShouldBe(2);
        server.Mails.Select(mail => mail.Header("Message-ID")).Distinct().ShouldHaveSingleItem();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_server_that_stalls_is_left_alone(bool atData)
    {
        await using var server = SmtpServer.Start(Proper with { StallsAtData = atData, StallsAtGreeting = !atData }).Trust();

        ShouldBeDown(await DeliverAsync(server, TimeSpan.FromSeconds(1))).ShouldContain("did not answer");
    }

    [Theory]
    [InlineData("452 4.3.1 Insufficient system storage", typeof(DeliveryOutcome.Deferred))]
    [InlineData("552 5.2.2 Mailbox full", typeof(DeliveryOutcome.Deferred))]
    [InlineData("552 5.3.4 Message too big", typeof(DeliveryOutcome.Deferred))]
    [InlineData("554 5.6.0 Message content rejected", typeof(DeliveryOutcome.Refused))]
    [InlineData("554 5.7.1 Relay access denied", typeof(DeliveryOutcome.Deferred))]
    public async Task Only_what_nobody_can_mend_is_refused(string answer, Type outcome)
    {
        await using var server = SmtpServer.Start(Proper with { AnswerToDot = answer }).Trust();

        (await DeliverAsync(server)).ShouldBeOfType(outcome);
    }

    /// <summary>Also when its code asks for a log-in elsewhere, and then nothing is refused for good: a log-in might mend it.</summary>
    [Theory]
    [InlineData("454 4.7.1 Relay access denied")]
    [InlineData("454 Not from you")]
    [InlineData("535 Not from you")]
    public async Task What_is_answered_to_one_recipient_is_about_that_address_alone(string answer)
    {
        await using var server = SmtpServer.Start(Proper with { Answers = ("desk@example.org", answer) }).Trust();

        var deferred = (await DeliverAsync(server)).ShouldBeOfType<DeliveryOutcome.Deferred>();

        (deferred.ChannelDown, deferred.AddressDown).ShouldBe((false, true));
        deferred.Reason.ShouldNotContain("desk@example.org");
        server.Mails.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_server_that_is_not_there_takes_the_channel_down()
    {
        var server = SmtpServer.Start();
        var port = server.Port;
        await server.DisposeAsync();

        ShouldBeDown(await DeliverAsync(port)).ShouldContain("cannot connect");
    }

    [Fact]
    public async Task A_check_logs_in_and_sends_nothing()
    {
        await using var server = SmtpServer.Start(Proper).Trust();

        (await CheckAsync(server, "secret-word")).ShouldBeNull();
        (await CheckAsync(server, "wrong"))!.ShouldContain("log-in");
        server.Mails.ShouldBeEmpty();
    }

    protected abstract IMailSender Sender(EmailOptions options, TimeSpan? patience = null);

    private static string ShouldBeDown(DeliveryOutcome outcome)
    {
        var deferred = outcome.ShouldBeOfType<DeliveryOutcome.Deferred>();
        deferred.ChannelDown.ShouldBeTrue();
        return deferred.Reason;
    }

    private protected async Task<string?> CheckAsync(SmtpServer server, string password)
    {
        var options = Options(server.Port, password);
        var sender = Sender(options);
        using var owned = sender as IDisposable;
        return await new EmailChannel(options, sender, TimeProvider.System).CheckAsync(TestContext.Current.CancellationToken);
    }

    private protected Task<DeliveryOutcome> DeliverAsync(SmtpServer server, TimeSpan? patience = null) => DeliverAsync(server.Port, patience);

    private protected Task<DeliveryOutcome> DeliverAsync(int port, TimeSpan? patience = null) => DeliverAsync(Options(port, "secret-word"), patience);

    private protected async Task<DeliveryOutcome> DeliverAsync(EmailOptions options, TimeSpan? patience = null, string to = "desk@example.org")
    {
        var sender = Sender(options, patience);
        using var owned = sender as IDisposable;
        return await new EmailChannel(options, sender, new ImpatientTime(Told.Noon))
            .DeliverAsync(Told.Letter(Told.Watch("palantir", Told.Mail(address: to)), Told.Matched()), TestContext.Current.CancellationToken);
    }

    private protected static EmailOptions Options(int port, string password) =>
        new() { From = "ContractWatch <alerts@contracts.example.net>", Host = "localhost", Port = port, UserName = "watch", Password = password };
}
