using ContractWatch.Alerting;
using ContractWatch.Awards;
using ContractWatch.Feeds;
using ContractWatch.Feeds.UsaSpending;
using ContractWatch.Matching;
using ContractWatch.Storage.InMemory;
using ContractWatch.TestServers.UsaSpending;
using ContractWatch.Watches;
using Microsoft.Extensions.Logging.Abstractions;

namespace ContractWatch.Polling;

/// <summary>How often sub-awards are asked for, and what is said when they cannot be read.</summary>
public sealed class SubawardTests : IAsyncLifetime
{
    private static readonly TransactionRow Base = Rows.Of(2);
    private static readonly SubawardReport Report = new(1, Base.AwardKey, "S-1", "BABEL STREET INC.", 5_000, new DateOnly(2026, 6, 30));

    private readonly InMemoryStore _store = new();
    private Rig _rig = null!;
    private int _day;

    public async ValueTask InitializeAsync()
    {
        _rig = await Rig.StartAsync();
        var watch = new Watch { Id = "babel", Vendor = new Vendor { Name = "Babel Street" }, Notify = [new Subscription("babel", Subscription.Email, "desk@example.org")] };
        var everybody = new Watch { Id = "dhs", Agencies = ["ICE"], Notify = [new Subscription("dhs", Subscription.Email, "desk@example.org")] };
        foreach (var one in new[] { watch, everybody })
            await _store.Watches.SaveAsync(new StoredWatch(one, StoredWatch.CommandLine, DateTimeOffset.UnixEpoch), Rig.Stop);
    }

    public async ValueTask DisposeAsync() => await _rig.DisposeAsync();

    [Fact]
    public async Task An_award_is_asked_for_again_when_its_page_counts_others_or_after_a_week()
    {
        await PollAsync();
        await PollAsync(Report);
        Asked(RequestLog.Subawards).ShouldBe(1);
        await PollAsync(Report);
        Asked(RequestLog.Subawards).ShouldBe(0, "the page counts the same");
        await PollAsync(Report, Report with { Id = 2, Number = "S-2" });
        Asked(RequestLog.Subawards).ShouldBe(1);
        for (var day = 0; day < 6; day++)
        {
            await PollAsync(Report, Report with { Id = 2, Number = "S-2" });
            Asked(RequestLog.Subawards).ShouldBe(0, "the page counts the same");
        }

        await PollAsync(Report, Report with { Id = 2, Number = "S-2" });
        Asked(RequestLog.Subawards).ShouldBe(1);
    }

    [Fact]
    public async Task A_vendor_is_searched_for_once_a_day_and_the_first_answer_is_silent()
    {
        await PollAsync(Report with { PrimeKey = "CONT_AWD_ELSEWHERE_9700_-NONE-_-NONE-" });
        Asked(RequestLog.SubawardSearch).ShouldBe(1);
        await PollAsync(hours: 6);
        Asked(RequestLog.SubawardSearch).ShouldBe(0);
        (await ChangesAsync()).ShouldNotContain(change => change.Change.Kind == ChangeKind.SubawardReported);
        (await _store.Changes.AwardAsync(new AwardKey("CONT_AWD_ELSEWHERE_9700_-NONE-_-NONE-"), Rig.Stop))?.Changes.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_list_shorter_than_the_page_counts_is_a_gap_until_it_is_not_and_nothing_is_told_twice()
    {
        await PollAsync();
        await PollAsync(Report);
        await PollAsync(new AwardFacts { SubawardCount = 3 }, Report, Report with { Id = 2, Number = "S-2" });
        (await GapsAsync()).ShouldHaveSingleItem().Reason.ShouldBe($"2 of the 3 sub-awards that the page of {Base.AwardKey} counts are listed");
        await PollAsync(Report, Report with { Id = 2, Number = "S-2" }, Report with { Id = 3, Number = "S-3" });

        (await GapsAsync()).ShouldBeEmpty();
        (await ChangesAsync()).Where(change => change.Change.Kind == ChangeKind.SubawardReported)
            .Select(change => change.Change.Subaward!.Number).ShouldBe(["S-2", "S-3"]);
    }

    [Fact]
    public async Task Lists_that_cannot_be_read_are_named_without_the_vendor_and_stop_no_poll()
    {
        await PollAsync();
        _rig.Server.Faults = new AlwaysFaults("award/", new Fault.Answer(422, """{"detail":"no"}""", "application/json"));
        var report = await PollAsync(Report);

        report.Complete.ShouldBeTrue();
        var gap = (await GapsAsync()).ShouldHaveSingleItem();
        (gap.Kind, gap.IsOfAward).ShouldBe((GapKind.Subawards, false));
        gap.Reason.ShouldStartWith("the sub-awards of watched vendors could not be read");
        gap.Reason.ShouldNotContain("Babel", Case.Insensitive);

        _rig.Server.Faults = new NoFaults();
        await PollAsync(Report);
        (await GapsAsync()).ShouldBeEmpty();
    }

    private Task<PollReport> PollAsync(params SubawardReport[] reports) => PollAsync(null, reports);

    private Task<PollReport> PollAsync(int hours) => PollAsync(null, [], hours);

    /// <summary>The next day's poll, which brings a modification, so that the award's page is read.</summary>
    private async Task<PollReport> PollAsync(AwardFacts? facts, params SubawardReport[] reports) => await PollAsync(facts, reports, 24);

    private async Task<PollReport> PollAsync(AwardFacts? facts, SubawardReport[] reports, int hours)
    {
        _rig.Time.Advance(TimeSpan.FromHours(hours));
        _day++;
        var rows = Enumerable.Range(1, _day).Select(number => Rows.Of(2, $"P{number:D5}", number) with { LastModified = _rig.Time.GetUtcNow().UtcDateTime }).Prepend(Base).ToList();
        var universe = new Universe(rows, Rows.FirstOfJune) { Subawards = [.. reports] };
        if (facts is not null)
            universe = new Universe(rows, Rows.FirstOfJune) { Subawards = [.. reports], Facts = universe.Facts.Add(Base.AwardKey, facts) };
        _rig.Server.Universe = universe;
        _rig.Server.Log.Clear();
        var cycle = new PollCycle(_rig.Feed, _store.Polls, _store.Watches, new MatcherFactory(), _rig.Time, NullLogger<PollCycle>.Instance);
        return await cycle.RunAsync(PlanReason.Asked, progress: null, Rig.Stop);
    }

    private int Asked(string endpoint) => _rig.Server.Log.Of(endpoint);

    private async Task<IReadOnlyList<CoverageGap>> GapsAsync() => (await _store.Polls.CoverageAsync("usaspending", Rig.Stop)).Gaps;

    private async Task<List<MatchedChange>> ChangesAsync() => await _store.Changes.ChangesAsync(new ChangeQuery(), Rig.Stop).ToListAsync(Rig.Stop);
}
