using System.Collections.Immutable;
using System.IO.Compression;
using System.Text;
using ContractWatch.Feeds;
using ContractWatch.Feeds.UsaSpending;
using ContractWatch.TestServers.UsaSpending;

namespace ContractWatch.Ledger;

/// <summary>A bundle that is not what was written, or whose changes do not follow from its answers, is refused with the place named.</summary>
public sealed class BundleTests : IAsyncLifetime
{
    private static readonly TransactionRow Base = Rows.Of(2);
    private static readonly TransactionRow First = Rows.Of(2, "P00001", 9) with { Amount = 50.25m, ActionType = "F" };

    private static readonly Lazy<Task<ReadOnlyMemory<byte>>> Written = new(WriteAsync);

    private byte[] _bytes = [];

    private Bundle Good => BundleFile.Read(_bytes);

    public async ValueTask InitializeAsync() => _bytes = (await Written.Value).ToArray();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public void Any_flipped_bit_is_found_and_the_entry_it_lies_in_is_named()
    {
        BundleCheck.Of(_bytes).Faults.ShouldBeEmpty();
        var parts = PlainZip.Read(_bytes);
        for (var at = 0; at < _bytes.Length; at++)
        {
            _bytes[at] ^= (byte)(1 << (at % 8));
            var fault = BundleCheck.Of(_bytes).Faults.ShouldHaveSingleItem($"byte {at}");
            if (EntryAt(parts, at) is { } entry)
                fault.Entry.ShouldBe(entry, $"byte {at}");
            _bytes[at] ^= (byte)(1 << (at % 8));
        }
    }

    [Fact]
    public void A_file_cut_off_anywhere_or_made_longer_is_refused()
    {
        for (var length = 0; length < _bytes.Length; length += 53)
            BundleCheck.Of(_bytes.AsMemory(0, length)).Faults.ShouldHaveSingleItem();
        BundleCheck.Of(_bytes.Append((byte)0).ToArray()).Faults.ShouldHaveSingleItem().Entry.ShouldBe(BundleFault.Structure);
    }

    [Fact]
    public void Any_zip_program_opens_it_and_the_sums_are_those_of_sha256sum()
    {
        using var zip = new ZipArchive(new MemoryStream(_bytes));

        foreach (var (entry, part) in zip.Entries.Zip(PlainZip.Read(_bytes)))
        {
            using var content = new MemoryStream();
            entry.Open().CopyTo(content);
            (entry.FullName, Convert.ToHexString(content.ToArray())).ShouldBe((part.Name, Convert.ToHexString(part.Content.Span)));
            if (part.Name != BundleFile.Sums)
                Text(BundleFile.Sums).ShouldContain($"{Observation.HashOf(content.ToArray())}  {entry.FullName}\n");
        }

        zip.Entries.Count.ShouldBe(PlainZip.Read(_bytes).Length);
    }

