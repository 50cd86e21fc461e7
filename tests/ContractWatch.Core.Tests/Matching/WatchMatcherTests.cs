using ContractWatch.Awards;
using ContractWatch.Watches;
using static ContractWatch.Matching.Subjects;

namespace ContractWatch.Matching;

public sealed class WatchMatcherTests
{
    private static readonly Agency Ice = new() { Name = "U.S. Immigration and Customs Enforcement", Department = "Department of Homeland Security" };
    private static readonly Agency Gsa = new() { Name = "Federal Acquisition Service", Department = "General Services Administration" };

    [Fact]
    public void A_listed_identifier_is_certain_whatever_the_name()
    {
        var match = Palantir.Answer(Award("SOME NEW NAME LLC", uei: "HNN4F9JZWDY8")).ShouldNotBeNull();

        match.Tier.ShouldBe(Tier.Certain);
        match.Route.ShouldBe(Route.Prime);
        match.Evidence.ShouldContain(evidence => evidence.Kind == "identifier" && evidence.Text.Contains("HNN4F9JZWDY8"));
    }

    [Fact]
    public void A_listed_identifier_of_the_parent_makes_a_subsidiary()
    {
        var subject = new MatchSubject
        {
            Recipient = new Recipient { Name = "UNRELATED NAME", ParentIdentifiers = Identifiers.OfUei("FSY4LVSBGWB7") },
        };

        var match = Palantir.Answer(subject).ShouldNotBeNull();

        match.Route.ShouldBe(Route.Subsidiary);
        match.Tier.ShouldBe(Tier.Certain);
    }

    [Theory]
    [InlineData("PALANTIR TECHNOLOGIES INC.")]
    [InlineData("Palantir Technologies, Incorporated")]
    [InlineData("PALANTIR TECHNOLOGIES INC. (3626)")]
    [InlineData("PALANTIR")]
    public void Spellings_of_a_listed_name_are_certain(string recipient) =>
        Palantir.Answer(Award(recipient)).ShouldNotBeNull().Tier.ShouldBe(Tier.Certain);

    [Fact]
    public void An_excluded_name_never_matches_and_says_so()
    {
        var subject = Award("PALANTIR.NET, INC.", "PALANTIR FOUNDRY");

        Palantir.Answer(subject).ShouldBeNull();
        Matcher(Palantir).Explain(subject, "palantir").Steps.ShouldContain(step => step.Contains("excluded"));
    }

    [Fact]
    public void A_product_in_somebody_elses_award_is_the_reseller_route()
    {
        var match = Amazon.Answer(Award("FOUR POINTS TECHNOLOGY, L.L.C.", "AWS CLOUD CREDITS")).ShouldNotBeNull();

        match.Route.ShouldBe(Route.Reseller);
        match.Tier.ShouldBe(Tier.Likely);
        match.Evidence.ShouldHaveSingleItem().Text.ShouldContain("«AWS»");
    }

    [Fact]
    public void The_same_reseller_with_other_goods_is_a_near_miss_that_says_why()
    {
        var subject = Award("FOUR POINTS TECHNOLOGY, L.L.C.", "LAPTOPS");

        Amazon.Answer(subject).ShouldBeNull();
        Matcher(Amazon).Explain(subject, "amazon").Steps.ShouldContain("no: no description names the vendor or a product of it");
    }

    [Theory]
    [InlineData("CLEAR TRASH BAGS", "CLEAR")]
    [InlineData("LEAP YEAR MAINTENANCE", "LEAP")]
    [InlineData("VOICE AND DATA SERVICES", "VOICE")]
    [InlineData("OTHER EQUIPMENT, NEC", "NEC")]
    public void An_everyday_word_alone_in_a_description_matches_nothing(string description, string product)
    {
        var watch = new Watch { Id = "w", Vendor = new Vendor { Name = "Quxcorp", Products = [product] } };

        watch.Answer(Award("SOMEBODY ELSE LLC", description)).ShouldBeNull();
    }

    [Fact]
    public void An_agency_that_only_funds_matches_and_the_evidence_says_funding()
    {
        var watch = new Watch { Id = "ice", Agencies = ["ICE"] };
        var subject = Award("ANYBODY") with { AwardingAgency = Gsa, FundingAgency = Ice };

        var match = watch.Answer(subject).ShouldNotBeNull();

        match.Route.ShouldBe(Route.Any);
        match.Evidence.ShouldHaveSingleItem().Text.ShouldBe("funded by U.S. Immigration and Customs Enforcement, awarded by Federal Acquisition Service");
    }

    [Fact]
    public void A_department_stands_for_its_agencies() =>
        new Watch { Id = "dhs", Agencies = ["DHS"] }.Answer(Award("ANYBODY") with { AwardingAgency = Ice }).ShouldNotBeNull();

    [Fact]
    public void What_a_watch_names_must_all_hold()
    {
        var watch = Palantir with { Agencies = ["U.S. Immigration and Customs Enforcement"], MinimumAmount = 1000 };
        var subject = Award("PALANTIR TECHNOLOGIES INC") with { AwardingAgency = Ice, Amount = -5000 };

        watch.Answer(subject).ShouldNotBeNull().Evidence.Select(evidence => evidence.Kind).ShouldBe(["name", "agency", "amount"]);
        watch.Answer(subject with { AwardingAgency = Gsa }).ShouldBeNull();
        watch.Answer(subject with { Amount = 999 }).ShouldBeNull();
        watch.Answer(subject with { Amount = null }).ShouldNotBeNull();
        watch.Answer(subject with { Recipient = new Recipient { Name = "GLOCK INC" } }).ShouldBeNull();
    }

    [Theory]
    [InlineData("NOVATION AGREEMENT", true)]
    [InlineData("novation: agreement", true)]
    [InlineData("RENOVATION OF BUILDING 4", false)]
    [InlineData("INNOVATION LAB", false)]
    public void A_keyword_is_found_as_whole_words_only(string description, bool found) =>
        (new Watch { Id = "k", Keywords = ["Novation"] }.Answer(Award("ANYBODY", description)) is not null).ShouldBe(found);

    [Fact]
    public void Keywords_of_very_many_watches_are_looked_for_at_once()
    {
        var watches = Enumerable.Range(0, 20_000).Select(at => new Watch { Id = $"w{at}", Keywords = [$"part q{at}"], Agencies = at % 2 == 0 ? [] : ["ICE"] });
        var matcher = Matcher([.. watches]);
        var subject = Award("ANYBODY", "repair of PART-Q17, part q400 and q7") with { AwardingAgency = Ice };

        matcher.Find(subject).Select(match => match.WatchId).ShouldBe(["w17", "w400"]);
    }

    [Fact]
    public void A_watch_that_asks_nothing_matches_nothing() =>
        new Watch { Id = "empty" }.Answer(Award("ANYBODY", "ANYTHING")).ShouldBeNull();

    [Fact]
    public void Answers_come_in_the_order_of_watch_ids()
    {
        var subject = Award("PALANTIR", "AWS");

        Matcher(Palantir, Amazon, new Watch { Id = "b", Keywords = ["aws"] }).Find(subject)
            .Select(match => match.WatchId).ShouldBe(["amazon", "b", "palantir"]);
    }
}
