using static ContractWatch.Matching.Subjects;

namespace ContractWatch.Matching;

/// <summary>Rules that decide beside the score of two names.</summary>
public sealed class NameVerdictTests
{
    [Theory]
    [InlineData("Quorvex-Tel-Co, Inc.", "QUORVEXTELCO INC", "spaces aside")]
    [InlineData("T. R. Walker Electric", "WALKER T R ELECTRIC INCORPORATED", "legal form and the order of words aside")]
    [InlineData("Walker Reed Business Instruments", "WALKER REED BUSINESS INSTRUMEN", "up to the 30th character, where one is cut")]
    [InlineData("Walker Reed Business Instrumen", "WALKER REED BUSINESS INSTRUMENTS LLC", "up to the 30th character, where one is cut")]
    public void Hyphens_order_and_a_cut_at_thirty_characters_leave_names_equal(string listed, string published, string aside)
    {
        var match = Vendor("w", listed).Answer(Award(published)).ShouldNotBeNull();

        match.Tier.ShouldBe(Tier.Certain);
        match.Evidence.ShouldHaveSingleItem().Text.ShouldBe($"{published} equals {listed}, {aside}");
    }

    [Theory]
    [InlineData("Quorvex Bank of Green", "QUORVEX BANK OF GREENVILLE")]
    [InlineData("Strategic Quorvex Information", "STRATEGIC QUORVEX INFORMATION CENTER")]
    public void A_shorter_name_or_one_that_ends_with_a_word_is_not_cut(string listed, string published) =>
        Vendor("w", listed).Answer(Award(published)).ShouldNotBeNull().Evidence.ShouldNotContain(evidence => evidence.Text.Contains("equals"));

    [Fact]
    public void A_whole_name_of_two_words_agrees_in_more_than_its_everyday_word()
    {
        var watch = Vendor("w", "Graham Construction");

        watch.Answer(Award("GRAHAM CONSTRUCTION AND ENGINEERING")).ShouldNotBeNull().Tier.ShouldBeOneOf(Tier.Likely, Tier.Certain);
        (watch.Answer(Award("GRAHAM BAKERY"))?.Tier ?? Tier.Possible).ShouldBe(Tier.Possible);
    }

    /// <summary>PRESIDIO is a plain word in 6 of all known names, APPLE in 46.</summary>
    [Theory]
    [InlineData("Presidio", "PRESIDIO NETWORKED SOLUTIONS INC", true)]
    [InlineData("Apple", "APPLE NETWORKED SOLUTIONS INC", false)]
    public void An_everyday_word_that_hardly_anybody_has_in_a_name_is_a_brand(string brand, string published, bool isTold) =>
        (Vendor("w", brand).Answer(Award(published))?.Tier >= Tier.Likely).ShouldBe(isTold);

    [Fact]
    public void Initials_stand_for_a_name_only_when_nothing_else_is_left_over()
    {
        var watch = Vendor("w", "Quorvex Belmar Systems");

        (Matcher(watch).Explain(Award("QBS"), "w").Match?.Tier).ShouldBe(Tier.Likely);
        (Matcher(watch).Explain(Award("QBS TRAITEUR"), "w").Match?.Tier ?? Tier.Possible).ShouldBe(Tier.Possible);
    }
}
