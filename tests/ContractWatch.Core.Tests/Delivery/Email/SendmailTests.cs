using ContractWatch.TestServers;

namespace ContractWatch.Delivery.Email;

public sealed class SendmailTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("contractwatch-sendmail-").FullName;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task The_program_gets_the_envelope_and_the_whole_mail()
    {
        var program = Script($"echo \"$@\" > {_folder}/arguments; cat > {_folder}/mail");

        var outcome = await DeliverAsync(program);

        var mail = await File.ReadAllTextAsync(Path.Combine(_folder, "mail"), Stop);
        var receipt = outcome.ShouldBeOfType<DeliveryOutcome.Delivered>().Receipt;
        (await File.ReadAllTextAsync(Path.Combine(_folder, "arguments"), Stop)).Trim().ShouldBe("-i -f alerts@contracts.example.net -- desk@example.org");
        mail.ShouldContain($"Message-ID: {receipt}\n");
        mail.ShouldContain("To: desk@example.org\n");
        mail.ShouldContain("Content-Type: text/html; charset=utf-8");
        mail.ShouldNotContain('\r');
        mail.ShouldNotContain("X-Receiver");
    }

    [Fact]
    public async Task A_long_digest_has_its_table_with_it()
    {
        (await DeliverAsync(Script($"cat > {_folder}/mail"), letter: MailTests.LongDigest())).ShouldBeOfType<DeliveryOutcome.Delivered>();

        AttachedTable.In(await File.ReadAllTextAsync(Path.Combine(_folder, "mail"), Stop)).ShouldContain("\"-250000.00\",\"USD\"");
    }

    [Fact]
    public async Task An_address_it_does_not_know_is_refused_without_being_named()
    {
        var refused = (await DeliverAsync(Script("echo 'desk@example.org: unknown' >&2; exit 67"))).ShouldBeOfType<DeliveryOutcome.Refused>();

        refused.AddressGone.ShouldBeTrue();
        refused.Reason.ShouldBe("Email:Sendmail knows no such address: (address) unknown");
    }

    [Theory]
    [InlineData(75)]
    [InlineData(69)]
    [InlineData(1)]
    public async Task Any_other_failure_is_tried_again(int code) =>
        (await DeliverAsync(Script($"cat > /dev/null; echo 'queue is full'; exit {code}")))
            .ShouldBe(new DeliveryOutcome.Deferred($"Email:Sendmail ended with {code}: queue is full"));

    [Fact]
    public async Task A_program_that_never_ends_is_ended()
    {
        var deferred = (await DeliverAsync(Script("exec sleep 600"), TimeSpan.FromMilliseconds(300))).ShouldBeOfType<DeliveryOutcome.Deferred>();

        (deferred.ChannelDown, deferred.Reason).ShouldBe((true, "Email:Sendmail did not end within 0 s"));
    }

    [Fact]
    public async Task A_program_that_is_not_there_takes_the_channel_down_and_a_check_says_so()
    {
        var missing = Path.Combine(_folder, "nothing");

        (await DeliverAsync(missing)).ShouldBeOfType<DeliveryOutcome.Deferred>().ChannelDown.ShouldBeTrue();
        (await new SendmailMailSender(missing, TimeProvider.System).CheckAsync(Stop))!.ShouldContain("no such file");
        (await new SendmailMailSender(Script("true"), TimeProvider.System).CheckAsync(Stop)).ShouldBeNull();
    }

    private Task<DeliveryOutcome> DeliverAsync(string program, TimeSpan? patience = null, Letter? letter = null)
    {
        var options = new EmailOptions { From = "ContractWatch <alerts@contracts.example.net>", Sendmail = program };
        return new EmailChannel(options, new SendmailMailSender(program, TimeProvider.System, patience), new ImpatientTime(Told.Noon))
            .DeliverAsync(letter ?? Told.Letter(Told.Watch("palantir", Told.Mail()), Told.Matched()), Stop);
    }

    private string Script(string commands)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "sendmail is a program of Unix");
        var file = Path.Combine(_folder, "sendmail");
        File.WriteAllText(file, $"#!/bin/sh\n{commands}\n");
#pragma warning disable CA1416 // skipped above
        File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
#pragma warning restore CA1416
        return file;
    }
}
