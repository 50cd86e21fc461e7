using ContractWatch.Feeds.Recorded;
using ContractWatch.Feeds.UsaSpending;

namespace ContractWatch.Feeds;

/// <summary>Every source there is: a folder, and a line here.</summary>
public static class FeedCatalog
{
    public static readonly IReadOnlyList<FeedType> Types =
    [
        FeedType.Of<UsaSpendingOptions>(
            "UsaSpending",
            options => options.Faults(),
            (options, parts) => new UsaSpendingFeed(
                parts.Id, options, parts.Http(UsaSpendingFeed.HttpOptions(options)), parts.Time, parts.Progress)),
        FeedType.Of<RecordedOptions>("Recorded", _ => [], (_, parts) => new RecordedFeed(parts.Id, parts.Time)),
    ];

    public static FeedType? Find(string name) =>
        Types.FirstOrDefault(type => string.Equals(type.Name, name, StringComparison.OrdinalIgnoreCase));
}
