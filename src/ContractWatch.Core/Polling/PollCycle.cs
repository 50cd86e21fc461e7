using ContractWatch.Delivery;
using ContractWatch.Diffing;
using ContractWatch.Feeds;
using ContractWatch.Matching;
using ContractWatch.Watches;
using Microsoft.Extensions.Logging;

namespace ContractWatch.Polling;

/// <summary>
/// The story of a poll: read what the source changed, compare it with everything known, find whom it concerns, work out what is
/// owed to whom, and write all of that at once. A reading that is not whole changes nothing.
/// </summary>
public sealed partial class PollCycle(
    IFeed feed,
    IPollStore store,
    IWatchStore watchStore,
    IMatcherFactory matchers,
    TimeProvider time,
    ILogger<PollCycle> log)
{
    private const int SlicesAtOnce = 2;

    public async Task<PollReport> RunAsync(PlanReason reason, IProgress<PollProgress>? progress, CancellationToken cancellation)
    {
        var coverage = new CoverageBook(await store.CoverageAsync(feed.Id, cancellation), time.GetUtcNow());
        var run = new PollRun(feed, await store.FeedAsync(feed.Id, cancellation), coverage, time, progress);
        var report = await OutcomeAsync(run, reason, cancellation);
        LogPoll(log, report.Feed, report.Complete, report.Actions, report.ChangesInAll, report.Matched, report.Owed, report.Requests, report.Took, report.Reason);
        return report;
    }

    private async Task<PollReport> OutcomeAsync(PollRun run, PlanReason reason, CancellationToken cancellation)
    {
        try
        {
            return await PollAsync(run, reason, cancellation);
        }
        catch (FeedException failure)
        {
            await store.RecordFailureAsync(feed.Id, run.Failed(failure), run.Coverage.Failed(failure.Message), CancellationToken.None);
            return run.Report(complete: false, failure.Message);
        }
    }

    private async Task<PollReport> PollAsync(PollRun run, PlanReason reason, CancellationToken cancellation)
    {
        var watches = await watchStore.InForceAsync(cancellation);
        var matcher = matchers.For([.. watches.Select(stored => stored.Watch)]);
        var concerned = new Concerned(matcher, watches);
        var scope = WatchedScope.Of(watches);

        var plan = await feed.PlanAsync(run.Cursor, scope, reason, cancellation);
        while (plan.History.Count > 0)
        {
            await ReadHistoryAsync(run, plan, concerned, cancellation);
            plan = await feed.PlanAsync(run.Cursor, scope, PlanReason.Asked, cancellation);
        }

        var terms = new DiffTerms(feed.Id, run.Started, plan.HistorySince);
        run.Coverage.Plans(plan.Slices);
        var harvest = await ReadAsync(run, plan.Slices, cancellation);
        var pages = new AwardPages(feed);
        await RereadAsync(run, pages, cancellation);
        var commit = await CompareAsync(run, plan, terms, harvest, pages, concerned, cancellation);
        await store.CommitAsync(commit, cancellation);
        run.Committed(commit, pages.Unread.Values);
        return run.Report(complete: true, plan.NothingNew);
    }

    /// <summary>Publications of the past are stored piece by piece and told to nobody; what they correct is told.</summary>
    private async Task ReadHistoryAsync(PollRun run, FeedPlan plan, Concerned concerned, CancellationToken cancellation)
    {
        var terms = new DiffTerms(feed.Id, run.Started, DateOnly.MaxValue);
        for (var i = 0; i < plan.History.Count; i++)
        {
            var (slice, next) = plan.History[i];
            run.ReadingHistory(plan.History, i);
            var harvest = new Harvest();
            var reading = await feed.ReadAsync(slice, cancellation);
            harvest.Add(reading);
            run.ReadHistory(reading, plan.History, i + 1);
            var piece = plan with { Slices = [], Next = next };
            var commit = await CompareAsync(run, piece, terms, harvest, new AwardPages(feed), concerned, cancellation);
            await store.CommitAsync(commit, cancellation);
            run.CommittedHistory(commit);
        }
    }

    private async Task<Harvest> ReadAsync(PollRun run, IReadOnlyList<FeedSlice> slices, CancellationToken cancellation)
    {
        var harvest = new Harvest();
        var atOnce = new ParallelOptions { MaxDegreeOfParallelism = SlicesAtOnce, CancellationToken = cancellation };
        await Parallel.ForEachAsync(slices, atOnce, async (slice, stop) =>
        {
            var reading = await feed.ReadAsync(slice, stop);
            harvest.Add(reading);
            run.Read(reading, slices.Count);
        });
        return harvest;
    }

    private async Task<PollCommit> CompareAsync(
        PollRun run, FeedPlan plan, DiffTerms terms, Harvest harvest, AwardPages pages, Concerned concerned, CancellationToken cancellation)
    {
        var recalled = await Recollection.OfAsync(store, feed.Id, harvest.ByAward(), pages, cancellation);
        var diffs = recalled.Published.Select(award => AwardDiff.Of(terms, [.. recalled.Known[award.Key]], [.. award])).ToList();
        run.Compared(harvest, diffs);

        var absence = new AbsenceCheck(store, pages, terms);
        await absence.NoticeAsync(plan, recalled, diffs, cancellation);
        await absence.ConfirmAsync(recalled, diffs.SelectMany(diff => diff.States).Select(state => state.Action.Key).ToHashSet(), cancellation);

        var ofActions = diffs.SelectMany(diff => diff.Changes).Concat(absence.Changes).ToList();
        var families = await Families.LearnAsync(store, feed.Id, pages, ofActions, cancellation);
        var matched = await MatchedAsync(ofActions);
        var (events, names) = await VendorEvents.GatherAsync(store, feed.Id, matched, cancellation);
        var told = await EnrichedAsync(events, recalled, pages, cancellation);

        var ofAwards = recalled.Moves.Select(move => move.Change(terms, recalled.Published[move.To]))
            .Concat(await PageChanges.FindAsync(store, terms, pages, recalled.Published, cancellation));
        var subawards = new SubawardCheck(feed, store, terms);
        var reported = plan.Slices.Count > 0 ? await subawards.FindAsync(pages, WatchedScope.Of(concerned.Watches), recalled.Published, cancellation) : [];
        told = [.. told, .. await MatchedAsync([.. ofAwards]), .. (await MatchedAsync(reported)).Where(matched => matched.Matches.Count > 0)];
        (told, var growth) = await GrowthWatching.FollowAsync(store, terms, told, concerned.Watches, recalled, cancellation);
        told = await ToldBefore.AddAsync(store, feed.Id, told, concerned.Watches, recalled.Moves, cancellation);

        return new PollCommit
        {
            Feed = feed.Id,
            From = run.Cursor,
            To = plan.Next,
            Time = terms.Now,
            Moves = recalled.Moves,
            Actions = [.. diffs.SelectMany(diff => diff.States), .. absence.States],
            Awards = pages.Facts,
            Subawards = subawards.States,
            SubawardReadings = subawards.Readings,
            Changes = told,
            Growth = growth,
            Sightings = told.DistinctBy(one => one.Change.Id).ToDictionary(one => one.Change.Id, one => Sightings.Of(one.Change, harvest, recalled, pages, subawards)),
            Names = names,
            Messages = AlertRouter.Route(told, concerned.Watches, terms.Now),
            Quarantined = harvest.Quarantined,
            Health = run.Fine(harvest, plan, absence),
            Coverage = run.Covered(harvest, plan, absence, pages, subawards),
        };

        async Task<List<MatchedChange>> MatchedAsync(IReadOnlyList<Change> changes)
        {
            var known = await store.SubawardsAsync(feed.Id, [.. changes.Select(change => change.Action.Key.Award).Distinct()], cancellation);
            return [.. changes.Select(families.Complete).Select(WithPage).Select(change => concerned.By(
                change, families.FormerNamesOf(change), [.. known[change.Action.Key.Award].Select(state => state.Subaward.Recipient).Distinct()]))];
        }
    }

    /// <summary>Award by award, those that concern nobody as they are.</summary>
    private async Task<IReadOnlyList<MatchedChange>> EnrichedAsync(
        IReadOnlyList<MatchedChange> changes, Recollection recalled, AwardPages pages, CancellationToken cancellation)
    {
        var edited = changes.Where(matched => matched is { Matches.Count: > 0, Change.Kind.IsPublication: false }).Select(matched => matched.Change.Action.Key.Award);
        var edits = (await store.EditsAsync(feed.Id, [.. edited.Distinct()], time.GetUtcNow() - OffsetChain.BetweenEdits, cancellation))
            .ToLookup(edit => edit.Action.Key.Award);
        var enriched = changes.Where(matched => matched.Change.IsOfWholeAward).ToList();
        foreach (var award in changes.Where(matched => !matched.Change.IsOfWholeAward).GroupBy(matched => matched.Change.Action.Key.Award))
            enriched.AddRange(await Concerned.EnrichedAsync([.. award.OrderBy(matched => matched.Change.Action.ActionDate)], recalled.Known[award.Key], edits[award.Key], pages, cancellation));
        return enriched;
    }

    private Change WithPage(Change change) => change with { Page = feed.PageOf(change.Action.Key.Award) };

    /// <summary>Pages that could not be read are tried again, and watched awards are read every week: facts change without an action.</summary>
    private async Task RereadAsync(PollRun run, AwardPages pages, CancellationToken cancellation)
    {
        foreach (var award in run.Coverage.UnreadPages.Take(Reread.AwardsPerPoll).TakeWhile(_ => pages.Unread.Count < Reread.FailuresPerPoll))
            await pages.ReadAsync(award, cancellation);
        foreach (var award in await store.WatchedAwardsAsync(feed.Id, time.GetUtcNow() - Reread.Every, Reread.AwardsPerPoll, cancellation))
            await pages.ReadAsync(award, cancellation);
    }

    private static class Reread
    {
        public const int AwardsPerPoll = 50;
        public const int FailuresPerPoll = 5;
        public static readonly TimeSpan Every = TimeSpan.FromDays(7);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "{Feed}: complete={Complete}, {Actions} actions read, {Changes} changes, {Matched} matched, {Owed} messages owed, {Requests} requests, {Took}; {Reason}")]
    private static partial void LogPoll(
        ILogger log, string feed, bool complete, int actions, int changes, int matched, int owed, int requests, TimeSpan took, string? reason);
}
