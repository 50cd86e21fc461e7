using ContractWatch.Awards;
using ContractWatch.Diffing;
using ContractWatch.Matching;
using ContractWatch.Polling;

namespace ContractWatch.Storage;

/// <summary>What every store must remember of awards and vendors as wholes.</summary>
public abstract class AwardMemoryContract : StoreContract
{
    private static readonly AwardKey A = new("CONT_AWD_A");
    private static readonly AwardKey B = new("CONT_AWD_B");

    private IPollStore Polls => Store.Polls;

    [Fact]
    public async Task Facts_are_kept_each_time_they_say_something_else_and_the_last_are_the_known_ones()
    {
        var (first, raised) = (Sample.Award(), Sample.Award() with { Ceiling = Money.Usd(2_000_000_000m) });
        foreach (var (facts, day) in new[] { first, first, raised, first }.Select((facts, day) => (facts, day)))
            await Polls.CommitAsync(Sample.Commit(day == 0 ? "" : $"{day}", $"{day + 1}") with { Time = Sample.Noon.AddDays(day), Awards = [facts] }, Stop);

        var known = await Polls.FactsAsync(Sample.Feed, [A, B], Stop);

        known.ShouldHaveSingleItem().Value.ShouldBe(new KnownAward(first, 3));
        var file = (await Store.Changes.AwardAsync(A, Stop))!;
        file.FactsOverTime.Select(version => (version.Read, version.Facts.Ceiling)).ShouldBe(
            [(Sample.Noon, first.Ceiling), (Sample.Noon.AddDays(2), raised.Ceiling), (Sample.Noon.AddDays(3), first.Ceiling)]);
    }

    [Fact]
    public async Task Awards_are_found_by_the_number_people_know_them_by()
    {
        await Polls.CommitAsync(Sample.Commit() with { Actions = [Fresh(A, "70CTD0"), Fresh(B, "70CTD0"), Fresh(new AwardKey("C"), "OTHER")] }, Stop);

        var found = await Polls.WithPiidAsync(Sample.Feed, ["70CTD0", "UNSEEN"], Stop);

        found["70CTD0"].ShouldBe([A, B], ignoreOrder: true);
        found["UNSEEN"].ShouldBeEmpty();
        (await Polls.WithPiidAsync("another", ["70CTD0"], Stop)).ShouldBeEmpty();
    }

    [Fact]
    public async Task An_award_that_moved_keeps_all_that_is_known_of_it_and_the_key_it_had()
    {
        await Polls.CommitAsync(Sample.Commit() with { Actions = [Fresh(A, "70CTD0")], Awards = [Sample.Award()], Changes = [Sample.Change("1", watches: "acme")] }, Stop);

        await Polls.CommitAsync(Sample.Commit("1", "2") with { Moves = [new AwardMove(A, B)], Actions = [Fresh(B, "70CTD0", "P00009")] }, Stop);

        var known = await Polls.RecallAsync(Sample.Feed, [A, B], Stop);
        known[A].ShouldBeEmpty();
        known[B].Select(state => state.Action.Key.Number).Order(StringComparer.Ordinal).ShouldBe(["0", "P00009"]);
        (await Polls.MovedAsync(Sample.Feed, [A, B], Stop)).ShouldBe(new Dictionary<AwardKey, AwardKey> { [A] = B });
        (await Polls.WatchedAwardsAsync(Sample.Feed, DateTimeOffset.MaxValue, 9, Stop)).ShouldBe([B]);
        (await Polls.FeedAsync(Sample.Feed, Stop)).KnownActions.ShouldBe(2);

        var files = new[] { (await Store.Changes.AwardAsync(A, Stop))!, (await Store.Changes.AwardAsync(B, Stop))! };
        files.ShouldAllBe(file => file.FormerKeys.Single() == A && file.Actions.Count == 2 && file.Facts != null);
        files.ShouldAllBe(file => file.Changes.Single().Change.Action.Key.Award == A && file.Changes.Single().Change.FirstKnownAs == A);
    }

