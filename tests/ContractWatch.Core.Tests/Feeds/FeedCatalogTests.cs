using ContractWatch.Feeds.UsaSpending;
using ContractWatch.TestServers;
using Microsoft.Extensions.Logging.Abstractions;

namespace ContractWatch.Feeds;

public sealed class FeedCatalogTests
{
    [Fact]
    public void Every_type_makes_a_feed_from_options_that_name_what_they_must()
    {
        var parts = new FeedParts("mine", new ImpatientTime(Rig.Noon), NullLoggerFactory.Instance);
        foreach (var type in FeedCatalog.Types)
        {
            var options = Activator.CreateInstance(type.Options)!;
            if (options is UsaSpendingOptions usaSpending)
                usaSpending.Agencies.Add("U.S. Immigration and Customs Enforcement");
            type.Faults(options).ShouldBeEmpty();
            var feed = type.Create(options, parts);
            feed.Id.ShouldBe("mine");
            (feed as IDisposable)?.Dispose();
        }
    }

    [Fact]
    public void A_type_is_found_by_its_name_in_any_case()
    {
        FeedCatalog.Find("usaspending").ShouldNotBeNull().Options.ShouldBe(typeof(UsaSpendingOptions));
        FeedCatalog.Find("nowhere").ShouldBeNull();
    }

    [Fact]
    public void Everything_that_is_wrong_with_options_is_told_at_once()
    {
        var options = new UsaSpendingOptions
        {
            BaseUrl = new Uri("ftp://example.org"),
            HistorySince = new DateOnly(1999, 1, 1),
            LookbackDays = 0,
            DeepLookbackDays = -1,
            SweepEveryDays = 0,
            RequestsPerSecond = -1,
            MaxConcurrency = 0,
            RetryDelaySeconds = -1,
            TimeoutSeconds = 0,
        };

        options.Faults().Select(fault => fault.Key).ShouldBe(
            ["BaseUrl", "Agencies", "HistorySince", "LookbackDays", "DeepLookbackDays", "SweepEveryDays", "RequestsPerSecond", "MaxConcurrency", "RetryDelaySeconds", "TimeoutSeconds"]);
    }
}
