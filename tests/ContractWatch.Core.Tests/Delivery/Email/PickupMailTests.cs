using ContractWatch.TestServers;

namespace ContractWatch.Delivery.Email;

public sealed class PickupMailTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("contractwatch-pickup-").FullName;
    private readonly ImpatientTime _time = new(Told.Noon);

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_mail_becomes_one_file_with_the_headers_it_was_given()
    {
        var letter = Told.Letter(Told.Watch("palantir", Told.Mail()), Told.Matched());

        var outcome = await DeliverAsync(letter);

        outcome.ShouldBe(new DeliveryOutcome.Delivered($"20260812T120000Z-{letter.Message.Key}.eml"));
        var headers = Headers(await ReadSingleAsync());
        headers.ShouldContain($"Message-ID: <{letter.Message.Key}@localhost>");
        headers.ShouldContain("Date: Wed, 12 Aug 2026 12:00:00 +0000");
        headers.ShouldContain("From: contractwatch@localhost");
        headers.ShouldContain("To: desk@example.org");
        headers.ShouldContain("Auto-Submitted: auto-generated");
        headers.ShouldContain("List-Unsubscribe: <mailto:contractwatch@localhost?subject=unsubscribe>");
        headers.ShouldNotContain(header => header.StartsWith("X-"));
    }

    [Fact]
    public async Task A_repeat_replaces_the_file()
    {
        var letter = Told.Letter(Told.Watch("palantir", Told.Mail()), Told.Matched());
        await DeliverAsync(letter);
        Directory.CreateDirectory(Path.Combine(_folder, $".writing-20260812T120000Z-{letter.Message.Key}"));

        await DeliverAsync(letter);

        Directory.EnumerateFileSystemEntries(_folder).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Hostile_text_adds_no_header()
    {
        await DeliverAsync(Told.Letter(Told.Watch("palantir", Told.Mail()), Told.Matched(Told.Change(action: Hostile.Action))));

        var file = await ReadSingleAsync();

        Headers(file).Select(header => header.Split(':')[0]).ShouldBe(
            ["Message-ID", "In-Reply-To", "References", "List-Id", "List-Post", "List-Unsubscribe", "Auto-Submitted", "MIME-Version", "From", "To", "Date", "Subject", "Content-Type"]);
        file.Split("\r\n").Max(line => line.Length).ShouldBeLessThan(998);
    }

    [Fact]
    public async Task A_long_digest_has_its_table_with_it()
    {
        await DeliverAsync(MailTests.LongDigest());

        AttachedTable.In(await ReadSingleAsync()).ShouldContain("\"-250000.00\",\"USD\"");
    }

    [Fact]
    public async Task A_folder_that_cannot_be_written_defers()
    {
        var file = Path.Combine(_folder, "file");
        await File.WriteAllTextAsync(file, "", TestContext.Current.CancellationToken);
        var sender = new PickupMailSender(Path.Combine(file, "outbox"));

        var outcome = await new EmailChannel(new EmailOptions(), sender, _time)
            .DeliverAsync(Told.Letter(Told.Watch("palantir", Told.Mail()), Told.Matched()), TestContext.Current.CancellationToken);

        outcome.ShouldBeOfType<DeliveryOutcome.Deferred>().ChannelDown.ShouldBeTrue();
        (await sender.CheckAsync(TestContext.Current.CancellationToken)).ShouldNotBeNull();
    }

    [Fact]
    public async Task What_is_no_address_is_refused() =>
        (await DeliverAsync(Told.Letter(Told.Watch("palantir", Told.Mail(address: "not an address")), Told.Matched())))
            .ShouldBeOfType<DeliveryOutcome.Refused>();

    private Task<DeliveryOutcome> DeliverAsync(Letter letter) =>
        new EmailChannel(new EmailOptions(), new PickupMailSender(_folder), _time).DeliverAsync(letter, TestContext.Current.CancellationToken);

    private Task<string> ReadSingleAsync() =>
        File.ReadAllTextAsync(Directory.EnumerateFileSystemEntries(_folder).ShouldHaveSingleItem(), TestContext.Current.CancellationToken);

    private static string[] Headers(string file) =>
        file.Split("\r\n\r\n", 2)[0].Replace("\r\n ", " ", StringComparison.Ordinal).Split("\r\n");
}
