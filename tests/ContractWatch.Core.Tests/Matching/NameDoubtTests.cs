using ContractWatch.Awards;
using static ContractWatch.Matching.Subjects;

namespace ContractWatch.Matching;

/// <summary>What identifiers say against a name.</summary>
public sealed class NameDoubtTests
{
    private const string Another = "ZQ7XN4K2LMP5";

    [Fact]
    public void A_name_that_is_merely_near_with_an_identifier_of_its_own_is_told_weekly_at_most()
    {
        Palantir.Answer(Award("PALANTER TECHNOLOGIES INC")).ShouldNotBeNull().Tier.ShouldBe(Tier.Likely);

        var match = Palantir.Answer(Award("PALANTER TECHNOLOGIES INC", uei: Another)).ShouldNotBeNull();

        match.Tier.ShouldBe(Tier.Possible);
        match.Evidence.ShouldContain(new Evidence("identifier", $"held down: UEI {Another} is not among those listed for this vendor"));
    }

    [Theory]
    [InlineData("PALANTIR TECHNOLOGIES INC")]
    [InlineData("PALANTIR USG INC")]
    public void A_family_has_many_identifiers_so_its_names_stay_likely(string recipient)
    {
        Palantir.Answer(Award(recipient)).ShouldNotBeNull().Tier.ShouldBe(Tier.Certain);
        Palantir.Answer(Award(recipient, uei: Another)).ShouldNotBeNull().Tier.ShouldBe(Tier.Likely);
    }

    [Fact]
    public void An_identifier_speaks_only_against_a_watch_that_lists_some_of_its_scheme()
    {
        var near = new Recipient { Name = "PALANTER TECHNOLOGIES INC", Identifiers = Identifiers.Of([new("duns", "123456789")]) };

        Palantir.Answer(new MatchSubject { Recipient = near }).ShouldNotBeNull().Tier.ShouldBe(Tier.Likely);
        Vendor("none", "Palantir Technologies").Answer(Award("PALANTER TECHNOLOGIES INC", uei: Another)).ShouldNotBeNull().Tier.ShouldBe(Tier.Likely);
    }

    [Fact]
    public void A_listed_parent_outweighs_it()
    {
        var near = new Recipient { Name = "PALANTER TECHNOLOGIES INC", Identifiers = Identifiers.OfUei(Another) };

        Palantir.Answer(new MatchSubject { Recipient = near with { ParentIdentifiers = Identifiers.OfUei("FSY4LVSBGWB7") } })
            .ShouldNotBeNull().Tier.ShouldBe(Tier.Certain);
        Palantir.Answer(new MatchSubject { Recipient = near with { ParentName = "PALANTIR TECHNOLOGIES INC" } })
            .ShouldNotBeNull().Tier.ShouldBe(Tier.Likely);
    }

    [Fact]
    public void It_holds_for_parents_and_for_those_who_work_on_an_award()
    {
        var other = Identifiers.OfUei(Another);
        var near = new Recipient { Name = "PALANTER TECHNOLOGIES INC", Identifiers = other };
        var somebody = new Recipient { Name = "QUUX WORKS LLC" };

        Palantir.Answer(new MatchSubject { Recipient = somebody with { ParentName = near.Name, ParentIdentifiers = other } })
            .ShouldNotBeNull().Tier.ShouldBe(Tier.Possible);
        Palantir.Answer(new MatchSubject { Recipient = somebody, Subawardees = [near] }).ShouldNotBeNull().Tier.ShouldBe(Tier.Possible);
    }

    [Fact]
    public void An_explanation_prints_it() =>
        Matcher(Palantir).Explain(Award("PALANTER TECHNOLOGIES INC", uei: Another), "palantir").Steps
            .ShouldContain(step => step.StartsWith("yes: ") && step.Contains($"held down: UEI {Another}"));
}
