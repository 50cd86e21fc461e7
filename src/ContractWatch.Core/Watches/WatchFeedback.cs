namespace ContractWatch.Watches;

/// <summary>Lays over watches what people said of them and who subscribes. Of two words about one name the later counts, also against the watch file.</summary>
public static class WatchFeedback
{
    /// <summary>The watches as they answer now, with what is in force of what people said.</summary>
    public static async Task<IReadOnlyList<StoredWatch>> InForceAsync(this IWatchStore store, CancellationToken cancellation)
    {
        var watches = await store.WatchesAsync(cancellation);
        var said = (await store.FeedbackAsync(cancellation)).ToLookup(feedback => feedback.WatchId, StringComparer.Ordinal);
        var subscribed = (await store.SubscriptionsAsync(cancellation)).ToLookup(one => one.Subscription.WatchId, StringComparer.Ordinal);
        return [.. watches.Select(stored => stored with { Watch = Heard(Over(stored.Watch, said[stored.Watch.Id]), subscribed[stored.Watch.Id]) })];
    }

    /// <summary>What an address confirmed counts against what its watch file says of it, and so does its leaving; what waits for a yes does not.</summary>
    private static Watch Heard(Watch watch, IEnumerable<StoredSubscription> subscribed)
    {
        var decided = subscribed.Where(one => one.IsDecided).ToDictionary(one => one.Subscription.Id, StringComparer.Ordinal);
        return decided.Count == 0 ? watch : watch with
        {
            Notify =
            [
                .. watch.Notify.Where(one => !decided.ContainsKey(one.Id)),
                .. decided.Values.Where(one => one.State == SubscriptionState.Confirmed).Select(one => one.Subscription),
            ],
        };
    }

    /// <param name="watch">As written.</param>
    /// <param name="feedback">About it, oldest first.</param>
    public static Watch Over(Watch watch, IEnumerable<Feedback> feedback) => watch.Vendor is not { } vendor
        ? watch
        : watch with { Vendor = feedback.Where(said => said.IsInForce).Aggregate(vendor, Over) };

    private static Vendor Over(Vendor vendor, Feedback said)
    {
        var isUei = IsUei(said.What);
        var identifiers = Without(vendor.Identifiers, said.What);
        return said.Kind == FeedbackKind.Exclude
            ? vendor with
            {
                Aliases = Without(vendor.Aliases, said.What),
                Identifiers = identifiers,
                Exclude = [.. Without(vendor.Exclude, said.What), said.What],
            }
            : vendor with
            {
                Aliases = isUei ? vendor.Aliases : [.. Without(vendor.Aliases, said.What), said.What],
                Identifiers = isUei ? With(identifiers, IdentifierScheme.Uei.Name, said.What.ToUpperInvariant()) : vendor.Identifiers,
                Exclude = Without(vendor.Exclude, said.What),
            };
    }

    /// <summary>A word of twelve letters may have the shape of a UEI; every UEI seen has a digit.</summary>
    internal static bool IsUei(string what) => IdentifierScheme.Uei.Fits(what) && what.Any(char.IsAsciiDigit);

    private static IReadOnlyList<string> Without(IReadOnlyList<string> names, string what) =>
        [.. names.Where(name => !string.Equals(name, what, StringComparison.OrdinalIgnoreCase))];

    private static Dictionary<string, IReadOnlyList<string>> Without(IReadOnlyDictionary<string, IReadOnlyList<string>> identifiers, string what) =>
        identifiers
            .Select(scheme => (scheme.Key, Values: Without(scheme.Value, what)))
            .Where(scheme => scheme.Values.Count > 0)
            .ToDictionary(scheme => scheme.Key, scheme => scheme.Values, StringComparer.Ordinal);

    private static Dictionary<string, IReadOnlyList<string>> With(Dictionary<string, IReadOnlyList<string>> identifiers, string scheme, string value) =>
        new(identifiers, StringComparer.Ordinal) { [scheme] = [.. identifiers.GetValueOrDefault(scheme, []), value] };
}
