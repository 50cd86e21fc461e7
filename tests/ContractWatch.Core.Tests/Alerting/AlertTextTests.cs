using ContractWatch.Awards;
using ContractWatch.Delivery;
using ContractWatch.Diffing;
using ContractWatch.Matching;

namespace ContractWatch.Alerting;

public sealed class AlertTextTests
{
    [Theory]
    [InlineData("0", 1_000_000.0, null, "New award to PALANTIR USG, INC.: $1,000,000.00.")]
    [InlineData("0", 0.0, null, "New award to PALANTIR USG, INC.: no money obligated yet.")]
    [InlineData("P00004", 1_000_000.0, "C", "Modification P00004 (funding only action) adds $1,000,000.00.")]
    [InlineData("P00004", -2_000_000.5, "B", "Modification P00004 (supplemental agreement for work within scope) takes back $2,000,000.50.")]
    [InlineData("P00004", 0.0, "K", "Modification P00004 (close out) moves no money.")]
    [InlineData("P00004", 5.0, "Q", "Modification P00004 (action type Q) adds $5.00.")]
    [InlineData("P00004", 5.0, null, "Modification P00004 adds $5.00.")]
    [InlineData("P00004", null, null, "Modification P00004, no amount published.")]
    public void Each_action_has_its_sentence(string number, double? obligation, string? type, string sentence)
    {
        var action = Told.Action(number, (decimal?)obligation) with { ActionType = type };
        var kind = number == "0" ? ChangeKind.NewAward : ChangeKind.Modification;

        Story(Told.Change(kind, action)).Changes[0].Headline.ShouldBe(sentence);
    }

    [Fact]
    public void A_correction_shows_what_was_and_what_is()
    {
        var change = Told.Change(ChangeKind.Correction) with { Fields = [new("obligation", "1600000.00 USD", "3200000.00 USD")] };

        Story(change).Changes[0].Headline.ShouldBe("Correction of P00004, edited in place without a new modification: obligation $1,600,000.00 → $3,200,000.00.");
    }

    [Fact]
    public void A_correction_too_long_for_its_sentence_lists_its_edits()
    {
        var change = Told.Change(ChangeKind.Correction) with
        {
            Fields = [new("description", "IGF::OT::IGF " + new string('A', 100), null), new("actionDate", "2026-08-03", "2026-08-04")],
        };

        var story = Story(change).Changes[0];

        story.Headline.ShouldBe("Correction of P00004, edited in place without a new modification: description, signing date edited.");
        story.Edits.Select(edit => edit.New).ShouldBe(["(nothing)", "2026-08-04"]);
    }

    public static TheoryData<string, string> SentencesOfKinds => new()
    {
        { "option-exercised", "Option exercised: modification P00004 adds $1,000,000.00." },
        { "terminated", "Terminated (terminate for convenience): modification P00004 adds $1,000,000.00." },
        { "recipient-changed", "The award moved from CSRA LLC to PALANTIR USG, INC.: modification P00004 (terminate for convenience) adds $1,000,000.00." },
        { "ceiling-changed", "Ceiling raised by $500,450,000.00: $1,400,000,000.00 → $1,900,450,000.00." },
        { "period-changed", "Period of performance changed: end 2026-09-30 → 2027-09-30." },
        { "recipient-renamed", "Renamed: CSRA LLC is now published as PALANTIR USG, INC., on 3 actions of 2 awards." },
        { "rekeyed", "The source moved this award to another key, OLD → NEW: it is neither new nor withdrawn." },
    };

    [Theory]
    [MemberData(nameof(SentencesOfKinds))]
    public void Each_kind_has_its_sentence(string kind, string sentence)
    {
        var change = Told.Change(ChangeKind.Find(kind), Told.Action() with { ActionType = "F" }) with
        {
            Fields = kind switch
            {
                "recipient-changed" or "recipient-renamed" => [new("recipient", "CSRA LLC", "PALANTIR USG, INC.")],
                "period-changed" => [new("end", "2026-09-30", "2027-09-30")],
                "rekeyed" => [new("award", "OLD", "NEW")],
                _ => [],
            },
            Ceiling = new Ceiling(Money.Usd(1_400_000_000m), Money.Usd(1_900_450_000m)),
            Covers = [Told.Action("0").Key, Told.Action("P00001").Key, Told.Action("0", award: "CONT_AWD_70CTD026FC0000018_7012_-NONE-_-NONE-").Key],
        };

        Story(change).Changes[0].Headline.ShouldBe(sentence);
        Story(change).Changes[0].Total!.ShouldEndWith(", 2.7 % of the ceiling of $1,900,450,000.00");
    }