    [Fact]
    public async Task Where_an_award_stands_among_a_watchs_bands_is_remembered_and_moves_with_the_award()
    {
        await Polls.CommitAsync(Sample.Commit() with { Growth = [Sample.Growth(), Sample.Growth(watch: "ice"), Sample.Growth("CONT_AWD_C")] }, Stop);
        await Polls.CommitAsync(Sample.Commit("1", "2") with { Growth = [Sample.Growth(band: 3)] }, Stop);

        (await Polls.GrowthAsync(Sample.Feed, [A, B], Stop)).ShouldBe([Sample.Growth(band: 3), Sample.Growth(watch: "ice")], ignoreOrder: true);
        (await Polls.GrowthAsync("another", [A], Stop)).ShouldBeEmpty();

        await Polls.CommitAsync(Sample.Commit("2", "3") with { Moves = [new AwardMove(A, B)], Growth = [Sample.Growth("CONT_AWD_B", band: 4)] }, Stop);
        (await Polls.GrowthAsync(Sample.Feed, [A, B], Stop)).ShouldBe([Sample.Growth("CONT_AWD_B", band: 4), Sample.Growth("CONT_AWD_B", "ice")], ignoreOrder: true);
    }

    [Fact]
    public async Task Who_was_told_of_an_award_before_it_moved_is_known_under_its_new_key()
    {
        await Polls.CommitAsync(Sample.Commit() with { Changes = [Sample.Change("change of 1", watches: "acme")], Messages = [Sample.Message("m", alerts: ["1"])] }, Stop);
        await Polls.CommitAsync(Sample.Commit("1", "2") with { Moves = [new AwardMove(A, B)] }, Stop);

        (await Polls.ToldAsync(Sample.Feed, [B], Stop)).ShouldHaveSingleItem().Action.ShouldBe(new ActionKey(B, "P00001", 1));
        (await Polls.ToldAsync(Sample.Feed, [A], Stop)).ShouldBeEmpty();
    }

    [Fact]
    public async Task An_award_that_moves_there_and_back_is_known_by_its_first_key_and_never_twice()
    {
        await Polls.CommitAsync(Sample.Commit() with { Actions = [Fresh(A, "70CTD0")] }, Stop);
        await Polls.CommitAsync(Sample.Commit("1", "2") with { Moves = [new AwardMove(A, B)] }, Stop);
        await Polls.CommitAsync(Sample.Commit("2", "3") with { Moves = [new AwardMove(B, A)] }, Stop);

        (await Polls.RecallAsync(Sample.Feed, [A, B], Stop)).ShouldHaveSingleItem().Key.ShouldBe(A);
        (await Polls.MovedAsync(Sample.Feed, [A, B], Stop)).ShouldBe(new Dictionary<AwardKey, AwardKey> { [B] = A });
    }

    [Fact]
    public async Task The_name_a_vendor_was_last_told_to_have_is_remembered()
    {
        await Polls.CommitAsync(Sample.Commit() with { Names = [new VendorName("uei:A", "OLD"), new VendorName("uei:B", "OTHER")] }, Stop);
        await Polls.CommitAsync(Sample.Commit("1", "2") with { Names = [new VendorName("uei:A", "NEW")] }, Stop);

        (await Polls.NamesAsync(Sample.Feed, ["uei:A", "uei:C"], Stop)).ShouldBe(new Dictionary<string, string> { ["uei:A"] = "NEW" });
        (await Polls.NamesAsync("another", ["uei:A"], Stop)).ShouldBeEmpty();
    }

    [Fact]
    public async Task The_names_a_vendor_had_are_remembered_and_the_present_one_is_none_of_them()
    {
        await Polls.CommitAsync(Sample.Commit() with { Names = [new VendorName("uei:A", "SECOND", "FIRST"), new VendorName("uei:B", "OTHER")] }, Stop);
        await Polls.CommitAsync(Sample.Commit("1", "2") with { Names = [new VendorName("uei:A", "FIRST", "SECOND")] }, Stop);

        (await Polls.FormerNamesAsync(Sample.Feed, ["uei:A", "uei:B", "uei:C"], Stop)).Select(names => (names.Key, names.Single())).ShouldBe([("uei:A", "SECOND")]);
    }