    [Theory]
    [InlineData("60.00 USD", "61.00 USD", "the answers say of obligation \"60.00 USD\", the change \"61.00 USD\"")]
    [InlineData("50.25 USD", "55.25 USD", "the answers say of obligation \"50.25 USD\", the change \"55.25 USD\"")]
    [InlineData("\"new\": \"60.00 USD\"", "\"new\": \"61.00 USD\"", "the answers say of obligation \"60.00 USD\", the change \"61.00 USD\"")]
    [InlineData("\"old\": \"50.25 USD\"", "\"old\": \"50.00 USD\"", "the answers say of obligation before it \"50.00 USD\", the change \"50.25 USD\"")]
    [InlineData("\"obligationBefore\": \"50.25 USD\"", "\"obligationBefore\": \"5.25 USD\"", "the answers say of obligation before it \"50.25 USD\", the change \"5.25 USD\"")]
    [InlineData("\"new\": \"9000.00 USD\"", "\"new\": \"9999.00 USD\"", "the answers say of ceiling \"9000.00 USD\", the change \"9999.00 USD\"")]
    [InlineData("VENDOR 2 LLC", "VENDOR 3 LLC", "the answers say of recipient \"VENDOR 2 LLC\", the change \"VENDOR 3 LLC\"")]
    [InlineData("\"actionType\": \"F\"", "\"actionType\": \"E\"", "the answers say of actionType \"F\", the change \"E\"")]
    [InlineData("\"kind\": \"terminated\"", "\"kind\": \"option-exercised\"", "the answers do not show that it is option-exercised")]
    [InlineData("\"kind\": \"correction\"", "\"kind\": \"withdrawn\"", "no answer shows that the source withdrew it")]
    [InlineData("\"kind\": \"correction\"", "\"kind\": \"invented\"", "\"invented\" is no kind of change")]
    [InlineData("\"action\": \"P00001\"", "\"action\": \"P00002\"", "no answer shows the action")]
    [InlineData("\"after\": \"250.75 USD\"", "\"after\": \"250.76 USD\"", "and what it adds are not")]
    [InlineData("\"pointer\": \"/results/0\"", "\"pointer\": \"/results/7\"", "no answer shows the action")]
    [InlineData("\"answer\": 1", "\"answer\": 99", "answer 99, in which it was read, is not there")]
    public void A_change_that_does_not_follow_from_the_answers_is_refused_though_every_sum_is_right(string said, string forged, string fault)
    {
        var changes = Text(BundleFile.Changes);
        changes.ShouldContain(said);

        var faults = FaultsOf(BundleFile.Changes, changes.Replace(said, forged, StringComparison.Ordinal));

        faults.ShouldContain(found => found.Entry == BundleFile.Changes && found.What.Contains(fault, StringComparison.Ordinal), string.Join('\n', faults));
    }

    [Fact]
    public void A_correction_sets_out_from_what_the_change_before_it_proved()
    {
        var forged = Good.Changes[1] with
        {
            Fields = [new BundledField("obligation", "40.25 USD", "60.00 USD")],
            ObligationBefore = "40.25 USD",
            Total = new BundledTotal("240.75 USD", "260.50 USD", true),
        };

        Check(Good with { Changes = [Good.Changes[0], forged] }).ShouldHaveSingleItem().What
            .ShouldContain("the answers say of obligation before it \"50.25 USD\", the change \"40.25 USD\"");
    }

    [Fact]
    public void An_answer_that_says_something_else_than_was_received_is_named()
    {
        var entry = Good.Entries[0];
        var forged = entry with { Observation = entry.Observation with { Packed = Observation.Pack("{}"u8) } };

        Check(Good with { Entries = [forged, .. Good.Entries.Skip(1)] })[0]
            .ShouldBe(new BundleFault(BundleFile.AnswerName(1), "its body is not the one that was received"));
    }

    [Fact]
    public void A_new_hash_for_it_breaks_its_seal_and_a_new_seal_breaks_the_chain()
    {
        var entry = Good.Entries[0];
        var forged = entry with { Observation = entry.Observation with { Packed = Observation.Pack("{}"u8), Sha256 = Observation.HashOf("{}"u8) } };
        var resealed = forged with { Seal = LedgerChain.Seal(forged.Feed, forged.Observation, forged.Versions) };

        FaultOf(forged).What.ShouldContain("not those it was sealed with");
        FaultOf(resealed).ShouldBe(new BundleFault(BundleFile.AnswerName(1), "chain.txt knows it otherwise"));
        Check(With(resealed) with { Chain = [.. Good.Chain.Select(link => link.Place == 1 ? link with { Seal = resealed.Seal } : link)] })[0]
            .ShouldBe(new BundleFault(BundleFile.Chain, "entry 1 does not follow from the one before it"));

        BundleFault FaultOf(LedgerEntry one) => Check(With(one))[0];

        Bundle With(LedgerEntry one) => Good with
        {
            Entries = [one, .. Good.Entries.Skip(1)],
            Manifest = Good.Manifest with { Answers = [.. Good.Manifest.Answers.Select(answer => answer.Place == 1 ? BundleNouns.Of(one) : answer)] },
        };
    }

