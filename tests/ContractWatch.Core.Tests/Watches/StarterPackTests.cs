using System.Text.RegularExpressions;
using ContractWatch.TestServers;

namespace ContractWatch.Watches;

public sealed partial class StarterPackTests
{
    public static TheoryData<string> Packs => ["whos-behind-ice.yaml", "optional/suppliers-and-look-alikes.yaml"];

    [Theory]
    [MemberData(nameof(Packs))]
    public void A_shipped_pack_has_no_fault_and_tells_somebody_of_every_watch(string pack)
    {
        var file = WatchFile.Read(PathOf(pack));

        file.Faults.ShouldBeEmpty();
        file.Watches.ShouldNotBeEmpty();
        file.Watches.ShouldAllBe(written => written.Watch.Notify.Count > 0);
    }

    [Theory]
    [MemberData(nameof(Packs))]
    public void Every_name_and_number_of_a_pack_has_its_source_beside_it(string pack)
    {
        var lines = File.ReadAllLines(PathOf(pack));
        var claims = lines.Where(line => Claim().IsMatch(line)).ToList();

        claims.Count.ShouldBeGreaterThan(30);
        claims.Where(line => !Source().IsMatch(line)).ShouldBeEmpty();
    }

    [Fact]
    public void Ids_are_unique_across_the_shipped_packs() =>
        WatchShelf.Read(["**/*.yaml"], PathOf(".")).Faults.ShouldBeEmpty();

    [Fact]
    public void Only_the_starter_pack_is_read_by_the_shipped_pattern() =>
        WatchPattern.Find("watches/*.yaml", Path.Combine(TestPaths.Root, "config")).Select(Path.GetFileName).ShouldBe(["whos-behind-ice.yaml"]);

    [Fact]
    public void Every_company_of_the_labelled_cases_has_a_watch()
    {
        var watched = WatchShelf.Read(["**/*.yaml"], PathOf(".")).Watches.SelectMany(held => held.Watch.Vendor!.Names).ToList();

        foreach (var company in LabelledCompanies())
            watched.ShouldContain(name => name.Equals(company, StringComparison.OrdinalIgnoreCase), company);
    }

    private static IEnumerable<string> LabelledCompanies()
    {
        if (TestPaths.Captures is not { } captures)
        {
            Assert.Skip(TestPaths.NoCaptures);
            return [];
        }

        return File.ReadLines(Path.Combine(captures, "matching", "seed_cases.csv")).Skip(1).Select(line => line.Split(',')[0]).Distinct(StringComparer.Ordinal);
    }

    private static string PathOf(string pack) => Path.Combine(TestPaths.Root, "config", "watches", pack);

    /// <summary>An entry of a list below a vendor, or a list of them on one line.</summary>
    [GeneratedRegex(@"^ {8,}- |^ +(name|aliases|products|exclude): \S")]
    private static partial Regex Claim();

    [GeneratedRegex(@" # .*(FPDS|USAspending|federal award records|records of suppliers|Canadian records|ICE award|seed|trap|see |as above|as below|former name|in descriptions|below)")]
    private static partial Regex Source();
}
