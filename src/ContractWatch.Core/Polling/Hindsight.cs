using ContractWatch.Alerting;
using ContractWatch.Awards;
using ContractWatch.Diffing;
using ContractWatch.Matching;
using ContractWatch.Watches;

namespace ContractWatch.Polling;

/// <summary>What a watch would have told, had it always answered as it does after a change of mind. Stores nothing.</summary>
public sealed class Hindsight(IChangeLog log, IPollStore store, IMatcherFactory matchers)
{
    /// <param name="before">The watch as it answered.</param>
    /// <param name="after">The same watch, as it answers now.</param>
    /// <param name="since">Actions signed on this day or later are looked through for what is told only now; null where that cannot be.</param>
    public async Task<HindsightReport> CompareAsync(Watch before, Watch after, DateOnly? since, CancellationToken cancellation)
    {
        var (told, noLonger) = await ToldAsync(before, after, cancellation);
        var (looked, more) = since is { } first ? await HistoryAsync(before, after, first, cancellation) : (0, []);
        return new HindsightReport { Told = told, NoLonger = noLonger, Looked = looked, More = more };
    }

    private async Task<(int Told, List<AwardAction> NoLonger)> ToldAsync(Watch before, Watch after, CancellationToken cancellation)
    {
        var (was, now) = (new Concerned(matchers.For([before]), []), new Concerned(matchers.For([after]), []));
        var told = 0;
        var noLonger = new List<AwardAction>();
        await foreach (var (change, matches) in log.ChangesAsync(new ChangeQuery { WatchId = before.Id }, cancellation))
        {
            if (!WasAskedFor(before, change, matches))
                continue;
            told++;
            if (Concerns(was) && !Concerns(now))
                noLonger.Add(change.Action);

            bool Concerns(Concerned watch) => watch.By(change, [], []).Matches.Count > 0;
        }

        return (told, noLonger);
    }

    /// <summary>As far as it is recorded.</summary>
    private static bool WasAskedFor(Watch watch, Change change, IReadOnlyList<Match> matches) =>
        AlertSelection.AsksFor(watch, change.Kind)
        && !(watch.Growth is not null && GrowthWatching.IsOnlyMoney(change) && matches.All(match => match.WatchId != watch.Id || match.Growth is null));

    private async Task<(long Looked, List<AwardAction> More)> HistoryAsync(Watch before, Watch after, DateOnly since, CancellationToken cancellation)
    {
        var (was, now) = (matchers.For([before]), matchers.For([after]));
        long looked = 0;
        var more = new List<AwardAction>();
        foreach (var feed in await store.FeedsAsync(cancellation))
        {
            await foreach (var known in store.SignedSinceAsync(feed.Feed, since, cancellation))
            {
                looked++;
                var subject = ActionSubject.Of(known.Action);
                if (BackTestTally.AsksFor(after, known.Action) && now.Find(subject).Count > 0 && was.Find(subject).Count == 0)
                    more.Add(known.Action);
            }
        }

        return (looked, more);
    }
}

/// <summary>What a change of mind would have changed.</summary>
public sealed record HindsightReport
{
    /// <summary>Changes recorded for the watch, of those it asks for.</summary>
    public required int Told { get; init; }

    /// <summary>Those of them that would not be told any more, oldest first.</summary>
    public required IReadOnlyList<AwardAction> NoLonger { get; init; }

    /// <summary>Actions of the stored history that were looked through.</summary>
    public required long Looked { get; init; }

    /// <summary>Those of them that would be told only now, by signing date.</summary>
    public required IReadOnlyList<AwardAction> More { get; init; }
}
