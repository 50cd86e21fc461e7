using System.Globalization;
using ContractWatch.Watches;

namespace ContractWatch.Cli.Lines;

/// <summary>A subscription as programs read it: <c>subscriptions --json</c>.</summary>
internal sealed record SubscriptionLine
{
    public required string Watch { get; init; }

    public required string Channel { get; init; }

    public required string Address { get; init; }

    public required string Every { get; init; }

    /// <summary><c>asked</c>, <c>confirmed</c> or <c>ended</c>; one in a watch file counts as confirmed.</summary>
    public required string State { get; init; }

    /// <summary>The watch file, or <c>subscribed</c>.</summary>
    public required string Origin { get; init; }

    public string? At { get; init; }

    public string? Zone { get; init; }

    public string? MutedUntil { get; init; }

    public bool Paused { get; init; }

    /// <summary>The kinds of change asked for; empty for all.</summary>
    public required IReadOnlyList<string> Changes { get; init; }

    public decimal MinimumAmount { get; init; }

    public string? Note { get; init; }

    public required IReadOnlyList<SubscriptionEvent> History { get; init; }

    /// <summary>Of files and of people; what somebody decided stands in place of the file's line.</summary>
    public static async Task<List<SubscriptionLine>> AllAsync(IWatchStore store, CancellationToken cancellation)
    {
        var stored = await store.SubscriptionsAsync(cancellation);
        var decided = stored.Select(one => one.Subscription.Id).ToHashSet(StringComparer.Ordinal);
        var inFiles = (await store.WatchesAsync(cancellation)).SelectMany(watch => watch.Watch.Notify.Select(one => (watch.Origin, Subscription: one)));
        return
        [
            .. inFiles.Where(one => !decided.Contains(one.Subscription.Id)).Select(one => Of(one.Subscription, SubscriptionState.Confirmed, one.Origin, []))
                .Concat(stored.Select(one => Of(one.Subscription, one.State, "subscribed", one.History)))
                .OrderBy(line => line.Watch, StringComparer.Ordinal).ThenBy(line => line.Channel, StringComparer.Ordinal).ThenBy(line => line.Address, StringComparer.OrdinalIgnoreCase),
        ];
    }

    private static SubscriptionLine Of(Subscription one, SubscriptionState state, string origin, IReadOnlyList<SubscriptionEvent> history) => new()
    {
        Watch = one.WatchId,
        Channel = one.Channel,
        Address = one.Address,
        Every = Words.Of(one.Cadence),
        State = Words.Of(state),
        Origin = origin,
        At = one.Wishes.At?.ToString("HH:mm", CultureInfo.InvariantCulture),
        Zone = one.Wishes.Zone,
        MutedUntil = one.Wishes.MutedUntil?.ToString(WatchRules.DayForm, CultureInfo.InvariantCulture),
        Paused = one.Wishes.Paused,
        Changes = [.. one.Wishes.Changes.Select(kind => kind.Name)],
        MinimumAmount = one.Wishes.MinimumAmount,
        Note = one.Wishes.Note,
        History = history,
    };
}
