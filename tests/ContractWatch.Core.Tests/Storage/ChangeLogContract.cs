using ContractWatch.Alerting;
using ContractWatch.Awards;
using ContractWatch.Matching;

namespace ContractWatch.Storage;

/// <summary>What every store must do for those who read what was recorded.</summary>
public abstract class ChangeLogContract : StoreContract
{
    [Fact]
    public async Task Every_field_of_a_change_and_of_its_matches_comes_back_as_it_was_recorded()
    {
        Sample.EmptyFields(Sample.Change("c1", watches: "acme")).ShouldBe([".Change.Action.ProductOrService.Description", ".Change.Fields[1].Old", ".Change.FirstKnownAs", ".Matches[0].Evidence[1].Weight", ".AlsoTo", ".Withheld"], "give the sample's new field a value");
        var recorded = Sample.Change("c1", watches: ["acme", "ice"]);
        var bare = Sample.Change("c2") with { Change = Sample.Change("c2").Change with { Kind = ChangeKind.Withdrawn, Fields = [], Covers = [], Ceiling = null, IsContinued = false, IsOfWholeAward = false, Chain = null, ObligationBefore = null, Total = null, Page = null } };
        await CommitAsync(recorded, bare);

        Sample.Shown(await ChangesAsync(new())).ShouldBe(Sample.Shown(new[] { recorded, bare }));
    }

    [Fact]
    public async Task A_change_keeps_the_action_as_it_was_however_the_action_goes_on()
    {
        var first = Sample.Fresh(number: "P00001", twin: 1);
        var change = Sample.Change("c1");
        await Store.Polls.CommitAsync(Sample.Commit() with { Actions = [first], Changes = [change] }, Stop);
        var edited = first with { Revision = 2, Action = first.Action with { Description = "edited", Obligation = null } };
        await Store.Polls.CommitAsync(Sample.Commit("1", "2") with { Actions = [edited] }, Stop);

        Sample.Shown(await ChangesAsync(new())).ShouldBe(Sample.Shown(new[] { change }));
    }

    [Fact]
    public async Task Changes_come_oldest_first_and_in_the_order_of_recording_at_one_moment()
    {
        await CommitAsync(Seen("late", 2), Seen("b", 1), Seen("a", 1), Seen("early", 0));

        (await IdsAsync(new())).ShouldBe(["early", "b", "a", "late"]);
    }

    [Fact]
    public async Task Since_a_moment_means_at_it_or_after_it()
    {
        await CommitAsync(Seen("before", 0), Seen("at", 1), Seen("after", 2));

        (await IdsAsync(new() { Since = Sample.Noon.AddMinutes(1) })).ShouldBe(["at", "after"]);
        (await IdsAsync(new() { Since = Sample.Noon.AddMinutes(1).AddTicks(1) })).ShouldBe(["after"]);
    }

    [Fact]
    public async Task Questions_narrow_each_other()
    {
        await CommitAsync(Seen("0", 0, "acme"), Seen("1", 1, "acme"), Seen("2", 2, "ice", "acme"), Seen("3", 3, "ice"), Seen("4", 4));

        (await IdsAsync(new() { WatchId = "acme" })).ShouldBe(["0", "1", "2"]);
        (await IdsAsync(new() { WatchId = "nobody" })).ShouldBeEmpty();
        (await IdsAsync(new() { Ids = ["4", "0", "unknown", "4"] })).ShouldBe(["0", "4"]);
        (await IdsAsync(new() { Ids = [] })).ShouldBeEmpty();
        (await IdsAsync(new() { Latest = 2 })).ShouldBe(["3", "4"]);
        (await IdsAsync(new() { Latest = 9 })).ShouldBe(["0", "1", "2", "3", "4"]);
        (await IdsAsync(new() { Latest = 0 })).ShouldBeEmpty();
        (await IdsAsync(new() { WatchId = "acme", Latest = 2 })).ShouldBe(["1", "2"]);
        (await IdsAsync(new() { WatchId = "acme", Since = Sample.Noon.AddMinutes(1) })).ShouldBe(["1", "2"]);
        (await IdsAsync(new() { WatchId = "acme", Ids = ["0", "3"] })).ShouldBe(["0"]);
        (await IdsAsync(new() { Ids = ["0", "3", "4"], Latest = 2, Since = Sample.Noon.AddMinutes(1) })).ShouldBe(["3", "4"]);
    }

