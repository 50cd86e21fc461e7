using System.Globalization;
using ContractWatch.Delivery;
using ContractWatch.Feeds;
using ContractWatch.Polling;
using ContractWatch.Storage;

namespace ContractWatch.Rounds;

/// <summary>How a feed fares, in one word and with what lies behind it.</summary>
internal sealed record FeedStanding(ConfiguredFeed Feed, FeedState State, FeedStatus Status)
{
    public FeedHealth Health => State.Health;

    /// <summary>Whether its schedule has come round twice since it was read whole, or since it was first looked after: one poll may still be under way.</summary>
    public bool IsSilent { get; private init; }

    /// <summary>When it was last read whole; when it never was, since when it is looked after.</summary>
    public DateTimeOffset? SilentSince { get; private init; }

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
        IEnumerable<ConfiguredFeed> feeds, IStore store, DateTimeOffset now, CancellationToken cancellation)
    {
        var standings = new List<FeedStanding>();
        foreach (var feed in feeds)
            standings.Add(Of(feed, await store.Polls.FeedAsync(feed.Id, cancellation), now, await FirstAsync(store.Outbox, feed, cancellation)));
        return standings;
    }

    /// <param name="feed">The feed.</param>
    /// <param name="state">What the store knows of it.</param>
    /// <param name="now">When it is asked for.</param>
    /// <param name="first">Since when it is looked after; null when it is not yet.</param>
    public static FeedStanding Of(ConfiguredFeed feed, FeedState state, DateTimeOffset now, DateTimeOffset? first = null)
    {
        var since = state.Health.LastComplete ?? first;
        var isSilent = since is { } last && feed.Schedule.NextAfter(last) is { } next && feed.Schedule.IsDue(next, now);
        var status = !feed.IsEnabled ? FeedStatus.Disabled
            : state.Health.FailuresInARow > 0 ? FeedStatus.Failing
            : isSilent ? FeedStatus.Late
            : state.Health.LastComplete is null ? FeedStatus.Starting
            : FeedStatus.Ok;
        return new FeedStanding(feed, state, status) { IsSilent = isSilent, SilentSince = since };
    }

    /// <summary>Notes that the feed is looked after from now on; a feed that was before is left as it is.</summary>
    public static async Task BeginAsync(ConfiguredFeed feed, IOutbox kept, DateTimeOffset now, CancellationToken cancellation)
    {
        if (await kept.RecallAsync(First(feed), cancellation) is null)
            await kept.KeepAsync(First(feed), now.ToString("O", CultureInfo.InvariantCulture), cancellation);
    }

    private static async Task<DateTimeOffset?> FirstAsync(IOutbox kept, ConfiguredFeed feed, CancellationToken cancellation) =>
        await kept.RecallAsync(First(feed), cancellation) is { } first ? DateTimeOffset.Parse(first, CultureInfo.InvariantCulture) : null;

    private static string First(ConfiguredFeed feed) => $"feed/{feed.Id}/first";
}

internal enum FeedStatus
{
    Ok,

    /// <summary>Never read whole yet, and not for long.</summary>
    Starting,

    Late,
    Failing,
    Disabled,
}
