using ContractWatch.Awards;
using ContractWatch.Watches;
using static ContractWatch.Matching.Subjects;

namespace ContractWatch.Matching;

public sealed class NameMatchingTests
{
    private static readonly Watch IdemiaWatch = Vendor("idemia", "IDEMIA", "MorphoTrak", "MorphoTrust");

    [Theory]
    [InlineData("PALANTIR USG, INC.")]
    [InlineData("PALANTER TECHNOLOGIES INC")]
    [InlineData("PALANTIR TECHNOLOGIES CANADA")]
    public void Other_names_of_the_vendor_are_found(string recipient) =>
        Palantir.Answer(Award(recipient)).ShouldNotBeNull().Tier.ShouldBeOneOf(Tier.Likely, Tier.Certain);

    [Theory]
    [InlineData("PLANTIGA TECHNOLOGIES")]
    [InlineData("TECHNOLOGIES INC")]
    [InlineData("CONAIR TECHNOLOGY")]
    public void Names_that_only_look_alike_are_not(string recipient) => Palantir.Answer(Award(recipient)).ShouldBeNull();

    /// <summary>ЗАВОД is a plant and مؤسسة an establishment; the counted names have neither.</summary>
    [Theory]
    [InlineData("Завод Альфа", "ЗАВОД БЕТА")]
    [InlineData("مؤسسة النور", "مؤسسة السلام")]
    public void A_word_in_letters_that_were_not_counted_is_not_taken_for_a_rare_one(string vendor, string recipient)
    {
        Vendor("w", vendor).Answer(Award(recipient)).ShouldBeNull();
        Vendor("w", vendor).Answer(Award(vendor.ToUpperInvariant())).ShouldNotBeNull().Tier.ShouldBe(Tier.Certain);
    }

    [Fact]
    public void A_word_split_in_two_is_found() =>
        IdemiaWatch.Answer(Award("MORPHO TRUST USA, INC")).ShouldNotBeNull().Tier.ShouldBeOneOf(Tier.Likely, Tier.Certain);

    [Theory]
    [InlineData("B2 TECHNOLOGIES")]
    [InlineData("BI INCORPORATED")]
    [InlineData("B.I. INCORPORATED")]
    public void A_number_that_differs_never_alerts(string recipient) =>
        (Vendor("bi2", "BI2 Technologies", "BI2").Answer(Award(recipient))?.Tier ?? Tier.Possible).ShouldBe(Tier.Possible);

    [Fact]
    public void An_everyday_word_alone_is_told_weekly_at_most()
    {
        var match = Vendor("apple", "Apple Inc.").Answer(Award("APPLE BLOSSOM COMMERCE LLC"));

        (match?.Tier ?? Tier.Possible).ShouldBe(Tier.Possible);
    }

    [Fact]
    public void The_evidence_names_the_word_and_how_rare_it_is() =>
        Palantir.Answer(Award("PALANTIR USG, INC.")).ShouldNotBeNull().Evidence
            .ShouldContain(evidence => evidence.Text.StartsWith("word PALANTIR (in 4 of ") && evidence.Text.EndsWith(" known names) equal"));

    [Fact]
    public void An_explanation_shows_what_every_part_weighed() =>
        Matcher(Palantir).Explain(Award("PLANTIGA TECHNOLOGIES"), "palantir").Steps
            .ShouldContain(step => step.StartsWith("weighed: log-odds -") && step.Contains("model"));

    [Fact]
    public void A_joint_venture_is_labelled_so_and_likely_at_most()
    {
        Vendor("alutiiq", "Alutiiq").Answer(Award("FSS ALUTIIQ JOINT VENTURE")).ShouldNotBeNull().Route.ShouldBe(Route.JointVenture);

        var match = Palantir.Answer(Award("PALANTIR TECHNOLOGIES JV")).ShouldNotBeNull();
        (match.Route, match.Tier).ShouldBe((Route.JointVenture, Tier.Likely));
        match.Evidence.ShouldContain(evidence => evidence.Text.StartsWith("held down: a joint venture"));
    }

    [Fact]
    public void A_subawardee_is_found_by_its_own_route()
    {
        var subject = Award("GENERAL DYNAMICS INFORMATION TECHNOLOGY, INC.") with
        {
            Subawardees = [new Recipient { Name = "PALANTIR USG INC" }],
        };

        var match = Palantir.Answer(subject).ShouldNotBeNull();

        match.Route.ShouldBe(Route.Subaward);
        match.Tier.ShouldBe(Tier.Likely);
    }

    [Fact]
    public void A_parent_known_by_name_alone_is_likely_at_most()
    {
        var subject = new MatchSubject { Recipient = new Recipient { Name = "QUUX WORKS LLC", ParentName = "PALANTIR TECHNOLOGIES INC." } };

        var match = Palantir.Answer(subject).ShouldNotBeNull();

        match.Route.ShouldBe(Route.Subsidiary);
        match.Tier.ShouldBe(Tier.Likely);
        match.Evidence.ShouldAllBe(evidence => evidence.Text.StartsWith("reported parent: "));
    }

    [Fact]
    public void A_name_as_near_to_two_vendors_names_both()
    {
        var matches = Matcher(Vendor("group", "Dev Technology Group", "DevTech"), Vendor("systems", "DevTech Systems", "DevTech")).Find(Award("DEVTECH"));

        matches.Select(match => match.WatchId).ShouldBe(["group", "systems"]);
        matches.ShouldAllBe(match => match.Tier == Tier.Likely && match.Evidence.Any(evidence => evidence.Kind == "ambiguous"));
    }

    [Fact]
    public void Two_watches_on_one_vendor_are_not_rivals()
    {
        var matches = Matcher(Palantir, Palantir with { Id = "palantir-too" }).Find(Award("PALANTIR TECHNOLOGIES"));

        matches.Count.ShouldBe(2);
        matches.ShouldAllBe(match => match.Tier == Tier.Certain);
    }
}