    [Fact]
    public void A_whole_new_chain_does_not_help_a_change_that_its_answers_do_not_show()
    {
        var entries = new List<LedgerEntry>();
        var link = Good.Manifest.ChainBefore;
        foreach (var entry in Good.Entries)
        {
            var body = Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(entry.Observation.Body()).Replace("60", "6000000", StringComparison.Ordinal));
            var observation = entry.Observation with { Packed = Observation.Pack(body), Sha256 = Observation.HashOf(body) };
            var seal = LedgerChain.Seal(entry.Feed, observation, entry.Versions);
            entries.Add(entry with { Observation = observation, Seal = seal, Link = link = LedgerChain.Link(link, seal) });
        }

        var faults = Check(Good with
        {
            Entries = entries,
            Chain = [.. entries.Select(entry => new LedgerLink(entry.Place, entry.Seal, entry.Link))],
            Manifest = Good.Manifest with { Answers = [.. entries.Select(BundleNouns.Of)] },
        });

        faults.ShouldNotBeEmpty();
        faults.ShouldAllBe(fault => fault.Entry == BundleFile.Changes);
    }

    [Theory]
    [InlineData(BundleFile.Manifest, "\n}\n", ",\n  \"more\": 1\n}\n")]
    [InlineData(BundleFile.Manifest, "evidence/1", "evidence/2")]
    [InlineData(BundleFile.Manifest, "\"answers\": [", "\"answers\": [null,")]
    [InlineData(BundleFile.Changes, "[\n", "[ \n")]
    [InlineData(BundleFile.Changes, "\"twin\": 0", "\"twin\": 0,\n    \"twin\": 0")]
    [InlineData(BundleFile.Matches, "\"change\": \"", "\"change\": \"0")]
    [InlineData(BundleFile.Chain, "1 ", "one ")]
    public void Nothing_may_stand_in_it_that_is_not_checked(string entry, string text, string other) =>
        FaultsOf(entry, Text(entry).Replace(text, other, StringComparison.Ordinal))[0].Entry.ShouldBe(entry);

    [Fact]
    public void It_holds_no_address_of_those_who_were_told()
    {
        foreach (var part in PlainZip.Read(_bytes).Where(part => !part.Name.EndsWith(".gz", StringComparison.Ordinal)))
            Encoding.UTF8.GetString(part.Content.Span).ShouldNotContain("@");
    }

    private static async Task<ReadOnlyMemory<byte>> WriteAsync()
    {
        await using var scene = await LedgerScene.StartAsync();
        await scene.PollAsync(Base);
        await scene.PollAsync(Held(First));
        await scene.PollAsync(Held(First with { Amount = 60m }));
        return (await scene.EvidenceAsync(Base.AwardKey)).Bytes;
    }

    private static Universe Held(TransactionRow row) => new([Base, row], new DateOnly(2026, 8, 11))
    {
        Facts = ImmutableDictionary<string, AwardFacts>.Empty.Add(Base.AwardKey, new AwardFacts { Ceiling = 9_000m }),
    };

    private string Text(string entry) => Encoding.UTF8.GetString(PlainZip.Read(_bytes).Single(part => part.Name == entry).Content.Span);

    private static IReadOnlyList<BundleFault> Check(Bundle bundle) => BundleCheck.Of(BundleFile.Write(bundle)).Faults;

    /// <summary>Of the bundle with another text in one entry, and the list of sums made anew.</summary>
    private IReadOnlyList<BundleFault> FaultsOf(string entry, string text)
    {
        List<ZipPart> parts = [.. PlainZip.Read(_bytes)[..^1].Select(part => part.Name == entry ? part with { Content = Encoding.UTF8.GetBytes(text) } : part)];
        var sums = string.Concat(parts.Select(part => $"{Observation.HashOf(part.Content.Span)}  {part.Name}\n"));
        return BundleCheck.Of(PlainZip.Write([.. parts, new ZipPart(BundleFile.Sums, Encoding.ASCII.GetBytes(sums))])).Faults;
    }

    /// <summary>The entry whose content lies there; null for what belongs to the zip.</summary>
    private static string? EntryAt(IEnumerable<ZipPart> parts, int place)
    {
        var at = 0;
        foreach (var part in parts)
        {
            at += 30 + part.Name.Length;
            if (place >= at && place < at + part.Content.Length)
                return part.Name;
            at += part.Content.Length;
        }

        return null;
    }
}
