using System.Collections.Concurrent;
using ContractWatch.Awards;
using ContractWatch.Matching;
using ContractWatch.TestServers;

namespace ContractWatch.Watches;

/// <summary>Every watch of the starter pack, tried on every award of ICE and CBP that the captures hold.</summary>
public sealed class StarterPackOnCapturesTests
{
    private static readonly Lazy<IReadOnlyList<(string WatchId, Route Route, string Recipient, string Description)>> Hits = new(FindHits);

    /// <summary>Watch, route, and recipients that must come up by it.</summary>
    public static TheoryData<string, Route, string> Expected => new()
    {
        { "amazon", Route.Reseller, "FOUR POINTS TECHNOLOGY, L.L.C.; SYSTEMS ENGINEERING SOLUTIONS CORPORATION; BOOZ ALLEN HAMILTON INC" },
        { "palantir", Route.Prime, "PALANTIR TECHNOLOGIES INC." },
        { "microsoft", Route.Prime, "MICROSOFT CORPORATION" },
        { "microsoft", Route.Reseller, "DELL FEDERAL SYSTEMS L.P; DELL MARKETING L.P.; TRUETANDEM, LLC; FOUR POINTS TECHNOLOGY, L.L.C." },
        { "salesforce", Route.Reseller, "STEAMPUNK, INC.; COPPER RIVER ENTERPRISE SERVICES, LLC; CARAHSOFT TECHNOLOGY CORP; THUNDERCAT TECHNOLOGY, LLC; FCN, INC." },
        { "vmware", Route.Reseller, "GOVPLACE, LLC; AKIRA TECHNOLOGIES INC.; CTG FEDERAL, LLC" },
        { "thomson-reuters", Route.Prime, "THOMSON REUTERS SPECIAL SERVICES LLC; WEST PUBLISHING CORPORATION" },
        { "forensic-logic", Route.Prime, "FORENSIC LOGIC LLC" },
        { "dev-technology-group", Route.Prime, "DEV TECHNOLOGY GROUP INC" },
        { "bi2-technologies", Route.Prime, "BI2 TECHNOLOGIES, LLC" },
        { "nec", Route.Reseller, "GOVERNMENT ACQUISITIONS INC" },
        { "ibm", Route.Prime, "INTERNATIONAL BUSINESS MACHINES CORPORATION" },
        { "ibm", Route.Reseller, "FOUR LLC; V3GATE, LLC; FCN, INC." },
        { "lexisnexis", Route.Prime, "LEXISNEXIS SPECIAL SERVICES INC; LEXISNEXIS RISK SOLUTIONS INC; RELX INC." },
        { "data-brokers", Route.Prime, "LEXISNEXIS SPECIAL SERVICES INC; RELX INC.; WEST PUBLISHING CORPORATION; VENNTEL INC; GIANT OAK, INC.; EQUIFAX INC; BABEL STREET, INC." },
        { "data-brokers", Route.Reseller, "FLYWHEEL DATA LLC; THUNDERCAT TECHNOLOGY, LLC" },
    };

    [Theory]
    [MemberData(nameof(Expected))]
    public void A_family_the_awards_hold_is_found_there(string watch, Route route, string recipients)
    {
        var found = Hits.Value.Where(hit => hit.WatchId == watch && hit.Route == route).Select(hit => hit.Recipient).Distinct().ToList();

        foreach (var recipient in recipients.Split("; "))
            found.ShouldContain(recipient);
    }

    [Theory]
    [InlineData("KATHERINE J THOMSON")]
    [InlineData("EVIGILANT.COM, LLC")]
    [InlineData("B.I. INCORPORATED")]
    [InlineData("CLEAR CLOUD SOLUTIONS INC.")]
    [InlineData("CLEAR GLOBAL SOLUTIONS LLC")]
    [InlineData("AQUA CLEAR ENGINEERING, INC")]
    [InlineData("APPLE TRANSFER INC")]
    [InlineData("GOTHAMS LLC")]
    [InlineData("DELTA POINT LLC")]
    public void A_name_that_is_alike_is_never_taken_for_a_family(string recipient) =>
        Hits.Value.Where(hit => hit.Recipient == recipient).ShouldBeEmpty();

