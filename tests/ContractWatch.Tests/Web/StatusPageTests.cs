using ContractWatch.Awards;
using ContractWatch.Configuration;
using ContractWatch.Diffing;
using ContractWatch.Feeds;
using ContractWatch.Feeds.Recorded;
using ContractWatch.Matching;
using ContractWatch.Polling;
using ContractWatch.Rounds;
using Route = ContractWatch.Matching.Route;

namespace ContractWatch.Web;

public sealed class StatusPageTests
{
    private const string Hostile = "<script>alert(1)</script>\" onload=\"x";

    private static readonly DateTimeOffset Now = new(2026, 8, 3, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Everything_foreign_is_escaped()
    {
        var page = StatusPage.Of([Standing(Hostile)], [Change(Hostile, new Uri("https://example.org/?a=\"><script>"))], Now);

        page.ShouldNotContain("<script");
        page.ShouldNotContain("\" onload=");
        page.ShouldContain("&lt;script&gt;alert(1)&lt;/script&gt;");
    }

    [Fact]
    public void A_link_that_is_not_to_the_web_is_no_link() =>
        StatusPage.Of([], [Change("ACME", new Uri("javascript:alert(1)"))], Now).ShouldNotContain("href");

    [Fact]
    public void The_newest_change_stands_first()
    {
        var page = StatusPage.Of([], [Change("OLDER", null), Change("NEWER", null)], Now);

        page.IndexOf("NEWER", StringComparison.Ordinal).ShouldBeLessThan(page.IndexOf("OLDER", StringComparison.Ordinal));
    }

    [Fact]
    public void A_fault_of_the_store_is_shown_escaped() => StatusPage.OfFault(Hostile).ShouldNotContain("<script");

    private static FeedStanding Standing(string error)
    {
        var feed = new ConfiguredFeed(new FeedSettings { Id = "one" }, new RecordedFeed("one", TimeProvider.System));
        return FeedStanding.Of(feed, new FeedState("one", FeedCursor.Start, new FeedHealth { FailuresInARow = 1, LastError = error, History = error }), Now);
    }

    private static MatchedChange Change(string text, Uri? page) => new(
        new Change
        {
            Id = "0",
            Kind = ChangeKind.NewAward,
            Feed = "one",
            FirstSeen = Now,
            Page = page,
            Action = new AwardAction
            {
                Key = new ActionKey(new AwardKey(text), "0"),
                Recipient = new Recipient { Name = text },
                AwardingAgency = new Agency { Name = text },
                Obligation = new Money(1, "USD"),
                Description = text,
            },
        },
        [new Match { WatchId = text, Tier = Tier.Certain, Route = Route.Prime, Evidence = [] }]);
}
