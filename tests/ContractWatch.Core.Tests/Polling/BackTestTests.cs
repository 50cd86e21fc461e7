using ContractWatch.Awards;
using ContractWatch.Diffing;
using ContractWatch.Feeds;
using ContractWatch.Matching;
using ContractWatch.Storage.InMemory;
using ContractWatch.Watches;

namespace ContractWatch.Polling;

public sealed class BackTestTests : IAsyncDisposable
{
    private static readonly DateOnly June = new(2026, 6, 1);
    private static readonly Watch Acme = new() { Id = "acme", Vendor = new Vendor { Name = "Acme Analytics", Products = ["Gridiron Suite"] } };

    private readonly InMemoryStore _store = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _store.DisposeAsync();

    [Fact]
    public async Task Every_month_of_the_history_is_counted_by_tier_also_those_without_a_match()
    {
        await StoreAsync([Of("a", June, "ACME ANALYTICS LLC"), Of("b", June, "RESELLER", "GRIDIRON SUITE LICENCES"), Of("c", June.AddDays(29), "ACME ANALYTICS"),
            Of("d", June.AddMonths(1), "SOMEBODY"), Of("e", June.AddMonths(2), "ACME ANALYTICS")]);

        var report = await TryAsync(Acme);

        report.Months.ShouldBe([new(June, Certain: 2, Likely: 1), new(June.AddMonths(1)), new(June.AddMonths(2), Certain: 1)]);
        (report.Matched, report.Actions, report.First, report.Last).ShouldBe((4, 5, June, June.AddMonths(2)));
        report.Warnings.ShouldBeEmpty();
    }

    [Fact]
    public async Task Samples_are_the_newest_five_of_each_tier_with_their_evidence()
    {
        await StoreAsync([.. Enumerable.Range(0, 8).Select(day => Of($"a{day}", June.AddDays(day), "ACME ANALYTICS")), Of("b", June, "RESELLER", "GRIDIRON SUITE")]);

        var samples = (await TryAsync(Acme)).Samples;

        samples.Select(sample => sample.Action.Key.Award.Value).ShouldBe(["a7", "a6", "a5", "a4", "a3", "b"]);
        samples.ShouldAllBe(sample => sample.Match.Evidence.Count > 0);
    }

    [Fact]
    public async Task More_than_thirty_in_a_month_is_warned_about_and_thirty_is_not()
    {
        await StoreAsync([.. Several(30, June, "ACME ANALYTICS"), .. Several(31, June.AddMonths(1), "ACME ANALYTICS"), .. Several(500, June, "SOMEBODY")]);

        (await TryAsync(Acme)).Warnings.ShouldHaveSingleItem().ShouldBe("it would have told more than 30 changes in 1 of 2 months, most in 2026-07: 31");
    }

    [Fact]
    public async Task A_watch_that_matches_nearly_everything_is_warned_about()
    {
        await StoreAsync([.. Several(20, June, "ACME ANALYTICS"), .. Several(40, June, "SOMEBODY")]);

        (await TryAsync(Acme)).Warnings.ShouldHaveSingleItem().ShouldBe("it matches 33% of everything stored: 20 of 60 actions");
    }

    [Fact]
    public async Task Kinds_of_change_and_minimum_amount_count_and_what_was_withdrawn_does_not()
    {
        await StoreAsync([Of("a", June, "ACME ANALYTICS"), Of("b", June, "ACME ANALYTICS", number: "P00001"), Of("c", June, "ACME ANALYTICS", amount: 5),
            Of("d", June, "ACME ANALYTICS") with { IsWithdrawn = true }]);

        (await TryAsync(Acme)).Matched.ShouldBe(3);
        (await TryAsync(Acme with { Changes = [ChangeKind.Modification] })).Matched.ShouldBe(1);
        (await TryAsync(Acme with { MinimumAmount = 50 })).Matched.ShouldBe(2);
    }

    [Fact]
    public async Task The_last_month_stored_is_the_month_before_the_newest_action()
    {
        await StoreAsync([Of("a", June.AddDays(-1), "ACME ANALYTICS"), Of("b", June, "ACME ANALYTICS"), Of("c", June.AddDays(30), "ACME ANALYTICS")], June.AddDays(30));
        var test = new BackTest(_store.Polls, new MatcherFactory());

        (await test.LastMonthAsync([Acme], June.AddYears(1), Stop)).ShouldHaveSingleItem().Matched.ShouldBe(2);
        (await new BackTest(new InMemoryStore().Polls, new MatcherFactory()).LastMonthAsync([Acme], June, Stop)).ShouldBeEmpty();
    }

    private async Task<BackTestReport> TryAsync(Watch watch) =>
        (await new BackTest(_store.Polls, new MatcherFactory()).RunAsync([watch], DateOnly.MinValue, null, Stop)).ShouldHaveSingleItem();

    private Task StoreAsync(IReadOnlyList<KnownAction> actions, DateOnly? newest = null) => _store.Polls.CommitAsync(
        new PollCommit
        {
            Feed = "usaspending",
            From = FeedCursor.Start,
            To = new FeedCursor("1"),
            Time = DateTimeOffset.UnixEpoch,
            Health = FeedHealth.Unknown with { NewestActionDate = newest },
            Coverage = new PollCoverage { Started = DateTimeOffset.UnixEpoch },
            Actions = actions,
        },
        Stop);

    private static IEnumerable<KnownAction> Several(int count, DateOnly day, string recipient) =>
        Enumerable.Range(0, count).Select(place => Of($"{recipient}-{day}-{place}", day, recipient));

    private static KnownAction Of(string award, DateOnly signed, string recipient, string? description = null, string number = "0", decimal amount = 100) => new()
    {
        Action = new AwardAction
        {
            Key = new ActionKey(new AwardKey(award), number),
            ActionDate = signed,
            Recipient = new Recipient { Name = recipient },
            Description = description,
            Obligation = Money.Usd(amount),
        },
        Revision = 1,
        FirstSeen = DateTimeOffset.UnixEpoch,
    };
}
