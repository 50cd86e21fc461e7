using ContractWatch.Alerting;
using ContractWatch.Awards;
using ContractWatch.Diffing;
using ContractWatch.Feeds;
using ContractWatch.Matching;
using ContractWatch.Storage;
using ContractWatch.Storage.InMemory;
using ContractWatch.TestServers;
using ContractWatch.Watches;
using Microsoft.Extensions.Logging.Abstractions;

namespace ContractWatch.Polling;

/// <summary>A watch that asks for bands hears of money when one is crossed, and of everything else as before.</summary>
public sealed class GrowthTests
{
    private const decimal Million = 1_000_000;

    private static readonly DateTimeOffset Monday = new(2026, 8, 3, 6, 20, 0, TimeSpan.Zero);

    private readonly ImpatientTime _time = new(Monday);
    private readonly ScriptedFeed _feed = new();
    private readonly Memory _memory = new();
    private int _modifications;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>Nothing but what is stored outlasts a poll, as if every one were made by a new process.</summary>
    private IStore Store => new InMemoryStore(_memory);

    [Fact]
    public async Task Forty_small_modifications_tell_exactly_the_bands_they_cross()
    {
        await BeginAsync(new Growth { Amount = Million });
        for (var i = 0; i < 40; i++)
            await ModifyAsync(50_000);

        (await ToldAsync()).Select(GrowthOf).ShouldBe(
        [
            "Growth: obligations passed $52,000,000.00, 2 % over the $51,000,000.00 of 2026-08-03 (band 1 of $1,000,000.00).",
            "Growth: obligations passed $53,000,000.00, 3.9 % over the $51,000,000.00 of 2026-08-03 (band 2 of $1,000,000.00).",
        ]);
        (await Store.Changes.ChangesAsync(new ChangeQuery(), Stop).CountAsync(Stop)).ShouldBe(40);
    }

    [Fact]
    public async Task Several_bands_crossed_in_one_poll_are_one_alert_of_the_highest()
    {
        await BeginAsync(new Growth { Amount = Million });
        await ModifyAsync(0.5m * Million, 0.7m * Million, 0.8m * Million);

        var told = (await ToldAsync()).ShouldHaveSingleItem();
        told.Change.Action.Key.Number.ShouldBe("P00003");
        GrowthOf(told).ShouldContain("(band 2 of");
    }