    [Fact]
    public void Every_kind_has_a_sentence_of_its_own() =>
        ChangeKind.All.Except(ChangeSentences.Kinds).ShouldBeEmpty();

    [Fact]
    public void Withdrawn_and_restored_say_what() => new[] { ChangeKind.Withdrawn, ChangeKind.Restored }
        .Select(kind => Story(Told.Change(kind)).Changes[0].Headline)
        .ShouldBe([
            "Withdrawn: modification P00004 ($1,000,000.00, signed 2026-08-03) is no longer published.",
            "Restored: modification P00004 ($1,000,000.00, signed 2026-08-03) is published again.",
        ]);

    [Theory]
    [InlineData(30, false)]
    [InlineData(31, true)]
    [InlineData(95, true)]
    public void Late_publication_is_said(int days, bool isSaid)
    {
        var action = Told.Action() with { ActionDate = DateOnly.FromDateTime(Told.Noon.Date).AddDays(-days) };

        Story(Told.Change(action: action)).Changes[0].Dates.Contains($"published {days} days after signing", StringComparison.Ordinal).ShouldBe(isSaid);
    }

    [Fact]
    public void A_funding_agency_is_named_when_it_is_another()
    {
        var action = Told.Action() with { AwardingAgency = new Agency { Name = "Federal Acquisition Service", Department = "General Services Administration" } };

        Story(Told.Change(action: action)).Facts.ShouldContain(new Fact("Funded by", "U.S. Immigration and Customs Enforcement, Department of Homeland Security"));
        Story(Told.Change()).Facts.ShouldNotContain(fact => fact.Label == "Funded by");
    }

    [Theory]
    [InlineData("E", 0, Severity.Urgent)]
    [InlineData("F", -5, Severity.Urgent)]
    [InlineData("G", 5, Severity.High)]
    [InlineData("M", 0, Severity.Low)]
    [InlineData("M", 5, Severity.Normal)]
    [InlineData("?", 5, Severity.Normal)]
    public void A_termination_is_urgent_and_administration_is_not(string type, int obligation, Severity severity) =>
        Story(Told.Change(action: Told.Action(obligation: obligation) with { ActionType = type })).Severity.ShouldBe(severity);

    [Fact]
    public void The_subject_is_the_same_for_every_change_of_an_award() =>
        new[] { Told.Change(), Told.Change(ChangeKind.NewAward, Told.Action("0")), Told.Change(ChangeKind.Withdrawn) }
            .Select(change => Story(change).Subject).Distinct().ShouldBe(["PALANTIR USG, INC.: 70CTD022FR0000170 (ICE)"]);

    [Fact]
    public void Only_a_web_address_becomes_a_link() =>
        Story(Told.Change() with { Page = new Uri("javascript:alert(1)") }).Page.ShouldBeNull();

    [Fact]
    public void A_total_that_may_lack_older_actions_says_so() =>
        Story(Told.Change() with { Total = new RunningTotal(Money.Usd(1), Money.Usd(0), IsWhole: false) }).Changes[0].Total
            .ShouldBe("$1.00 → $0.00 (-$1.00), over the actions known; older ones may be missing");

    [Fact]
    public void Both_reasons_are_given_when_two_watches_match()
    {
        var matched = Told.Matched(null, Told.Match(), Told.Match("amazon", Tier.Likely, Route.Reseller));

        AlertText.Of([matched], new Dictionary<string, string>()).Reasons.ShouldBe([
            "Watch palantir, certain, as the recipient: UEI HNN4F9JZWDY8 is listed for this vendor.",
            "Watch amazon, likely, through a reseller: UEI HNN4F9JZWDY8 is listed for this vendor.",
        ]);
    }

    private static AwardStory Story(Change change) => AlertText.Of([Told.Matched(change)], new Dictionary<string, string>());
}
