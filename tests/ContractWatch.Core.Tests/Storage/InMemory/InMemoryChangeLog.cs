using System.Runtime.CompilerServices;
using ContractWatch.Alerting;
using ContractWatch.Awards;
using ContractWatch.Diffing;
using ContractWatch.Matching;

namespace ContractWatch.Storage.InMemory;

internal sealed class InMemoryChangeLog(Memory memory) : IChangeLog
{
    public async IAsyncEnumerable<MatchedChange> ChangesAsync(ChangeQuery query, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await Task.CompletedTask;
        foreach (var change in Recorded(change => IsAsked(query, change)).TakeLast(query.Latest ?? int.MaxValue))
        {
            cancellation.ThrowIfCancellationRequested();
            yield return change;
        }
    }

    public Task<AwardFile?> AwardAsync(AwardKey award, CancellationToken cancellation)
    {
        foreach (var feed in memory.Feeds.Values)
            award = feed.Present(award);
        var changes = Recorded(change => Present(change.Change, change.Change.Action.Key.Award) == award || change.Change.Covers.Any(action => Present(change.Change, action.Award) == award));
        lock (memory.Gate)
        {
            return Task.FromResult(memory.Feeds
                .Select(feed => new AwardFile(
                    feed.Key,
                    feed.Value.Facts.TryGetValue(award, out var facts) ? facts.Facts : null,
                    [.. feed.Value.Actions.Values.Where(known => known.Action.Key.Award == award)
                        .OrderBy(known => known.Action.ActionDate).ThenBy(known => known.Action.Key.Number, StringComparer.Ordinal).ThenBy(known => known.Action.Key.Twin)],
                    [.. changes.Where(change => change.Change.Feed == feed.Key)])
                {
                    FormerKeys = [.. feed.Value.Moves.Select(move => move.From).Where(key => feed.Value.Present(key) == award)],
                    Subawards = [.. feed.Value.Subawards.Where(known => known.Key.Prime == award).Select(known => known.Value.Subaward)
                        .OrderBy(subaward => subaward.ActionDate).ThenBy(subaward => subaward.Number, StringComparer.Ordinal)],
                    FactsOverTime = feed.Value.FactsOverTime.GetValueOrDefault(award, []),
                })
                .FirstOrDefault(file => file.Facts is not null || file.Actions.Count > 0 || file.Changes.Count > 0 || file.Subawards.Count > 0));
        }
    }

    private List<MatchedChange> Recorded(Func<MatchedChange, bool> isAsked)
    {
        lock (memory.Gate)
            return [.. memory.Changes.Where(isAsked).OrderBy(change => change.Change.FirstSeen)];
    }

    private AwardKey Present(Change change, AwardKey award) => memory.Feeds.TryGetValue(change.Feed, out var feed) ? feed.Present(award) : award;

    private static bool IsAsked(ChangeQuery query, MatchedChange change) =>
        (query.Since is null || change.Change.FirstSeen >= query.Since)
        && (query.WatchId is null || change.Matches.Any(match => match.WatchId == query.WatchId))
        && (query.Ids is null || query.Ids.Contains(change.Change.Id));
}
