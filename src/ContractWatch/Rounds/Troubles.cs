using ContractWatch.Delivery;
using ContractWatch.Storage;
using ContractWatch.Watches;

namespace ContractWatch.Rounds;

/// <summary>Everything that needs care now. Operators, <c>check</c> and <c>/healthz</c> are told from here, and so of the same.</summary>
internal sealed class Troubles(
    IReadOnlyList<ConfiguredFeed> feeds, IReadOnlyList<IDeliveryChannel> channels, IStore store, VolumeBrake brake, OperatorsOptions options, TimeProvider time)
{
    public async Task<IReadOnlyList<Trouble>> NowAsync(CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        List<Trouble> troubles =
        [
            .. await OfFeedsAsync(now, cancellation),
            .. await OfChannelsAsync(now, cancellation),
            .. await UnpreparedAsync(cancellation),
            .. await OfKeysAsync(now, cancellation),
            .. options.Expiries.SelectMany(key => Trouble.Of(key, now)),
        ];
        return [.. troubles.DistinctBy(trouble => trouble.Id)];
    }

    private async Task<List<Trouble>> OfFeedsAsync(DateTimeOffset now, CancellationToken cancellation)
    {
        var troubles = new List<Trouble>();
        foreach (var standing in await FeedStanding.OfAllAsync(feeds, store, now, cancellation))
            troubles.AddRange(Trouble.Of(standing, await store.Polls.CoverageAsync(standing.Feed.Id, cancellation), options, now));
        return troubles;
    }

    private async Task<List<Trouble>> OfChannelsAsync(DateTimeOffset now, CancellationToken cancellation)
    {
        var troubles = new List<Trouble>();
        foreach (var standing in await store.Outbox.StandingsAsync(now, cancellation))
        {
            troubles.AddRange(Trouble.Of(standing));
            troubles.AddRange(Trouble.OfBrake(standing.Channel, await brake.HeldAsync(standing.Channel, cancellation)));
            if (await ChannelOutage.RecallAsync(store.Outbox, standing.Channel, now, cancellation) is { } outage)
                troubles.AddRange(Trouble.Of(standing.Channel, outage, options, now));
        }

        return troubles;
    }

    /// <summary>Keys of which the other side says when they end.</summary>
    private async Task<List<Trouble>> OfKeysAsync(DateTimeOffset now, CancellationToken cancellation)
    {
        var troubles = new List<Trouble>();
        foreach (var channel in channels)
            troubles.AddRange(Trouble.Of(new KeyExpiry { Name = $"{channel.Name} log-in", Ends = await ChannelKeyEnd.RecallAsync(store.Outbox, channel.Name, cancellation) }, now));
        return troubles;
    }

    /// <summary>Channels somebody is to be told by, which the configuration does not say enough of.</summary>
    private async Task<IEnumerable<Trouble>> UnpreparedAsync(CancellationToken cancellation)
    {
        var asked = (await store.Watches.InForceAsync(cancellation)).SelectMany(stored => stored.Watch.Notify).Select(subscription => subscription.Channel).ToHashSet(StringComparer.Ordinal);
        return channels.Where(channel => asked.Contains(channel.Name)).SelectMany(Trouble.Of);
    }
}
