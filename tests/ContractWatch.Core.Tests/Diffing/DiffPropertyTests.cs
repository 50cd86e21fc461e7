using ContractWatch.Awards;
using FsCheck;
using FsCheck.Fluent;

namespace ContractWatch.Diffing;

/// <summary>What holds of every comparison, whatever a source publishes: a hundred random awards for each law.</summary>
public sealed class DiffPropertyTests
{
    private static readonly DateTimeOffset Monday = new(2026, 8, 3, 6, 20, 0, TimeSpan.Zero);

    private static readonly DiffTerms Terms = new("usaspending", Monday, new DateOnly(2020, 1, 1));

    private static readonly Gen<AwardAction> Actions =
        from number in Gen.Elements("0", "P00001", "P00002", "A", "AB01")
        from obligation in Gen.Elements(0m, 0.5m, -7m, 1_000_000.01m)
        from day in Gen.Elements("2026-01-05", "2026-02-06")
        from recipient in Gen.Elements("ACME, INC.", "ACME INC", "OTHER LLC")
        from description in Gen.Elements("", "NOVATION", "EXERCISE OPTION", "TERMINATE FOR CONVENIENCE")
        from uei in Gen.Elements(null, "AAAAAAAAAAAA", "BBBBBBBBBBBB")
        select Published.Action(number, obligation, day, recipient, description) with
        {
            Recipient = new Recipient { Name = recipient, Identifiers = Identifiers.OfUei(uei) },
        };

    private static readonly Arbitrary<AwardAction[]> Awards =
        (from size in Gen.Choose(0, 7) from actions in Gen.ArrayOf(Actions, size) select Distinct(actions)).ToArbitrary();

    [Fact]
    public void An_award_beside_itself_says_nothing() => Holds(Prop.ForAll(Awards, award =>
    {
        var diff = AwardDiff.Of(Terms, Known(award), award);
        return diff.Changes.Count == 0 && diff.States.Count == 0 && diff.NotBrought.Count == 0;
    }));

    [Fact]
    public void What_the_changes_tell_turns_the_one_award_into_the_other() => Holds(Prop.ForAll(Awards, Awards, (before, after) =>
    {
        var known = Known(before);
        var told = known.ToDictionary(state => state.Action.Key, state => FactsOf(state.Action));
        var diff = AwardDiff.Of(Terms, known, after);
        foreach (var change in diff.Changes.Concat(diff.NotBrought.Select(gone => Absence.Withdrawn(Terms, gone).Change)))
            Apply(told, change);

        return Same(told, After(known, diff));
    }));

    [Fact]
    public void Ids_do_not_depend_on_the_order_in_which_a_source_lists_its_actions() => Holds(Prop.ForAll(Awards, Awards, (before, after) =>
    {
        // Twins are told apart by their contents alone, so which of them is which is not asked here.
        var (known, single) = (Known(Single(before)), Single(after));
        return Ids(AwardDiff.Of(Terms, known, single)).SequenceEqual(Ids(AwardDiff.Of(Terms, [.. known.Reverse()], [.. single.Reverse()])));
    }));

    [Fact]
    public void There_and_back_are_two_changes_for_every_action_that_differs() => Holds(Prop.ForAll(Awards, Awards, (one, other) =>
    {
        var (a, b) = (Single(one), Single(other).Where(action => Single(one).Any(same => same.Key == action.Key)).ToArray());
        var there = AwardDiff.Of(Terms, Known(a), b);
        var back = AwardDiff.Of(Terms, Merged(Known(a), there), [.. a.Where(action => b.Any(same => same.Key == action.Key))]);
        return there.Changes.Count == back.Changes.Count
            && !there.Changes.Select(change => change.Id).Intersect(back.Changes.Select(change => change.Id)).Any();
    }));

    [Fact]
    public void Polling_twice_changes_nothing() => Holds(Prop.ForAll(Awards, Awards, (before, after) =>
    {
        var known = Known(before);
        var first = AwardDiff.Of(Terms, known, after);
        var second = AwardDiff.Of(Terms with { Now = Monday.AddHours(12) }, Merged(known, first), after);
        return second.Changes.Count == 0 && second.States.Count == 0;
    }));

    private static void Holds(Property law) => law.QuickCheckThrowOnFailure();

    private static void Apply(Dictionary<ActionKey, Dictionary<string, string?>> told, Change change)
    {
        if (change.Kind.IsPublication)
            told.Add(change.Action.Key, FactsOf(change.Action));
        else if (change.Kind == ChangeKind.Withdrawn)
            told.Remove(change.Action.Key);
        else
        {
            foreach (var field in change.Fields)
            {
                if (told[change.Action.Key].GetValueOrDefault(field.Name) != field.Old)
                    throw new InvalidOperationException($"{change.Action.Key} {field.Name} was {told[change.Action.Key].GetValueOrDefault(field.Name)}, not {field.Old}");
                told[change.Action.Key][field.Name] = field.New;
            }
        }
    }

    /// <summary>What is known once the comparison is kept and what it did not bring is withdrawn.</summary>
    private static Dictionary<ActionKey, Dictionary<string, string?>> After(IReadOnlyList<KnownAction> known, AwardDiff diff) =>
        Merged(known, diff).Where(state => !diff.NotBrought.Contains(state)).ToDictionary(state => state.Action.Key, state => FactsOf(state.Action));

    private static bool Same(Dictionary<ActionKey, Dictionary<string, string?>> one, Dictionary<ActionKey, Dictionary<string, string?>> other) =>
        one.Count == other.Count && one.All(action => other.TryGetValue(action.Key, out var facts)
            && action.Value.Count == facts.Count && action.Value.All(fact => facts[fact.Key] == fact.Value));

    private static Dictionary<string, string?> FactsOf(AwardAction action) => new(StringComparer.Ordinal)
    {
        ["recipient"] = action.Recipient.Name,
        ["recipientIdentifiers"] = action.Recipient.Identifiers.ToString(),
        ["obligation"] = FactText.Of(action.Obligation),
        ["actionDate"] = FactText.Of(action.ActionDate),
        ["description"] = action.Description,
    };

    private static IReadOnlyList<KnownAction> Merged(IReadOnlyList<KnownAction> known, AwardDiff diff) =>
        [.. known.Where(state => diff.States.All(changed => changed.Action.Key != state.Action.Key)), .. diff.States];

    private static IReadOnlyList<string> Ids(AwardDiff diff) => [.. diff.Changes.Select(change => change.Id).Order(StringComparer.Ordinal)];

    private static IReadOnlyList<KnownAction> Known(IReadOnlyCollection<AwardAction> actions) => AwardDiff.Of(Terms, [], actions).States;

    private static AwardAction[] Single(AwardAction[] actions) => [.. actions.DistinctBy(action => action.Key.Number)];

    private static AwardAction[] Distinct(AwardAction[] actions) => [.. actions.DistinctBy(action => (action.Key.Number, ActionFacts.Fingerprint(action)))];
}
