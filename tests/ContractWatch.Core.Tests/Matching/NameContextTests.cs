using ContractWatch.Awards;
using FsCheck;
using FsCheck.Fluent;
using static ContractWatch.Matching.Subjects;

namespace ContractWatch.Matching;

/// <summary>What else agrees with a name, and how little that may change.</summary>
public sealed class NameContextTests
{
    private static readonly Agency Ice = new() { Name = "U.S. Immigration and Customs Enforcement" };
    private static readonly Evidence[] Both = [new("agency", "awarded by ICE"), new("keyword", "the description has it")];

    [Fact]
    public void An_agency_and_a_keyword_of_the_watch_raise_a_name_that_is_all_but_likely()
    {
        Lift(ByName(.73), Both[..1]).Tier.ShouldBe(Tier.Likely);
        Lift(ByName(.71), Both[..1]).Tier.ShouldBe(Tier.Possible);
        Lift(ByName(.71), Both).Tier.ShouldBe(Tier.Likely);
        Lift(ByName(.60), Both).Tier.ShouldBe(Tier.Possible);
    }

    [Fact]
    public void What_was_raised_says_by_what_and_how_much() =>
        Lift(ByName(.73), Both[..1]).Evidence[^1].ShouldBe(new Evidence("context", "raised from possible: agency agrees with the watch", .1));

    [Fact]
    public void Context_never_makes_certain_never_lowers_and_never_passes_a_guard() =>
        Prop.ForAll(
            Gen.Choose(1, 999).Select(score => score / 1000.0).ToArbitrary(),
            ArbMap.Default.ArbFor<(Tier Tier, Tier Most, bool Agency, bool Keyword)>(),
            (score, given) =>
            {
                var before = ByName(score) with { Tier = given.Tier, Most = given.Most };
                var after = Lift(before, [.. Both.Where(one => one.Kind == "agency" ? given.Agency : given.Keyword)]);
                var described = NameContext.Described(before, Judgement.Yes(Tier.Likely, Route.Reseller, .9, new Evidence("product", "it is named")));
                return new[] { after, described }.All(now =>
                    now.Tier >= before.Tier && now.Score >= before.Score && (now.Tier == before.Tier || now.Tier == Tier.Likely && before.Most >= Tier.Likely));
            }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_description_that_names_the_product_raises_a_possible_name_and_keeps_its_route()
    {
        var described = NameContext.Described(ByName(.6), Judgement.Yes(Tier.Likely, Route.Reseller, .9, new Evidence("product", "the description names Gotham")));

        described.Tier.ShouldBe(Tier.Likely);
        described.Route.ShouldBe(Route.Prime);
        described.Evidence.Select(one => one.Kind).ShouldBe(["name", "product", "context"]);
    }

    [Fact]
    public void An_everyday_name_stays_possible_in_the_right_agency()
    {
        var watch = Vendor("apple", "Apple Inc.") with { Agencies = ["ICE"] };
        var subject = Award("APPLE BLOSSOM COMMERCE LLC") with { AwardingAgency = Ice };

        (watch.Answer(subject)?.Tier ?? Tier.Possible).ShouldBe(Tier.Possible);
    }

    [Fact]
    public void An_explanation_prints_what_agreed()
    {
        var steps = new List<string>();

        NameContext.Lift(ByName(.73), Both, Telling.Into(steps));

        steps.ShouldHaveSingleItem().ShouldBe("context: agency and keyword agree with the watch, log-odds +0.2, so 0.77");
    }

    private static Judgement Lift(Judgement byName, params Evidence[] others) => NameContext.Lift(byName, others, Telling.Nothing);

    private static Judgement ByName(double score) => Judgement.Yes(Tier.Possible, Route.Prime, score, new Evidence("name", "near"));
}