    [Fact]
    public async Task Money_that_goes_to_and_fro_around_a_band_is_told_once()
    {
        await BeginAsync(new Growth { Amount = Million });
        foreach (var amount in new[] { 1.1m, -0.2m, 0.2m, -0.4m, 0.4m })
            await ModifyAsync(amount * Million);

        (await ToldAsync()).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_fall_back_under_a_band_is_told_once_and_as_a_correction()
    {
        await BeginAsync(new Growth { Amount = Million });
        await ModifyAsync(2 * Million);
        await ModifyAsync(-2 * Million);
        await ModifyAsync(-1 * Million);

        (await ToldAsync()).Select(GrowthOf).ShouldBe(
        [
            "Growth: obligations passed $53,000,000.00, 3.9 % over the $51,000,000.00 of 2026-08-03 (band 2 of $1,000,000.00).",
            "Correction of the growth: obligations fell below $52,000,000.00 again (band 1 of $1,000,000.00 over the $51,000,000.00 of 2026-08-03).",
        ]);
    }

    [Fact]
    public async Task Everything_that_is_not_money_alone_is_told_as_before()
    {
        await BeginAsync(new Growth { Percent = 50 });
        await ModifyAsync(0m);
        await ModifyAsync("EXERCISE OPTION YEAR 2", 10);
        await ModifyAsync("TERMINATION FOR CONVENIENCE", -10);
        _feed.Holds[0] = _feed.Holds[0] with { Obligation = Money.Usd(51.1m * Million) };
        await PollAsync();
        _feed.Holds.Add(Published.Action("0", 5, award: new AwardKey("CONT_AWD_OTHER_7012_-NONE-_-NONE-")));
        await PollAsync();

        (await ToldAsync()).Select(told => told.Change.Kind.Name).ShouldBe(["modification", "option-exercised", "terminated", "correction", "new-award"]);
        (await ToldAsync()).ShouldAllBe(told => told.Matches[0].Growth == null);
    }

    [Fact]
    public async Task A_band_is_told_whatever_kinds_and_amounts_the_watch_asks_for_besides()
    {
        await BeginAsync(new Growth { Amount = Million }, watch => watch with { MinimumAmount = 5 * Million, Changes = [ChangeKind.NewAward] });
        await ModifyAsync(0.6m * Million);
        await ModifyAsync(0.6m * Million);

        GrowthOf((await ToldAsync()).ShouldHaveSingleItem()).ShouldContain("band 1");
    }

    [Fact]
    public async Task A_new_award_is_told_as_such_and_is_the_anchor_of_what_follows()
    {
        await BeginAsync(new Growth { Percent = 10 });
        var other = new AwardKey("CONT_AWD_OTHER_7012_-NONE-_-NONE-");
        _feed.Holds.Add(Published.Action("0", 100, award: other));
        await PollAsync();
        _feed.Holds.Add(Published.Action("P00001", 10, award: other));
        await PollAsync();

        (await ToldAsync()).Select(told => (told.Change.Kind.Name, GrowthOf(told))).ShouldBe(
            [("new-award", ""), ("modification", "Growth: obligations passed $110.00, 10 % over the $100.00 of 2026-08-03 (band 1 of 10 %).")]);
    }

    [Fact]
    public async Task With_a_day_to_count_from_the_anchor_is_what_was_obligated_by_then()
    {
        _feed.Holds.Add(Published.Action("P90000", Million, "2026-07-01"));
        await BeginAsync(new Growth { Amount = Million, Since = new DateOnly(2026, 6, 30) });
        await ModifyAsync(0.5m * Million);
        await ModifyAsync(0.5m * Million);

        GrowthOf((await ToldAsync()).ShouldHaveSingleItem())
            .ShouldBe("Growth: obligations passed $53,000,000.00, 3.9 % over the $51,000,000.00 of 2026-06-30 (band 2 of $1,000,000.00).");
    }

    [Fact]
    public async Task Another_watch_of_the_same_address_hears_of_every_modification_and_of_the_band_with_it()
    {
        await BeginAsync(new Growth { Amount = Million });
        await WatchAsync("each", null);
        await ModifyAsync(0.6m * Million);
        await ModifyAsync(0.6m * Million);

        (await ToldAsync()).Count.ShouldBe(2);
        (await Store.Outbox.MessagesAsync(null, Stop).ToListAsync(Stop)).Select(message => message.Alerts.Count).ShouldBe([1, 2]);
    }

    [Fact]
    public async Task A_poll_that_fails_moves_no_mark()
    {
        await BeginAsync(new Growth { Amount = Million });
        _feed.Failure = new FeedException("503");
        await ModifyAsync(Million);
        _feed.Failure = null;
        await PollAsync();
        await PollAsync();

        (await ToldAsync()).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task While_the_page_that_alone_knows_older_actions_cannot_be_read_growth_goes_by_what_the_changes_add()
    {
        _feed.SearchLoses.Add(new ActionKey(Published.Award, "0"));
        await BeginAsync(new Growth { Amount = Million });
        await ModifyAsync(0.6m * Million);
        _feed.PageFailure = new FeedException("500");
        await ModifyAsync(0.6m * Million);

        (await ToldAsync()).ShouldHaveSingleItem();
    }

    private static string GrowthOf(MatchedChange told) => string.Join(' ', told.Matches.Select(match => match.Growth).OfType<GrowthCrossing>().Select(GrowthText.Of));

    /// <summary>$51 M are known when the watch begins.</summary>
    private async Task BeginAsync(Growth growth, Func<Watch, Watch>? with = null)
    {
        _feed.Holds.Insert(0, Published.Action("0", 51 * Million));
        await WatchAsync("palantir", growth, with);
        await PollAsync();
    }

    private Task WatchAsync(string id, Growth? growth, Func<Watch, Watch>? with = null)
    {
        var watch = new Watch
        {
            Id = id,
            Vendor = new Vendor { Name = "Palantir Technologies" },
            Growth = growth,
            Notify = [new Subscription(id, Subscription.Email, "desk@example.org", Cadence.Immediately)],
        };
        return Store.Watches.SaveAsync(new StoredWatch(with?.Invoke(watch) ?? watch, StoredWatch.CommandLine, Monday), Stop);
    }

    private Task ModifyAsync(params decimal[] amounts)
    {
        foreach (var amount in amounts)
            _feed.Holds.Add(Published.Action($"P{++_modifications:00000}", amount));
        return PollAsync();
    }

    private Task ModifyAsync(string description, decimal amount)
    {
        _feed.Holds.Add(Published.Action($"P{++_modifications:00000}", amount) with { Description = description });
        return PollAsync();
    }

    private async Task PollAsync()
    {
        var cycle = new PollCycle(_feed, Store.Polls, Store.Watches, new MatcherFactory(), _time, NullLogger<PollCycle>.Instance);
        await cycle.RunAsync(PlanReason.Asked, progress: null, Stop);
        _time.Advance(TimeSpan.FromMinutes(1));
    }

    /// <summary>The changes somebody was told of, in the order of telling.</summary>
    private async Task<List<MatchedChange>> ToldAsync()
    {
        var ids = (await Store.Outbox.MessagesAsync(null, Stop).ToListAsync(Stop)).SelectMany(message => message.Alerts).Select(alert => alert.ChangeId).ToHashSet();
        return await Store.Changes.ChangesAsync(new ChangeQuery { Ids = ids }, Stop).ToListAsync(Stop);
    }
}
