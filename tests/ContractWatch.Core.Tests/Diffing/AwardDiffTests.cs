using ContractWatch.Awards;

namespace ContractWatch.Diffing;

public sealed class AwardDiffTests
{
    private static readonly DateTimeOffset Monday = new(2026, 8, 3, 6, 20, 0, TimeSpan.Zero);

    private static readonly DiffTerms Terms = new("usaspending", Monday, new DateOnly(2024, 10, 1));

    [Fact]
    public void The_base_action_of_an_unknown_award_is_a_new_award_and_its_first_modification_a_modification()
    {
        var diff = AwardDiff.Of(Terms, [], [Published.Action("0"), Published.Action("P00001")]);

        diff.Changes.Select(change => change.Kind).ShouldBe([ChangeKind.NewAward, ChangeKind.Modification]);
        diff.States.Select(state => state.Revision).ShouldAllBe(revision => revision == 1);
    }

    [Fact]
    public void A_base_action_published_after_its_modifications_is_no_new_award()
    {
        var known = Known([Published.Action("P00001")]);

        AwardDiff.Of(Terms, known, [Published.Action("0")]).Changes.Single().Kind.ShouldBe(ChangeKind.Modification);
    }

    [Fact]
    public void What_is_known_and_unchanged_says_nothing_and_is_not_written_again()
    {
        var known = Known([Published.Action("0"), Published.Action("P00001", 7m)]);

        var diff = AwardDiff.Of(Terms, known, [Published.Action("P00001", 7m), Published.Action("0")]);

        diff.Changes.ShouldBeEmpty();
        diff.States.ShouldBeEmpty();
        diff.NotBrought.ShouldBeEmpty();
    }

    [Fact]
    public void A_correction_names_every_fact_that_was_edited_with_what_it_was_and_what_it_is()
    {
        var known = Known([Published.Action("P00014", 396062m, "2026-02-26")]);

        var change = AwardDiff.Of(Terms, known, [Published.Action("P00014", 0m, "2026-03-25")]).Changes.Single();

        change.Kind.ShouldBe(ChangeKind.Correction);
        change.Fields.ShouldBe(
        [
            new FieldChange("obligation", "396062.00 USD", "0.00 USD"),
            new FieldChange("actionDate", "2026-02-26", "2026-03-25"),
        ]);
        change.ObligationBefore.ShouldBe(Money.Usd(396062m));
    }

    [Fact]
    public void White_space_and_trailing_zeroes_are_no_correction()
    {
        var known = Known([Published.Action(obligation: 5m, description: "AKIMA GLOBAL SERVICES  LLC ")]);

        AwardDiff.Of(Terms, known, [Published.Action(obligation: 5.00m, description: "AKIMA GLOBAL SERVICES LLC")]).Changes.ShouldBeEmpty();
    }

    [Fact]
    public void From_A_to_B_to_A_to_B_is_three_changes_with_three_ids()
    {
        var state = Known([Published.Action(obligation: 1m)]);
        var ids = new List<string>();
        foreach (var obligation in new[] { 2m, 1m, 2m })
        {
            var diff = AwardDiff.Of(Terms, state, [Published.Action(obligation: obligation)]);
            ids.Add(diff.Changes.Single().Id);
            state = diff.States;
        }

        ids.Distinct().Count().ShouldBe(3);
    }

    [Fact]
    public void The_same_change_found_again_after_a_crash_has_the_same_id_whenever_it_is_found()
    {
        var known = Known([Published.Action(obligation: 1m)]);
        var later = Terms with { Now = Monday.AddHours(12) };

        AwardDiff.Of(later, known, [Published.Action(obligation: 2m)]).Changes.Single().Id
            .ShouldBe(AwardDiff.Of(Terms, known, [Published.Action(obligation: 2m)]).Changes.Single().Id);
    }

    [Fact]
    public void An_unknown_action_signed_before_the_history_begins_is_stored_and_not_told()
    {
        var diff = AwardDiff.Of(Terms, [], [Published.Action("P00002", date: "2019-05-01")]);

        diff.Changes.ShouldBeEmpty();
        diff.States.Count.ShouldBe(1);
        diff.History.ShouldBe(1);
    }

    [Fact]
    public void Two_actions_under_one_number_are_told_apart_and_known_again()
    {
        AwardAction[] twins = [Published.Action("A", 1m, twin: 0), Published.Action("A", 2m, twin: 1)];

        var first = AwardDiff.Of(Terms, [], twins);
        first.States.Select(state => state.Action.Key.Twin).ShouldBe([0, 1]);
        first.Changes.Count.ShouldBe(2);

        AwardDiff.Of(Terms, first.States, [twins[1]]).Changes.ShouldBeEmpty();

        var edited = AwardDiff.Of(Terms, first.States, [twins[0], Published.Action("A", 2m, description: "OTHER WORDS")]);
        edited.Changes.Single().Kind.ShouldBe(ChangeKind.Correction);
        edited.States.Single().Action.Key.Twin.ShouldBe(1);
    }

    [Fact]
    public void An_action_that_comes_back_after_it_was_withdrawn_is_restored()
    {
        var withdrawn = Absence.Withdrawn(Terms, Known([Published.Action()]).Single()).State;

        var diff = AwardDiff.Of(Terms, [withdrawn], [Published.Action()]);

        diff.Changes.Single().Kind.ShouldBe(ChangeKind.Restored);
        diff.States.Single().IsWithdrawn.ShouldBeFalse();
    }

    [Fact]
    public void An_action_that_comes_back_while_it_is_only_missing_says_nothing_and_is_no_longer_missing()
    {
        var missing = Absence.Noticed(Known([Published.Action()]).Single(), Monday);

        var diff = AwardDiff.Of(Terms, [missing], [Published.Action()]);

        diff.Changes.ShouldBeEmpty();
        diff.States.Single().MissingSince.ShouldBeNull();
    }

    [Fact]
    public void Ids_do_not_depend_on_the_order_in_which_actions_come()
    {
        AwardAction[] actions = [Published.Action("0"), Published.Action("P00001", 2m), Published.Action("P00002", 3m)];

        var forward = AwardDiff.Of(Terms, [], actions).Changes.Select(change => change.Id).Order();
        var backward = AwardDiff.Of(Terms, [], actions.Reverse().ToList()).Changes.Select(change => change.Id).Order();

        backward.ShouldBe(forward);
    }

    private static IReadOnlyList<KnownAction> Known(IReadOnlyCollection<AwardAction> actions) => AwardDiff.Of(Terms, [], actions).States;
}
