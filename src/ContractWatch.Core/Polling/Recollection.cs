using ContractWatch.Awards;
using ContractWatch.Diffing;

namespace ContractWatch.Polling;

/// <summary>What a harvest brought beside what is known of the same awards, under whatever key they were known.</summary>
internal sealed class Recollection
{
    private readonly ILookup<AwardKey, AwardKey> _former;

    private Recollection(
        ILookup<AwardKey, AwardAction> published, ILookup<AwardKey, KnownAction> known, IReadOnlyList<AwardMove> moves, IReadOnlyDictionary<AwardKey, AwardKey> present) =>
        (Published, Known, Moves, _former) = (published, known, moves, present.ToLookup(key => key.Value, key => key.Key));

    /// <summary>By the key the award is known by; a source may show a former one for a while.</summary>
    public ILookup<AwardKey, AwardAction> Published { get; }

    /// <summary>Of a moved award, what was known under its former key.</summary>
    public ILookup<AwardKey, KnownAction> Known { get; }

    public IReadOnlyList<AwardMove> Moves { get; }

    /// <summary>Sources move an award's actions one after the other: what is not there yet on the first day is not missing.</summary>
    public bool HasArrived(AwardKey award) => Moves.Any(move => move.To == award);

    /// <summary>A moved award's former key has nothing of its own any more.</summary>
    public bool HasLeft(AwardKey award) => Moves.Any(move => move.From == award);

    /// <summary>What the source may have called the award in this harvest: its key, and former ones it still shows.</summary>
    public IEnumerable<AwardKey> KeysOf(AwardKey award) => _former[award].Prepend(award);

    public static async Task<Recollection> OfAsync(
        IPollStore store, string feed, ILookup<AwardKey, AwardAction> published, AwardPages pages, CancellationToken cancellation)
    {
        var known = await store.RecallAsync(feed, Keys(published), cancellation);
        if (Keys(published).All(known.Contains))
            return new Recollection(published, known, [], new Dictionary<AwardKey, AwardKey>());

        var present = await store.MovedAsync(feed, [.. Keys(published).Where(key => !known.Contains(key))], cancellation);
        if (present.Count > 0)
        {
            published = UnderPresentKeys(published, present);
            known = await store.RecallAsync(feed, Keys(published), cancellation);
        }

        var unknown = published.Where(award => !known.Contains(award.Key)).ToList();
        var moves = await MovesAsync(store, feed, published, unknown, pages, cancellation);
        return new Recollection(published, Moved(known, moves), [.. moves.Select(move => move.Move)], present);
    }

    private static async Task<IReadOnlyList<(AwardMove Move, IEnumerable<KnownAction> Known)>> MovesAsync(
        IPollStore store, string feed, ILookup<AwardKey, AwardAction> published, List<IGrouping<AwardKey, AwardAction>> unknown, AwardPages pages, CancellationToken cancellation)
    {
        var piids = unknown.SelectMany(award => award).Select(action => action.Piid).OfType<string>().Distinct(StringComparer.Ordinal).ToList();
        if (piids.Count == 0)
            return [];

        var candidates = await store.WithPiidAsync(feed, piids, cancellation);
        var former = candidates.SelectMany(keys => keys).Where(key => !published.Contains(key)).Distinct().ToList();
        var before = await store.RecallAsync(feed, former, cancellation);
        var moves = new List<(AwardMove, IEnumerable<KnownAction>)>();
        foreach (var award in unknown)
        {
            foreach (var from in candidates[award.First().Piid ?? ""].Where(from => from != award.Key && AreTheSame([.. before[from]], award)))
            {
                // While the old page still answers, these are two awards.
                var (answered, page) = await pages.ReadAsync(from, cancellation);
                if (answered && page is not null)
                    continue;
                moves.Add((new AwardMove(from, award.Key), before[from]));
                break;
            }
        }

        return moves;
    }

    /// <summary>One number, and at least one action signed on the same day for the same amount; equal numbers alone are chance.</summary>
    private static bool AreTheSame(List<KnownAction> before, IEnumerable<AwardAction> now) => now.Any(action => before.Exists(state =>
        state.Action.Key.Number == action.Key.Number && state.Action.ActionDate == action.ActionDate && state.Action.Obligation == action.Obligation
        && state.Action.AwardingAgency?.Name == action.AwardingAgency?.Name));

    private static ILookup<AwardKey, AwardAction> UnderPresentKeys(ILookup<AwardKey, AwardAction> published, IReadOnlyDictionary<AwardKey, AwardKey> present) =>
        published
            .SelectMany(award => award)
            .Select(action => (Action: action, IsFormer: present.ContainsKey(action.Key.Award)))
            .Where(one => !one.IsFormer || !published.Contains(present[one.Action.Key.Award]))
            .Select(one => one.IsFormer ? one.Action with { Key = one.Action.Key with { Award = present[one.Action.Key.Award] } } : one.Action)
            .ToLookup(action => action.Key.Award);

    private static ILookup<AwardKey, KnownAction> Moved(ILookup<AwardKey, KnownAction> known, IReadOnlyList<(AwardMove Move, IEnumerable<KnownAction> Known)> moves) =>
        moves.Count == 0
            ? known
            : known.SelectMany(award => award)
                .Concat(moves.SelectMany(move => move.Known.Select(state => state with { Action = state.Action with { Key = state.Action.Key with { Award = move.Move.To } } })))
                .ToLookup(state => state.Action.Key.Award);

    private static List<AwardKey> Keys(ILookup<AwardKey, AwardAction> published) => [.. published.Select(award => award.Key)];
}
