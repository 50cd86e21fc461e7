using ContractWatch.Awards;

namespace ContractWatch.Diffing;

/// <summary>
/// Actions that take each other back, or edits that book money from one modification to another: several changes, one story, and
/// only the net of them moves the award.
/// </summary>
/// <param name="Links">In the order of signing, the earlier ones from earlier polls.</param>
/// <param name="Net">What all of them together add.</param>
public sealed record OffsetChain(IReadOnlyList<ChainLink> Links, Money Net)
{
    /// <summary>Actions signed further apart are two stories.</summary>
    private const int DaysBetweenActions = 60;

    /// <summary>Edits further apart are two stories.</summary>
    public static readonly TimeSpan BetweenEdits = TimeSpan.FromDays(30);

    /// <summary>The changes with the chains they belong to.</summary>
    /// <param name="changes">Changes of one award's actions.</param>
    /// <param name="known">Its known actions before them.</param>
    /// <param name="earlierEdits">Recorded corrections and withdrawals of it, not older than <see cref="BetweenEdits"/>.</param>
    public static IReadOnlyList<Change> Link(IReadOnlyList<Change> changes, IEnumerable<KnownAction> known, IEnumerable<Change> earlierEdits)
    {
        var chains = new Dictionary<string, OffsetChain>(StringComparer.Ordinal);
        foreach (var (chain, members) in Reversals(changes, known).Append(Rebooked(changes, earlierEdits)))
        {
            foreach (var member in members)
                chains.TryAdd(member.Id, chain);
        }

        return chains.Count == 0 ? changes : [.. changes.Select(change => change with { Chain = chains.GetValueOrDefault(change.Id) })];
    }

    /// <summary>Two chains are one when they tell the same.</summary>
    public bool Equals(OffsetChain? other) => other is not null && Net == other.Net && Links.SequenceEqual(other.Links);

    public override int GetHashCode() => HashCode.Combine(Net, Links.Count);

    private static IEnumerable<(OffsetChain Chain, IReadOnlyList<Change> Members)> Reversals(IReadOnlyList<Change> changes, IEnumerable<KnownAction> known)
    {
        var published = changes.Where(change => change.Kind.IsPublication && change.Delta != 0 && change.Action.ActionDate is not null).ToList();
        if (published.Count == 0)
            yield break;

        var actions = known.Where(state => !state.IsWithdrawn).Select(state => state.Action).Concat(published.Select(change => change.Action));
        foreach (var same in actions.Where(action => action is { Obligation: { Value: not 0 }, ActionDate: not null }).GroupBy(action => Size(action.Obligation!.Value)))
        {
            var members = published.Where(change => Size(change.Action.Obligation!.Value) == same.Key).ToList();
            var near = same.Where(action => members.Exists(member => DaysApart(member.Action, action) <= DaysBetweenActions)).ToList();
            if (near.Exists(action => action.Obligation!.Value.Value > 0) && near.Exists(action => action.Obligation!.Value.Value < 0))
                yield return (Of(near.Select(action => (action, new ChainLink(action.Key.Number, action.Obligation!.Value, ChainStep.Published)))), members);
        }
    }

    private static (OffsetChain, IReadOnlyList<Change>) Rebooked(IReadOnlyList<Change> changes, IEnumerable<Change> earlier)
    {
        var members = changes.Where(IsEdit).ToList();
        var edits = earlier.Where(IsEdit).Concat(members).DistinctBy(edit => edit.Id).ToList();
        return edits.Exists(edit => edit.Delta > 0) && edits.Exists(edit => edit.Delta < 0)
            ? (Of(edits.Select(edit => (edit.Action, Edited(edit)))), members)
            : (new OffsetChain([], default), []);
    }

    private static bool IsEdit(Change change) =>
        !change.IsOfWholeAward && change.Delta != 0 && (change.Kind == ChangeKind.Correction || change.Kind == ChangeKind.Withdrawn || change.Kind == ChangeKind.Restored);

    private static ChainLink Edited(Change edit) => new(
        edit.Action.Key.Number,
        new Money(edit.Delta, edit.Action.Obligation!.Value.Currency),
        edit.Kind == ChangeKind.Withdrawn ? ChainStep.Withdrawn : edit.Kind == ChangeKind.Restored ? ChainStep.Restored : ChainStep.Edited);

    private static OffsetChain Of(IEnumerable<(AwardAction Action, ChainLink Link)> links)
    {
        var ordered = links.OrderBy(one => one.Action.ActionDate).ThenBy(one => one.Link.Number, StringComparer.Ordinal).Select(one => one.Link).ToList();
        return new OffsetChain(ordered, new Money(ordered.Sum(link => link.Amount.Value), ordered[0].Amount.Currency));
    }

    private static Money Size(Money money) => money with { Value = Math.Abs(money.Value) };

    private static int DaysApart(AwardAction one, AwardAction other) => Math.Abs(one.ActionDate!.Value.DayNumber - other.ActionDate!.Value.DayNumber);
}

/// <summary>One of the actions that offset each other.</summary>
/// <param name="Number">The modification number.</param>
/// <param name="Amount">What it adds or takes.</param>
/// <param name="Step">How it came about.</param>
public sealed record ChainLink(string Number, Money Amount, ChainStep Step);

public enum ChainStep
{
    Published,
    Edited,
    Withdrawn,
    Restored,
}
