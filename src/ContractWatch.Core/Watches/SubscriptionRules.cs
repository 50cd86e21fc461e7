using ContractWatch.Watches.Yaml;

namespace ContractWatch.Watches;

/// <summary>Something in a subscription that cannot be meant.</summary>
/// <param name="Found">What stands there; never an address.</param>
/// <param name="Expected">What would be right.</param>
public sealed record SubscriptionFault(string Found, string Expected);

/// <summary>What a subscription may say, whether it was typed or comes from another machine: the rules that hold in watch files.</summary>
public static class SubscriptionRules
{
    private const string EventRule = "asked, confirmed, changed, ended or imported";

    /// <param name="one">As it was typed or read.</param>
    /// <param name="watch">Its watch; null when none is known, which is no fault here.</param>
    public static IEnumerable<SubscriptionFault> Faults(Subscription one, Watch? watch)
    {
        var rule = AddressRule.Of(one.Channel);
        if (!WatchRules.IsId(one.WatchId))
            yield return new SubscriptionFault("something else than a watch's id", WatchRules.IdRule);
        if (rule is null)
            yield return new SubscriptionFault("a channel that is not known", string.Join(" or ", AddressRule.All.Select(known => known.Channel)));
        else if (!rule.Fits(one.Address))
            yield return new SubscriptionFault("something else than an address", rule.Words);
        if (!Enum.IsDefined(one.Cadence))
            yield return new SubscriptionFault("a cadence that is not known", "immediately, daily or weekly");
        if (one.Channel == Subscription.GitHub && watch is { Privacy: not Privacy.Public })
            yield return new SubscriptionFault("a repository", $"a mail or web address, for the watch {Quoted.Of(watch.Id)} is not public");
        foreach (var fault in Faults(one.Wishes))
            yield return fault;
    }

    /// <summary>As it was exported. One that has ended is told nothing, so it may stand for what would not be allowed today.</summary>
    public static IEnumerable<SubscriptionFault> Faults(StoredSubscription one, Watch? watch, DateTimeOffset now)
    {
        foreach (var fault in Faults(one.Subscription, one.State == SubscriptionState.Ended ? null : watch))
            yield return fault;
        if (!Enum.IsDefined(one.State))
            yield return new SubscriptionFault("a state that is not known", "asked, confirmed or ended");
        else if (SubscriptionMerge.StateOf(one.History) is { } state && state != one.State)
            yield return new SubscriptionFault("another state", $"the one its history ends with: {state.ToString().ToLowerInvariant()}");
        if (one.History.Any(said => said is null || !SubscriptionEvent.Words.Contains(said.What)))
            yield return new SubscriptionFault("an event that is not known", EventRule);
        if (one.History.Any(said => said?.At > now))
            yield return new SubscriptionFault("an event of the future", "moments that are past");
        if (one.History.Any(said => said is not null && !(WatchRules.IsNote(said.By) && WatchRules.IsNote(said.Reason ?? ""))))
            yield return new SubscriptionFault("a name or a reason that is too long or holds control characters", WatchRules.NoteRule);
    }

    private static IEnumerable<SubscriptionFault> Faults(Wishes wishes)
    {
        if (wishes.At is { } hour && hour.Ticks % TimeSpan.TicksPerMinute != 0)
            yield return new SubscriptionFault("an hour with seconds", WatchRules.HourRule);
        if (wishes.Zone is { } zone && !WatchRules.IsZone(zone))
            yield return new SubscriptionFault($"the time zone {Quoted.Of(zone)}", WatchRules.ZoneRule);
        if (wishes.Changes.Any(kind => kind is null))
            yield return new SubscriptionFault("no kind of change", $"one of {string.Join(", ", Awards.ChangeKind.All.Select(kind => kind.Name))}");
        if (wishes.MinimumAmount < 0)
            yield return new SubscriptionFault("an amount below 0", WatchRules.AmountRule);
        if (wishes.Note is { } note && !WatchRules.IsNote(note))
            yield return new SubscriptionFault("a note that is too long or holds control characters", WatchRules.NoteRule);
    }
}
