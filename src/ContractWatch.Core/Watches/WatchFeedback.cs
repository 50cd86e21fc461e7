namespace ContractWatch.Watches;

/// <summary>Lays feedback over watches. Of two words about one name the later counts, also against the watch file.</summary>
public static class WatchFeedback
{
    /// <summary>The watches as they answer now, with what is in force of what people said.</summary>
    public static async Task<IReadOnlyList<StoredWatch>> InForceAsync(this IWatchStore store, CancellationToken cancellation)
    {
        var watches = await store.WatchesAsync(cancellation);
        var said = (await store.FeedbackAsync(cancellation)).ToLookup(feedback => feedback.WatchId, StringComparer.Ordinal);
        return [.. watches.Select(stored => stored with { Watch = Over(stored.Watch, said[stored.Watch.Id]) })];
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
