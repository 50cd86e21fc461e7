using ContractWatch.Annexes;
using ContractWatch.Awards;
using ContractWatch.Delivery;
using ContractWatch.Diffing;
using ContractWatch.Feeds;
using ContractWatch.Matching;
using ContractWatch.Storage.Sqlite;
using ContractWatch.Watches;

namespace ContractWatch.Storage;

public sealed class StoreCopyTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_copy_answers_as_its_original_does_and_the_copy_of_the_copy_is_the_original(bool fromSqlite)
    {
        var (original, other) = fromSqlite ? (SqliteStore.Provider, AnnexParts.LiteDb) : (AnnexParts.LiteDb, SqliteStore.Provider);
        await FillAsync(original);

        var there = await StoreCopy.RunAsync(original, other, _folder.Path, Stop);
        (await AnswersAsync(other)).ShouldBe(await AnswersAsync(original));
        File.Delete(_folder.File(original.FileName));
        var back = await StoreCopy.RunAsync(other, original, _folder.Path, Stop);

        there.Where(table => table.Rows == 0).Select(table => table.Name).ShouldBeEmpty("fill the new table, too");
        back.OrderBy(table => table.Name, StringComparer.Ordinal).ShouldBe(there.OrderBy(table => table.Name, StringComparer.Ordinal));
        Directory.Exists(_folder.File("copying")).ShouldBeFalse();
    }

    [Fact]
    public async Task A_store_goes_on_where_its_original_stood()
    {
        var liteDb = AnnexParts.LiteDb;
        await FillAsync(SqliteStore.Provider);
        await StoreCopy.RunAsync(SqliteStore.Provider, liteDb, _folder.Path, Stop);

        await using var store = await liteDb.OpenAsync!(_folder.File(liteDb.FileName), Stop);
        await store.Polls.CommitAsync(Sample.Commit("2", "3") with { Changes = [Sample.Change("later")], Messages = [Sample.Message("later", alerts: ["a1", "later"])] }, Stop);

        var messages = new List<string>();
        await foreach (var message in store.Outbox.MessagesAsync(null, Stop))
            messages.Add($"{message.Key}: {string.Join(' ', message.Alerts.Select(alert => alert.Key))}");
        messages.ShouldBe(["m1: a2 a1", "n1: ", "later: later"]);
    }

    [Fact]
    public async Task A_store_that_is_not_there_is_not_copied_and_none_is_overwritten()
    {
        var second = SqliteStore.Provider with { Name = "Second", FileName = "second.db" };
        (await Should.ThrowAsync<StoreException>(() => StoreCopy.RunAsync(SqliteStore.Provider, second, _folder.Path, Stop))).Message.ShouldContain("There is no Sqlite store");

        await FillAsync(SqliteStore.Provider);
        (await StoreCopy.RunAsync(SqliteStore.Provider, second, _folder.Path, Stop)).ShouldNotBeEmpty();
        (await AnswersAsync(second)).ShouldBe(await AnswersAsync(SqliteStore.Provider));
        (await Should.ThrowAsync<StoreException>(() => StoreCopy.RunAsync(SqliteStore.Provider, second, _folder.Path, Stop))).Message.ShouldContain("exists already");
    }

    [Fact]
    public async Task A_store_that_is_not_in_this_build_is_not_made()
    {
        await FillAsync(SqliteStore.Provider);

        (await Should.ThrowAsync<StoreException>(() => StoreCopy.RunAsync(SqliteStore.Provider, new StoreProvider("Absent", "absent.db"), _folder.Path, Stop)))
            .Message.ShouldBe("Absent stores are not in this build.");
        Directory.GetFileSystemEntries(_folder.Path).Select(Path.GetFileName).ShouldBe([SqliteStore.FileName]);
    }

    private async Task FillAsync(StoreProvider provider)
    {
        await using var store = await provider.OpenAsync!(_folder.File(provider.FileName), Stop);
        var answer = new Observation
        {
            Method = "GET",
            Url = "https://api.example.org/",
            Status = 200,
            Time = Sample.Noon,
            Sha256 = Observation.HashOf("{}"u8),
            Packed = Observation.Pack("{}"u8),
        };
        await store.Watches.SaveAsync(new StoredWatch(Sample.Watch(), "a.yaml", Sample.Noon), Stop);
        await store.Watches.SaveAsync(new StoredWatch(Sample.Watch("gone"), "a.yaml", Sample.Noon), Stop);
        await store.Watches.RemoveAsync("gone", Stop);
        await store.Watches.SaveAsync([Sample.StoredSubscription()], Stop);
        await store.Watches.RecordAsync(Sample.Feedback(), Stop);
        await store.Polls.CommitAsync(
            Sample.Commit() with
            {
                Actions = [Sample.Known(), Sample.Fresh("CONT_AWD_A", "P00001", 1), Sample.Fresh("CONT_AWD_Ä")],
                Awards = [Sample.Award()],
                Changes = [Sample.Change("c1", watches: ["acme", "ice"]), Covering("CONT_AWD_Ä")],
                Messages = [Sample.Message("m1", alerts: ["a2", "a1"])],
                Names = [new VendorName("uei:A", "NEW", "OLD")],
                Growth = [Sample.Growth()],
                Subawards = [Sample.KnownSubaward()],
                SubawardReadings = [new("award:CONT_AWD_A", Sample.Noon, 1)],
                Quarantined = [new QuarantinedRow("{", "cut off")],
                Sightings = new Dictionary<string, IReadOnlyList<Sighting>> { ["c1"] = [new Sighting(answer, "/results/0")] },
                Coverage = Sample.Coverage(gaps: Sample.Gap()),
            },
            Stop);
        await store.Polls.CommitAsync(Sample.Commit("1", "2") with { Moves = [new AwardMove(new AwardKey("CONT_AWD_A"), new AwardKey("CONT_AWD_B"))] }, Stop);
        await store.Outbox.KeepAsync("email/not-before", "1", Stop);
        await store.Outbox.SuppressAsync(new Suppression("email", "Desk@example.org", "550 unknown", Sample.Noon), Stop);
        await store.Notices.OweAsync(Sample.Message("n1") with { Alerts = [], Address = "other@example.org" }, new Notice("Übung", "One.\nTwo.", "thread"), Stop);
    }

    private static MatchedChange Covering(string award)
    {
        var matched = Sample.Change("c2");
        return matched with { Change = matched.Change with { Covers = [matched.Change.Action.Key, new ActionKey(new AwardKey(award), "0")] } };
    }

    /// <summary>What the store says to whoever asks, as text.</summary>
    private async Task<string> AnswersAsync(StoreProvider provider)
    {
        await using var store = await provider.OpenAsync!(_folder.File(provider.FileName), Stop);
        AwardKey[] awards = [new("CONT_AWD_A"), new("CONT_AWD_B"), new("CONT_AWD_Ä")];
        var changes = new List<object>();
        await foreach (var change in store.Changes.ChangesAsync(new() { WatchId = "ice" }, Stop))
            changes.Add(change);
        await foreach (var message in store.Outbox.MessagesAsync(null, Stop))
            changes.Add(message);
        await foreach (var entry in store.Ledger.EntriesAsync(null, Stop))
            changes.Add(entry.Observation.Body());
        return Sample.Shown(new object?[]
        {
            changes,
            await store.Polls.FeedsAsync(Stop),
            (await store.Polls.RecallAsync(Sample.Feed, awards, Stop)).SelectMany(known => known).OrderBy(known => known.Action.Key.ToString(), StringComparer.Ordinal),
            await store.Changes.AwardAsync(awards[0], Stop),
            await store.Polls.MissingAsync(Sample.Feed, Stop),
            await store.Polls.CoverageAsync(Sample.Feed, Stop),
            await store.Polls.GrowthAsync(Sample.Feed, awards, Stop),
            (await store.Polls.SubawardsAsync(Sample.Feed, awards, Stop)).SelectMany(known => known),
            (await store.Polls.FormerNamesAsync(Sample.Feed, ["uei:A"], Stop)).SelectMany(names => names),
            await store.Ledger.WitnessesAsync(["c1"], Stop),
            await store.Watches.WatchesAsync(Stop),
            await store.Watches.FormerPrivacyAsync(Stop),
            await store.Watches.SubscriptionsAsync(Stop),
            await store.Watches.FeedbackAsync(Stop),
            await store.Outbox.SuppressionsAsync(Stop),
            await store.Notices.NoticeAsync("n1", Stop),
            await store.Outbox.DueAsync("email", DateTimeOffset.MaxValue, 9, null, Stop),
            await store.Outbox.StandingsAsync(Sample.Noon.AddYears(1), Stop),
            await store.Outbox.RecallAsync("email/not-before", Stop),
        });
    }
}
