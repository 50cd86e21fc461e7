using ContractWatch.Awards;

namespace ContractWatch.Diffing;

/// <summary>What a reading says of one award, beside everything ever known of it.</summary>
public sealed record AwardDiff
{
    /// <summary>States that are new or differ from what is kept.</summary>
    public required IReadOnlyList<KnownAction> States { get; init; }

    public required IReadOnlyList<Change> Changes { get; init; }

    /// <summary>Known actions, not withdrawn, that the reading did not bring. That alone says nothing: most readings are windows.</summary>
    public required IReadOnlyList<KnownAction> NotBrought { get; init; }

    /// <summary>How many actions were stored as history, silently.</summary>
    public int History { get; init; }

    /// <param name="terms">How this reading is judged.</param>
    /// <param name="known">All known actions of the award.</param>
    /// <param name="published">The actions of the award the reading brought, each once.</param>
    public static AwardDiff Of(DiffTerms terms, IReadOnlyCollection<KnownAction> known, IReadOnlyCollection<AwardAction> published)
    {
        var diff = new Comparison(terms, known);
        foreach (var sameNumber in published.GroupBy(action => action.Key.Number, StringComparer.Ordinal))
            diff.Compare([.. sameNumber]);
        return diff.Result();
    }

    /// <summary>One award's comparison, modification number by modification number.</summary>
    private sealed class Comparison(DiffTerms terms, IReadOnlyCollection<KnownAction> known)
    {
        private readonly List<KnownAction> _states = [];
        private readonly List<Change> _changes = [];
        private readonly List<KnownAction> _unmatched = [.. known];
        private int _history;

        public void Compare(List<AwardAction> published)
        {
            var number = published[0].Key.Number;
            foreach (var (action, state) in Pairs(published, number))
            {
                if (state is null)
                    Arrived(action);
                else
                    Seen(state, action with { Key = state.Action.Key });
            }
        }

        public AwardDiff Result() => new()
        {
            States = _states,
            Changes = _changes,
            NotBrought = [.. _unmatched.Where(state => !state.IsWithdrawn)],
            History = _history,
        };

        /// <summary>Equal ones first; what is left is paired by likeness; who stays alone is new.</summary>
        private List<(AwardAction, KnownAction?)> Pairs(List<AwardAction> published, string number)
        {
            var pairs = new List<(AwardAction, KnownAction?)>(published.Count);
            foreach (var action in published.ToList())
            {
                if (Take(state => state.Action.Key.Number == number && ActionFacts.Same(state.Action, action)) is { } equal)
                {
                    pairs.Add((action, equal));
                    published.Remove(action);
                }
            }

            foreach (var action in published)
            {
                var likest = _unmatched
                    .Where(state => state.Action.Key.Number == number)
                    .MaxBy(state => ActionFacts.Likeness(state.Action, action));
                pairs.Add((action, Take(state => ReferenceEquals(state, likest))));
            }

            return pairs;
        }

        private KnownAction? Take(Predicate<KnownAction> wanted)
        {
            var index = _unmatched.FindIndex(wanted);
            if (index < 0)
                return null;
            var taken = _unmatched[index];
            _unmatched.RemoveAt(index);
            return taken;
        }

        private void Arrived(AwardAction action)
        {
            var twin = known.Select(state => state.Action).Concat(_states.Select(state => state.Action))
                .Where(other => other.Key.Number == action.Key.Number)
                .Select(other => other.Key.Twin + 1)
                .DefaultIfEmpty(0).Max();
            var state = new KnownAction { Action = action with { Key = action.Key with { Twin = twin } }, Revision = 1, FirstSeen = terms.Now };
            _states.Add(state);

            if (terms.IsHistory(action))
            {
                _history++;
                return;
            }

            var before = LatestBefore(action);
            var kind = action.Key.IsBase
                ? known.Count == 0 ? ChangeKind.NewAward : ChangeKind.Modification
                : ActionMeaning.OfModification(action, before);
            Tell(kind, null, state, ActionMeaning.RecipientFields(action, before));
        }

        /// <summary>The award's latest action signed no later, withdrawn or not; nothing that came with this reading.</summary>
        private AwardAction? LatestBefore(AwardAction action) => known
            .Select(state => state.Action)
            .Where(earlier => earlier.ActionDate is null || action.ActionDate is null || earlier.ActionDate <= action.ActionDate)
            .MaxBy(earlier => earlier.ActionDate);

        private void Seen(KnownAction state, AwardAction action)
        {
            var differences = ActionFacts.Differences(state.Action, action);
            if (differences.Count == 0 && state.MissingSince is null && !state.IsWithdrawn)
                return;

            var tells = differences.Count > 0 || state.IsWithdrawn;
            var now = state with
            {
                Action = differences.Count > 0 ? action : state.Action,
                Revision = tells ? state.Revision + 1 : state.Revision,
                MissingSince = null,
                MissingPolls = 0,
                IsWithdrawn = false,
            };
            _states.Add(now);
            if (tells)
                Tell(state.IsWithdrawn ? ChangeKind.Restored : ChangeKind.Correction, state, now, differences);
        }

        private void Tell(ChangeKind kind, KnownAction? before, KnownAction after, IReadOnlyList<FieldChange> fields) =>
            _changes.Add(terms.Change(kind, before, after, fields));
    }
}