    [Theory]
    [InlineData("GOTHAM SATELLITE SERVICES")]
    [InlineData("FALCON DAM")]
    [InlineData("FALCON ENDPOINT")]
    [InlineData("CLEAR TRASH BAG")]
    [InlineData("KHARONS CLEARVIEW")]
    [InlineData("CLEAR-WEB DATA")]
    public void A_description_that_only_shares_a_word_is_no_hit(string words) =>
        Hits.Value.Where(hit => hit.Description.Contains(words, StringComparison.Ordinal)).ShouldBeEmpty();

    [Fact]
    public void Only_Dev_Technology_Group_is_a_recipient_so_its_namesake_stays_silent() =>
        Hits.Value.Where(hit => hit.WatchId == "devtech-systems").ShouldBeEmpty();

    [Fact]
    public void A_family_is_never_taken_for_a_recipient_that_does_not_bear_its_name()
    {
        string[] own =
        [
            "PALANTIR", "MICROSOFT", "THOMSON REUTERS", "WEST PUBLISHING", "FORENSIC LOGIC", "DEV TECHNOLOGY GROUP", "BI2 TECH", "INTERNATIONAL BUSINESS MACHINES",
            "LEXISNEXIS", "RELX", "EQUIFAX", "EXPERIAN", "TRANSUNION", "VENNTEL", "BABEL STREET", "GIANT OAK", "AMAZON",
        ];

        Hits.Value.Where(hit => hit.Route == Route.Prime && !own.Any(name => hit.Recipient.Contains(name, StringComparison.Ordinal)))
            .Select(hit => $"{hit.WatchId}: {hit.Recipient}").Distinct().ShouldBeEmpty();
    }

    /// <summary>Prints what the pack finds, for whoever edits it.</summary>
    [Fact]
    public void Every_watch_that_finds_nothing_is_known_to()
    {
        var file = WatchFile.Read(Path.Combine(TestPaths.Root, "config", "watches", "whos-behind-ice.yaml"));
        var silent = file.Watches.Select(written => written.Watch.Id).Except(Hits.Value.Select(hit => hit.WatchId));
        foreach (var group in Hits.Value.GroupBy(hit => (hit.WatchId, hit.Route)).OrderBy(group => group.Key.WatchId, StringComparer.Ordinal))
            TestContext.Current.TestOutputHelper?.WriteLine($"{group.Key.WatchId} {group.Key.Route}: {group.Count()} in {group.Select(hit => hit.Recipient).Distinct().Count()} names");

        silent.ShouldBe(["devtech-systems", "idemia"]);
    }

    private static List<(string WatchId, Route Route, string Recipient, string Description)> FindHits()
    {
        var file = WatchFile.Read(Path.Combine(TestPaths.Root, "config", "watches", "whos-behind-ice.yaml"));
        file.Faults.ShouldBeEmpty();
        var matcher = new MatcherFactory().For([.. file.Watches.Select(written => written.Watch)]);
        var hits = new ConcurrentBag<(string, Route, string, string)>();
        Parallel.ForEach(Captured(), new ParallelOptions { MaxDegreeOfParallelism = 2 }, row =>
        {
            var subject = new MatchSubject { Recipient = new Recipient { Name = row.Recipient }, Descriptions = [row.Description] };
            foreach (var match in matcher.Find(subject).Where(match => match.Tier >= Tier.Likely))
                hits.Add((match.WatchId, match.Route, row.Recipient, row.Description));
        });
        return [.. hits];
    }

    private static HashSet<(string Recipient, string Description)> Captured()
    {
        if (TestPaths.Captures is not { } captures)
        {
            Assert.Skip(TestPaths.NoCaptures);
            return [];
        }

        return Directory.EnumerateFiles(Path.Combine(captures, "captures", "usaspending-cbp-ice"), "*.csv.gz", SearchOption.AllDirectories)
            .SelectMany(CapturedNames.Read)
            .ToHashSet();
    }
}
