namespace ContractWatch.Diffing;

public sealed class AbsenceTests
{
    private static readonly DateTimeOffset Monday = new(2026, 8, 3, 6, 20, 0, TimeSpan.Zero);

    private static readonly KnownAction Known = new() { Action = Published.Action(), Revision = 1, FirstSeen = Monday.AddDays(-30) };

    [Fact]
    public void Two_polls_without_an_action_prove_nothing_and_three_do()
    {
        var once = Absence.Noticed(Known, Monday);
        var twice = Absence.Confirmed(once);
        var thrice = Absence.Confirmed(twice);

        Absence.IsProven(twice, wholeAwardIsGone: false, Monday).ShouldBeFalse();
        Absence.IsProven(thrice, wholeAwardIsGone: false, Monday).ShouldBeTrue();
    }

    [Fact]
    public void An_award_whose_page_is_gone_must_stay_away_a_day()
    {
        var thrice = Absence.Confirmed(Absence.Confirmed(Absence.Noticed(Known, Monday)));

        Absence.IsProven(thrice, wholeAwardIsGone: true, Monday.AddHours(23)).ShouldBeFalse();
        Absence.IsProven(thrice, wholeAwardIsGone: true, Monday.AddHours(24)).ShouldBeTrue();
    }

    [Fact]
    public void To_be_noticed_missing_twice_counts_once()
    {
        var once = Absence.Noticed(Known, Monday);

        Absence.Noticed(once, Monday.AddDays(1)).ShouldBe(once);
    }

    [Fact]
    public void A_missing_action_that_is_found_is_as_it_was() =>
        Absence.Found(Absence.Confirmed(Absence.Noticed(Known, Monday))).ShouldBe(Known);
}