    [Fact]
    public async Task Who_was_told_of_which_action_is_known()
    {
        var change = Sample.Change("change of 1", watches: "acme");
        await Polls.CommitAsync(Sample.Commit() with { Changes = [change, Sample.Change("untold", "CONT_AWD_B")], Messages = [Sample.Message("m", alerts: ["1"])] }, Stop);

        (await Polls.ToldAsync(Sample.Feed, [A, B], Stop)).ShouldBe([new ToldAction(change.Change.Action.Key, "watch of 1", "subscription of 1")]);
        (await Polls.ToldAsync(Sample.Feed, [B], Stop)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Edits_of_an_award_are_recalled_from_a_moment_on_and_nothing_else()
    {
        var edit = Sample.Change("edit", seen: Sample.Noon.AddDays(2));
        var news = Sample.Change("news", seen: Sample.Noon.AddDays(2));
        news = news with { Change = news.Change with { Kind = ChangeKind.Modification } };
        await Polls.CommitAsync(
            Sample.Commit() with { Changes = [Sample.Change("old"), edit, news, Sample.Change("other", "CONT_AWD_B", Sample.Noon.AddDays(2))] }, Stop);

        Sample.Shown(await Polls.EditsAsync(Sample.Feed, [A], Sample.Noon.AddDays(1), Stop)).ShouldBe(Sample.Shown(new[] { edit.Change }));
    }

    [Fact]
    public async Task A_change_that_covers_several_awards_is_in_the_file_of_each()
    {
        await Polls.CommitAsync(Sample.Commit() with { Actions = [Fresh(A, "1"), Fresh(B, "2")] }, Stop);
        var change = Sample.Change("renamed").Change;
        var renamed = new MatchedChange(change with { Covers = [change.Action.Key, new ActionKey(B, "0")], IsContinued = true }, []);
        await Polls.CommitAsync(Sample.Commit("1", "2") with { Changes = [renamed] }, Stop);

        foreach (var award in new[] { A, B })
            Sample.Shown((await Store.Changes.AwardAsync(award, Stop))!.Changes).ShouldBe(Sample.Shown(new[] { renamed }));
    }

    [Fact]
    public async Task Sub_awards_are_kept_in_their_latest_state_and_move_with_their_award()
    {
        Sample.EmptyFields(Sample.KnownSubaward()).ShouldBeEmpty("give the sample's new field a value");
        var (first, other) = (Sample.KnownSubaward(), Sample.KnownSubaward("CONT_AWD_C", "S-9|OTHER"));
        var again = first with { Revision = 3, Subaward = first.Subaward with { Amount = Money.Usd(2) } };
        var second = Sample.KnownSubaward(key: "S-2|ACME");
        await Polls.CommitAsync(Sample.Commit() with { Subawards = [first, other], SubawardReadings = [new("award:CONT_AWD_A", Sample.Noon, 1)] }, Stop);
        await Polls.CommitAsync(Sample.Commit("1", "2") with { Subawards = [again, second], SubawardReadings = [new("award:CONT_AWD_A", Sample.Noon.AddDays(1), 2), new("vendor:ACME", Sample.Noon, 7)] }, Stop);

        Sample.Shown((await Polls.SubawardsAsync(Sample.Feed, [A, B], Stop)).Single().OrderBy(state => state.Key, StringComparer.Ordinal)).ShouldBe(Sample.Shown(new[] { again, second }));
        (await Polls.SubawardsAsync("another", [A], Stop)).ShouldBeEmpty();
        (await Polls.SubawardReadingsAsync(Sample.Feed, ["award:CONT_AWD_A", "vendor:ACME", "vendor:UNREAD"], Stop)).Values.ShouldBe(
            [new("award:CONT_AWD_A", Sample.Noon.AddDays(1), 2), new("vendor:ACME", Sample.Noon, 7)], ignoreOrder: true);
        Sample.Shown((await Store.Changes.AwardAsync(A, Stop))!.Subawards).ShouldBe(Sample.Shown(new[] { again.Subaward, second.Subaward }));

        await Polls.CommitAsync(Sample.Commit("2", "3") with { Moves = [new AwardMove(A, B)] }, Stop);
        (await Polls.SubawardsAsync(Sample.Feed, [A, B], Stop)).Single().ShouldAllBe(state => state.Subaward.Prime == B);
        (await Polls.SubawardReadingsAsync(Sample.Feed, ["award:CONT_AWD_A", "award:CONT_AWD_B"], Stop)).Values.ShouldHaveSingleItem().ShouldBe(new("award:CONT_AWD_B", Sample.Noon.AddDays(1), 2));
    }

    private static KnownAction Fresh(AwardKey award, string piid, string number = "0")
    {
        var known = Sample.Fresh(award.Value, number);
        return known with { Action = known.Action with { Piid = piid } };
    }
}
