using ContractWatch.Awards;
using ContractWatch.Matching;
using ContractWatch.TestServers;

namespace ContractWatch.Watches;

/// <summary>What the people who asked for the pack said it must and must not find.</summary>
public sealed class StarterPackAnswersTests
{
    private static readonly IMatcher Matcher = new MatcherFactory().For(
        [.. WatchFile.Read(Path.Combine(TestPaths.Root, "config", "watches", "whos-behind-ice.yaml")).Watches.Select(written => written.Watch)]);

    [Theory]
    [InlineData("PALANTIR USG INC", "", "palantir")]
    [InlineData("PALANTIR USG, INC.", "", "palantir")]
    [InlineData("PALANTIR.NET INC", "", "")]
    [InlineData("FOUR POINTS TECHNOLOGY, L.L.C.", "AWS CLOUD CREDITS", "amazon")]
    [InlineData("FOUR POINTS TECHNOLOGY, L.L.C.", "LAPTOPS", "")]
    [InlineData("AMAZON SHEDS AND GAZEBOS INC", "", "")]
    [InlineData("DEVTECH", "", "dev-technology-group devtech-systems")]
    [InlineData("DEVTECH SYSTEMS INC", "", "devtech-systems")]
    [InlineData("DEV TECHNOLOGY GROUP INC", "", "dev-technology-group")]
    [InlineData("BI INCORPORATED", "", "")]
    [InlineData("B.I. INCORPORATED", "", "")]
    [InlineData("BI2 TECHNOLOGIES, LLC", "", "bi2-technologies")]
    [InlineData("ACME", "CLEAR", "")]
    [InlineData("ACME", "LEAP", "")]
    [InlineData("ACME", "VOICE", "")]
    [InlineData("ACME", "CLEAR TRASH BAGS", "")]
    [InlineData("ACME", "NEC 2023 COMPLIANT WIRING", "")]
    [InlineData("ACME", "ROOF OF THE FALCON DAM PORT OF ENTRY", "")]
    [InlineData("ACME", "FOUNDRY WORK", "")]
    [InlineData("NEC CORPORATION OF AMERICA", "", "nec")]
    [InlineData("MORPHO TRUST USA, INC", "", "idemia")]
    [InlineData("INTERNATIONAL BUSINESS MACHINE", "", "ibm")]
    [InlineData("RELX INC.", "", "data-brokers lexisnexis")]
    [InlineData("WEST PUBLISHING CORPORATION", "", "data-brokers thomson-reuters")]
    [InlineData("ACME", "MICROSOFT AZURE AND AMAZON GOVCLOUD", "amazon microsoft")]
    public void It_finds_these_and_no_others(string recipient, string description, string watches)
    {
        var subject = new MatchSubject { Recipient = new Recipient { Name = recipient }, Descriptions = [description] };

        string.Join(' ', Matcher.Find(subject).Where(match => match.Tier >= Tier.Likely).Select(match => match.WatchId)).ShouldBe(watches);
    }
}
