using ContractWatch.Feeds;
using ContractWatch.Polling;

namespace ContractWatch.Rounds;

/// <summary>How a feed fares, in one word and with what lies behind it.</summary>
internal sealed record FeedStanding(ConfiguredFeed Feed, FeedState State, FeedStatus Status)
{
    public FeedHealth Health => State.Health;

    /// <summary>Whether people should look after it.</summary>
    public bool NeedsCare => Status is FeedStatus.Failing or FeedStatus.Late;

    /// <summary>The status as people and programs read it.</summary>
    public string StatusWord => Status switch
    {
        FeedStatus.Ok => "ok",
        FeedStatus.Starting => "starting",
        FeedStatus.Late => "late",
        FeedStatus.Failing => "failing",
        _ => "disabled",
    };

    public static async Task<IReadOnlyList<FeedStanding>> OfAllAsync(
        IEnumerable<ConfiguredFeed> feeds, IPollStore store, DateTimeOffset now, CancellationToken cancellation)
    {
        var standings = new List<FeedStanding>();
        foreach (var feed in feeds)
            standings.Add(Of(feed, await store.FeedAsync(feed.Id, cancellation), now));
        return standings;
    }

    /// <summary>Late is a feed whose schedule has come round twice since its last complete poll: one may still be under way.</summary>
    public static FeedStanding Of(ConfiguredFeed feed, FeedState state, DateTimeOffset now)
    {
        var status = !feed.IsEnabled ? FeedStatus.Disabled
            : state.Health.FailuresInARow > 0 ? FeedStatus.Failing
            : state.Health.LastComplete is not { } last ? FeedStatus.Starting
            : feed.Schedule.IsDue(feed.Schedule.NextAfter(last), now) && feed.Schedule.NextAfter(last) is not null ? FeedStatus.Late
            : FeedStatus.Ok;
        return new FeedStanding(feed, state, status);
    }
}

internal enum FeedStatus
{
    Ok,

    /// <summary>Never read whole yet.</summary>
    Starting,

    Late,
    Failing,
    Disabled,
}
