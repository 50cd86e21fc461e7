using ContractWatch.Awards;
using ContractWatch.Diffing;
using ContractWatch.Feeds;

namespace ContractWatch.Polling;

/// <summary>Looks after known actions that the source no longer brings, until they are found or proven withdrawn.</summary>
internal sealed class AbsenceCheck(IPollStore store, AwardPages pages, DiffTerms terms)
{
    /// <summary>More awards than this are looked up in the next poll: one page a request, and the source is a public one.</summary>
    private const int PagesPerPoll = 100;

    /// <summary>So many missing at once are believed in any case; beyond them, one known action in twenty.</summary>
    private const int FewEnough = 100;

    private readonly List<KnownAction> _states = [];
    private readonly List<Change> _changes = [];

    public IReadOnlyList<KnownAction> States => _states;

    public IReadOnlyList<Change> Changes => _changes;

    /// <summary>How many actions are missing after this poll, and not proven withdrawn.</summary>
    public int Missing { get; private set; }

    /// <summary>Why the missing were not noted, when there were more than a source takes back.</summary>
    public string? Remark { get; private set; }

    /// <summary>Notes what a reading that covers signing dates whole should have brought and did not.</summary>
    public async Task NoticeAsync(
        FeedPlan plan, Recollection recalled, IEnumerable<AwardDiff> diffs, CancellationToken cancellation)
    {
        var covered = plan.Slices.Select(slice => slice.Covers).OfType<SignedBetween>().ToList();
        if (covered.Count == 0)
            return;

        var known = await store.SignedBetweenAsync(
            terms.Feed, covered.Min(range => range.First), covered.Max(range => range.Last), cancellation);
        var notBrought = known
            .Where(state => !recalled.Published.Contains(state.Action.Key.Award) && !recalled.HasLeft(state.Action.Key.Award))
            .Concat(diffs.SelectMany(diff => diff.NotBrought))
            .Where(state => covered.Exists(range => range.Includes(state.Action)) && !recalled.HasArrived(state.Action.Key.Award))
            .ToList();

        if (notBrought.Count > Math.Max(FewEnough, known.Count / 20))
        {
            Remark = $"{notBrought.Count} of {known.Count} known actions did not come back: more than a source takes back at once, so none is taken as missing";
            return;
        }

        _states.AddRange(notBrought.Where(state => state.MissingSince is null).Select(state => Absence.Noticed(state, terms.Now)));
        Missing = _states.Count;
    }

    /// <summary>Looks at the pages of awards whose actions went missing in earlier polls and were not brought by this one.</summary>
    public async Task ConfirmAsync(Recollection recalled, IReadOnlySet<ActionKey> brought, CancellationToken cancellation)
    {
        var missing = (await store.MissingAsync(terms.Feed, cancellation))
            .Where(state => !brought.Contains(state.Action.Key) && !recalled.HasLeft(state.Action.Key.Award)).ToList();
        Missing += missing.Count;
        foreach (var award in missing.GroupBy(state => state.Action.Key.Award).OrderBy(award => award.Min(state => state.MissingSince)).Take(PagesPerPoll))
        {
            var (answered, reading) = await pages.ReadAsync(award.Key, cancellation);
            if (!answered || reading is { Actions.Count: 0 })
                continue;
            foreach (var state in award)
                Judge(state, reading);
        }
    }

    private void Judge(KnownAction state, AwardReading? page)
    {
        if (page is not null && Lists(page, state.Action))
        {
            _states.Add(Absence.Found(state));
            Missing--;
            return;
        }

        var missing = Absence.Confirmed(state);
        if (!Absence.IsProven(missing, wholeAwardIsGone: page is null, terms.Now))
        {
            _states.Add(missing);
            return;
        }

        var (gone, change) = Absence.Withdrawn(terms, missing);
        _states.Add(gone);
        _changes.Add(change);
        Missing--;
    }

    /// <summary>A twin is still there when the page lists its number with its own date and amount, or with as many rows.</summary>
    private static bool Lists(AwardReading page, AwardAction action)
    {
        var sameNumber = page.Actions.Where(listed => listed.Number == action.Key.Number).ToList();
        return sameNumber.Count > action.Key.Twin
            || sameNumber.Exists(listed => listed.ActionDate == action.ActionDate && listed.Obligation == action.Obligation);
    }
}
