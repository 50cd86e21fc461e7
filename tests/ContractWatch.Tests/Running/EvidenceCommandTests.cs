using ContractWatch.Ledger;
using ContractWatch.TestServers.UsaSpending;

namespace ContractWatch.Running;

/// <summary>A bundle goes from one machine to another: written beside the store, checked where there is nothing but the file.</summary>
public sealed class EvidenceCommandTests(EvidenceCommandTests.RecordedBundle recorded) : IClassFixture<EvidenceCommandTests.RecordedBundle>, IDisposable
{
    private readonly DirectoryInfo _elsewhere = Directory.CreateTempSubdirectory("contractwatch-elsewhere-");

    private string Bundle => Path.Combine(_elsewhere.FullName, "bundle.zip");

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => _elsewhere.Delete(recursive: true);

    [Fact]
    public async Task What_a_source_answered_is_proven_where_there_is_neither_store_nor_network_nor_configuration()
    {
        var row = new TransactionRow
        {
            AwardKey = "CONT_AWD_70CTD026F0000001_7012_-NONE-_-NONE-",
            Piid = "70CTD026F0000001",
            Mod = "0",
            ActionDate = new DateOnly(2026, 7, 1),
            Amount = 1_250_000.10m,
            Recipient = "PALANTIR TECHNOLOGIES INC.",
            Uei = "FSY4LVSBGWB7",
            LastModified = new DateTime(2026, 7, 3, 0, 0, 0, DateTimeKind.Utc),
        };
        using var place = new Workplace();
        Finished check;
        await using (var source = await UsaSpendingServer.StartAsync())
        {
            place.Configure($$"""
                "usaspending": { "Type": "UsaSpending", "BaseUrl": "{{source.BaseAddress}}", "Agencies": [ "{{TransactionRow.Ice}}" ],
                  "RequestsPerSecond": 0, "HistorySince": "2026-07-01" }
                """);
            (await place.PollAsync("2026-07-02T12:00:00Z")).ExitCode.ShouldBe(0);
            source.Universe = new Universe([row, row with { Mod = "P00001", Amount = -0.10m }], new DateOnly(2026, 7, 4));
            (await place.PollAsync("2026-07-04T12:00:00Z")).ExitCode.ShouldBe(0);
            source.Universe = new Universe([row, row with { Mod = "P00001", Amount = 5m }], new DateOnly(2026, 7, 5));
            (await place.PollAsync("2026-07-05T12:00:00Z")).ExitCode.ShouldBe(0);
            check = await place.RunAsync("check");
        }

        var written = await place.RunAsync("evidence", row.AwardKey, Bundle);
        var verified = await VerifyAsync();

        written.Error.ShouldBe("");
        verified.Lines[0].ShouldStartWith($"{row.AwardKey}: 3 changes proven by ");
        verified.Output.ShouldBe(written.Output);
        check.Output.ShouldContain($"up to {verified.Lines[^1].Split(' ')[1]}");
    }

    [Fact]
    public async Task The_recording_is_proven_as_well_and_the_same_store_gives_the_same_bytes()
    {
        (await recorded.Place.RunAsync("evidence", RecordedBundle.Award, Bundle)).ExitCode.ShouldBe(0);

        (await File.ReadAllBytesAsync(Bundle, Stop)).ShouldBe(recorded.Bytes);
        (await VerifyAsync()).Lines[0].ShouldBe($"{RecordedBundle.Award}: 1 change proven by 1 answer as received");
    }

    [Fact]
    public async Task One_altered_byte_anywhere_is_named()
    {
        var bytes = recorded.Bytes;
        for (var at = 0; at < bytes.Length; at += 31)
            BundleCheck.Of(Altered(at)).Faults.ShouldNotBeEmpty($"byte {at}");

        foreach (var (at, entry) in new[] { (0, "the zip's structure"), (200, "README.txt"), (bytes.Length / 2, "answers/"), (bytes.Length - 30, "SHA256SUMS"), (bytes.Length - 1, "the zip's structure") })
        {
            await File.WriteAllBytesAsync(Bundle, Altered(at), Stop);
            var refused = await VerifyAsync();
            refused.ExitCode.ShouldBe(1);
            refused.ErrorLines.ShouldHaveSingleItem().ShouldStartWith($"FAULT {entry}");
            refused.Output.ShouldBe("");
        }

        byte[] Altered(int at) => [.. bytes[..at], (byte)(bytes[at] ^ 4), .. bytes[(at + 1)..]];
    }

    [Fact]
    public async Task What_cannot_be_written_or_read_is_said_in_one_line()
    {
        await File.WriteAllTextAsync(Bundle, "no zip at all", Stop);

        (await recorded.Place.RunAsync("evidence", RecordedBundle.Award, Bundle)).ErrorLines.ShouldHaveSingleItem().ShouldContain("already exists");
        (await recorded.Place.RunAsync("evidence", "CONT_AWD_NONE", Bundle + "2")).ErrorLines.ShouldBe(["contractwatch: nothing is known of the award \"CONT_AWD_NONE\""]);
        File.Exists(Bundle + "2").ShouldBeFalse();
        (await Executable.RunAsync(["verify", Bundle + "2"])).ErrorLines.ShouldHaveSingleItem().ShouldContain("bundle.zip2");
        (await VerifyAsync()).ErrorLines.ShouldHaveSingleItem().ShouldContain("the zip's structure");
    }

    private Task<Finished> VerifyAsync() => Executable.RunAsync(["verify", Bundle]);

    /// <summary>What the demo's recording proves of one award.</summary>
    public sealed class RecordedBundle : IAsyncLifetime
    {
        public const string Award = "CONT_AWD_70CTD026FC0000018_7012_70RTAC26A00000001_7001";

        public Workplace Place { get; } = new();

        public byte[] Bytes { get; private set; } = [];

        public async ValueTask InitializeAsync()
        {
            (await Place.PollAsync("2026-05-06T12:00:00Z")).ExitCode.ShouldBe(0);
            (await Place.PollAsync("2026-07-09T12:00:00Z")).ExitCode.ShouldBe(0);
            var file = Path.Combine(Place.Folder, "bundle.zip");
            (await Place.RunAsync("evidence", Award, file)).Error.ShouldBe("");
            Bytes = await File.ReadAllBytesAsync(file);
        }

        public ValueTask DisposeAsync()
        {
            Place.Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