    [Fact]
    public async Task Thousands_of_changes_come_each_once()
    {
        MatchedChange[] recorded = [.. Enumerable.Range(0, 2100).Select(place => Seen($"{place:0000}", place / 1000, "acme"))];
        await CommitAsync(recorded);

        (await IdsAsync(new())).ShouldBe(recorded.Select(change => change.Change.Id));
        (await IdsAsync(new() { WatchId = "acme", Latest = 1700 })).ShouldBe(recorded.Skip(400).Select(change => change.Change.Id));
    }

    [Fact]
    public async Task A_change_recorded_twice_is_recorded_once_as_it_was_first()
    {
        await CommitAsync(Seen("c", 0, "acme"));
        await Store.Polls.CommitAsync(Sample.Commit("1", "2") with { Changes = [Seen("c", 5, "ice"), Seen("d", 5), Seen("d", 5)] }, Stop);

        var changes = await ChangesAsync(new());
        changes.Select(change => change.Change.Id).ShouldBe(["c", "d"]);
        changes[0].Matches.ShouldHaveSingleItem().WatchId.ShouldBe("acme");
        (await IdsAsync(new() { WatchId = "ice" })).ShouldBeEmpty();
    }

    [Fact]
    public async Task An_award_that_was_never_seen_has_no_file()
    {
        (await Store.Changes.AwardAsync(new AwardKey("CONT_AWD_NEVER"), Stop)).ShouldBeNull();
    }

    [Fact]
    public async Task An_awards_file_holds_its_facts_its_actions_by_signing_date_and_its_changes()
    {
        Sample.EmptyFields(Sample.Award()).ShouldBe([".Paid.Value"], "give the sample's new field a value");
        var undated = Sample.Fresh(number: "P9");
        undated = undated with { Action = undated.Action with { ActionDate = null } };
        var early = Sample.Fresh(number: "P2");
        early = early with { Action = early.Action with { ActionDate = new DateOnly(2026, 8, 1) } };
        await Store.Polls.CommitAsync(
            Sample.Commit() with
            {
                Actions = [Sample.Known(number: "P10"), Sample.Fresh(number: "P1", twin: 1), Sample.Fresh(number: "P1"), early, undated, Sample.Fresh("CONT_AWD_B")],
                Awards = [Sample.Award(), Sample.Award("CONT_AWD_C")],
                Changes = [Seen("2", 2, "acme"), Seen("1", 1), Sample.Change("other", "CONT_AWD_B")],
            },
            Stop);

        var file = await Store.Changes.AwardAsync(new AwardKey("CONT_AWD_A"), Stop);

        file.ShouldNotBeNull();
        file.Feed.ShouldBe(Sample.Feed);
        Sample.Shown(file.Facts).ShouldBe(Sample.Shown(Sample.Award()));
        file.Actions.Select(known => known.Action.Key.ToString()).ShouldBe(
            ["CONT_AWD_A/P9", "CONT_AWD_A/P2", "CONT_AWD_A/P1", "CONT_AWD_A/P1~1", "CONT_AWD_A/P10"]);
        file.Changes.Select(change => change.Change.Id).ShouldBe(["1", "2"]);
        (await Store.Changes.AwardAsync(new AwardKey("CONT_AWD_B"), Stop)).ShouldNotBeNull().Facts.ShouldBeNull();
        (await Store.Changes.AwardAsync(new AwardKey("CONT_AWD_C"), Stop)).ShouldNotBeNull().Actions.ShouldBeEmpty();
    }

    private static MatchedChange Seen(string id, int minute, params string[] watches) => Sample.Change(id, seen: Sample.Noon.AddMinutes(minute), watches: watches);

    private Task CommitAsync(params MatchedChange[] changes) => Store.Polls.CommitAsync(Sample.Commit() with { Changes = changes }, Stop);

    private Task<List<MatchedChange>> ChangesAsync(ChangeQuery query) => AllAsync(Store.Changes.ChangesAsync(query, Stop));

    private async Task<IEnumerable<string>> IdsAsync(ChangeQuery query) => (await ChangesAsync(query)).Select(change => change.Change.Id);
}
