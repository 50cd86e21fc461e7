using ContractWatch.Feeds;
using ContractWatch.Watches;

namespace ContractWatch.Polling;

/// <summary>What the watches let a feed ask for, when it asks by vendor.</summary>
public static class WatchedScope
{
    public static FeedScope Of(IEnumerable<StoredWatch> watches) => new([.. watches.SelectMany(stored => Terms(stored.Watch)).Distinct()]);

    private static IEnumerable<VendorTerm> Terms(Watch watch) => watch.Vendor is not { } vendor
        ? []
        : vendor.Identifiers.GetValueOrDefault("uei", []).Concat(vendor.Names).Select(term => new VendorTerm(watch.Id, term, watch.Privacy != Privacy.Public));
}
