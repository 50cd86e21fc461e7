using System.Collections.Immutable;
using ContractWatch.Awards;
using ContractWatch.Feeds.UsaSpending;
using ContractWatch.Storage;
using ContractWatch.TestServers.UsaSpending;
using ContractWatch.Watches;

namespace ContractWatch.Ledger;

/// <summary>What changed on an award is proven by the answers it was read in, whatever kind of change it is.</summary>
public sealed class EvidenceTests
{
    private static readonly TransactionRow Base = Rows.Of(2);
    private static readonly TransactionRow First = Rows.Of(2, "P00001", 9) with { Amount = 50.25m, ActionType = "C" };
    private static readonly TransactionRow Option = Rows.Of(2, "P00002", 20) with { ActionType = "G", Description = "EXERCISE OPTION YEAR 1" };
    private static readonly TransactionRow Stop = Rows.Of(2, "P00003", 25) with { ActionType = "F", Amount = 0 };

    /// <summary>So that pages hold strangers, and awards lie across the edges of pages.</summary>
    private static readonly TransactionRow[] Others = [.. Rows.Many(240, 5, seed: 7).Where(row => row.AwardKey != Base.AwardKey)];

    [Fact]
    public async Task A_poll_that_brings_nothing_new_leaves_nothing_in_the_ledger()
    {
        await using var scene = await LedgerScene.StartAsync();
        await scene.PollAsync([Base, .. Others]);
        await scene.PollAsync([Base, .. Others]);

        (await scene.EntriesAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_new_action_leaves_the_page_that_brought_it_and_the_awards_own_without_any_password()
    {
        await using var scene = await LedgerScene.StartAsync();
        await scene.PollAsync([Base, .. Others]);
        await scene.PollAsync([Base, First, .. Others]);

        var answers = (await scene.EntriesAsync()).Select(entry => entry.Observation).ToList();

        answers.Select(answer => answer.Url.Split("/api/v2/")[1]).ShouldBe(
            ["search/spending_by_transaction/", $"awards/{Base.AwardKey}/", "transactions/"], ignoreOrder: true);
        answers.Single(answer => answer.Url.Contains("search", StringComparison.Ordinal)).Request.ShouldNotBeNull().ShouldContain("\"filters\"");
        answers.ShouldAllBe(answer => !answer.Url.Contains("secret", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Every_kind_of_change_follows_from_its_answers()
    {
        await using var scene = await LedgerScene.StartAsync();
        var edited = First with { Amount = 70m };
        var moved = Base.AwardKey.Replace("_-NONE-_-NONE-", "_70CDCR20A0001_7012", StringComparison.Ordinal);
        await scene.PollAsync(Others);
        await scene.PollAsync([Base, .. Others]);
        await scene.PollAsync([Base, First, .. Others]);
        await scene.PollAsync([Base, edited, .. Others]);
        await scene.PollAsync([Base, edited, Option, .. Others]);
        await scene.PollAsync(Facts([Base, edited, Option, Stop, .. Others], new AwardFacts { Ceiling = 9_000m, End = new(2028, 1, 31), Offers = 3 }));
        TransactionRow[] renamed = [.. new[] { Base, edited, Option, Stop }.Concat(Others).Select(row => row.Uei == Base.Uei ? row with { Recipient = "ANOTHER NAME LLC" } : row)];
        await scene.PollAsync(renamed);
        await PassAsync(Facts(renamed, new AwardFacts { Ceiling = 1_000_009_000m, End = new(2029, 1, 31), Offers = 4 }), days: 8);
        await PassAsync(Rows.Universe(renamed.Where(row => row.AwardKey != Base.AwardKey || row.Mod != First.Mod)), days: 4);
        await scene.PollAsync(renamed);
        await scene.PollAsync([.. renamed.Select(row => row.AwardKey == Base.AwardKey ? row with { AwardKey = moved } : row)]);

        var kinds = (await scene.ChangesAsync()).Select(matched => matched.Change.Kind).Distinct();
        var bundle = await scene.EvidenceAsync(moved);

        kinds.ShouldBe(
            [
                ChangeKind.NewAward, ChangeKind.Modification, ChangeKind.Correction, ChangeKind.OptionExercised, ChangeKind.Terminated,
                ChangeKind.RecipientRenamed, ChangeKind.CeilingChanged, ChangeKind.PeriodChanged, ChangeKind.Withdrawn, ChangeKind.Restored, ChangeKind.Rekeyed,
            ],
            ignoreOrder: true);
        bundle.Check.LeftOut.ShouldBe(0);
        bundle.Check.Changes.ShouldBe((await scene.ChangesAsync()).Count);
        FaultOf(ChangeKind.Withdrawn, change => change with { Action = Option.Mod }).ShouldContain("no answer shows that the source withdrew it");
        FaultOf(ChangeKind.Rekeyed, change => change with { Fields = [new BundledField("award", "CONT_AWD_OTHER", moved)] }).ShouldContain("gave up the former key");
        FaultOf(ChangeKind.Rekeyed, change => change with { ReadAt = [.. change.ReadAt.Where(place => place.Pointer.Length > 0)] }).ShouldContain("gave up the former key");
        FaultOf(ChangeKind.RecipientRenamed, change => change with { Covers = [.. change.Covers!, new BundledAction(Others[0].AwardKey, Others[0].Mod, 0)] }).ShouldContain($"do not show it of {Others[0].AwardKey}");
        FaultOf(ChangeKind.NewAward, change => change with { Award = Others[0].AwardKey }).ShouldContain("no answer shows the action");

        string FaultOf(ChangeKind kind, Func<BundledChange, BundledChange> forge)
        {
            var good = BundleFile.Read(bundle.Bytes);
            var forged = good with { Changes = [.. good.Changes.Select(change => change.Kind == kind.Name ? forge(change) : change)] };
            return BundleCheck.Of(BundleFile.Write(forged)).Faults[0].What;
        }

        async Task PassAsync(Universe universe, int days)
        {
            for (var day = 0; day < days; day++)
                await scene.PollAsync(universe);
        }
    }

    [Fact]
    public async Task An_award_whose_page_is_gone_is_proven_by_the_answer_that_said_so()
    {
        await using var scene = await LedgerScene.StartAsync();
        await scene.PollAsync([Base, .. Others]);
        for (var day = 0; day < 4; day++)
            await scene.PollAsync(Others);

        (await scene.ChangesAsync()).ShouldHaveSingleItem().Change.Kind.ShouldBe(ChangeKind.Withdrawn);
        (await scene.EvidenceAsync(Base.AwardKey)).Check.Changes.ShouldBe(1);
        (await scene.EntriesAsync()).ShouldHaveSingleItem().Observation.Status.ShouldBe(404);
    }

    [Fact]
    public async Task A_sub_award_is_proven_by_the_list_it_stands_in()
    {
        await using var scene = await LedgerScene.StartAsync();
        var report = new SubawardReport(1, Base.AwardKey, "S-1", "SUBCONTRACTOR LLC", 5_000, new DateOnly(2026, 6, 30));
        await scene.PollAsync([Base, .. Others]);
        await scene.PollAsync([Base, First, .. Others]);
        await scene.PollAsync(Holding(report));
        await scene.PollAsync(Holding(report with { Amount = 6_000 }, report with { Id = 2, Number = "S-2" }));

        var bundle = await scene.EvidenceAsync(Base.AwardKey);

        bundle.Check.LeftOut.ShouldBe(0);
        var reported = BundleFile.Read(bundle.Bytes).Changes.Where(change => change.Kind == "subaward-reported").ToList();
        reported.Select(change => change.Fields.Count).ShouldBe([4, 1, 4], ignoreOrder: true);
        Forged(change => change with { Fields = [change.Fields[0] with { New = "SOMEBODY ELSE" }] }).ShouldContain("subawardee \"SUBCONTRACTOR LLC\", the change \"SOMEBODY ELSE\"");
        Forged(change => change with { ReadAt = [change.ReadAt[0] with { Pointer = "/results/9" }] }).ShouldContain("no answer shows the sub-award");

        Universe Holding(params SubawardReport[] reports) =>
            new([Base, First, Rows.Of(2, $"P0001{reports.Length}", 26), .. Others], Rows.FirstOfJune) { Subawards = [.. reports] };

        string Forged(Func<BundledChange, BundledChange> forge)
        {
            var good = BundleFile.Read(bundle.Bytes);
            return BundleCheck.Of(BundleFile.Write(good with { Changes = [.. good.Changes.Select(change => change.Id == reported[0].Id ? forge(change) : change)] })).Faults[0].What;
        }
    }

    [Fact]
    public async Task A_bundle_names_no_watch_that_is_not_public()
    {
        await using var scene = await LedgerScene.StartAsync();
        await scene.Store.Watches.SaveAsync(new StoredWatch(new Watch { Id = "secret", Agencies = ["ICE"], Privacy = Privacy.Embargoed }, StoredWatch.CommandLine, DateTimeOffset.UnixEpoch), LedgerScene.Stop);
        await scene.PollAsync([Base, .. Others]);
        await scene.PollAsync([Base, First, .. Others]);

        var bundle = await scene.EvidenceAsync(Base.AwardKey);

        (await scene.ChangesAsync()).Single().Matches.Select(match => match.WatchId).ShouldContain("secret");
        BundleFile.Read(bundle.Bytes).Matches.ShouldHaveSingleItem().Matches.Select(match => match.Watch).ShouldBe(["dhs"]);
    }

    [Fact]
    public async Task The_same_store_gives_the_same_bytes()
    {
        await using var scene = await LedgerScene.StartAsync();
        await scene.PollAsync([Base, .. Others]);
        await scene.PollAsync([Base, First, .. Others]);

        (await scene.EvidenceAsync(Base.AwardKey)).Bytes.ToArray().ShouldBe((await scene.EvidenceAsync(Base.AwardKey)).Bytes.ToArray());
    }

    [Fact]
    public async Task What_was_recorded_without_an_answer_is_left_out_and_said_to_be()
    {
        await using var scene = await LedgerScene.StartAsync();
        await scene.PollAsync([Base, .. Others]);
        await scene.PollAsync([Base, First, .. Others]);
        var state = await scene.Store.Polls.FeedAsync("usaspending", LedgerScene.Stop);
        var told = (await scene.ChangesAsync())[^1];
        await scene.Store.Polls.CommitAsync(
            Sample.Commit(state.Cursor.Json, "again") with { Feed = "usaspending", Changes = [told with { Change = told.Change with { Id = "unseen" } }] }, LedgerScene.Stop);

        var bundle = await scene.EvidenceAsync(Base.AwardKey);

        (bundle.Check.LeftOut, bundle.Check.Changes).ShouldBe((1, 1));
        BundleFile.Read(bundle.Bytes).Manifest.LeftOut.ShouldHaveSingleItem().Reason.ShouldBe("nothing of what was received is kept");
    }

    [Fact]
    public async Task Where_nothing_can_be_proven_there_is_no_bundle()
    {
        await using var scene = await LedgerScene.StartAsync();
        await scene.PollAsync([Base, .. Others]);

        (await Should.ThrowAsync<BundleException>(() => scene.EvidenceAsync(Base.AwardKey))).Message.ShouldContain("read silently");
        (await scene.Desk.WriteAsync(new AwardKey("CONT_AWD_NONE"), LedgerScene.Stop)).ShouldBeNull();
    }

    private static Universe Facts(IEnumerable<TransactionRow> rows, AwardFacts facts) =>
        new(rows, new DateOnly(2026, 8, 11)) { Facts = ImmutableDictionary<string, AwardFacts>.Empty.Add(Base.AwardKey, facts) };
}
