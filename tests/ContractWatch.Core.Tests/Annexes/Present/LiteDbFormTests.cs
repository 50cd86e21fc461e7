using ContractWatch.Delivery;
using ContractWatch.Feeds;
using ContractWatch.LiteDb;
using ContractWatch.Storage;
using LiteDB;

namespace ContractWatch.Annexes;

/// <summary>What is of LiteDB alone: its files, and who else may have them.</summary>
public sealed class LiteDbFormTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Data => _folder.File(StoreProvider.LiteDb.FileName);

    private string Log => _folder.File("contractwatch-log.litedb");

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_file_that_is_no_database_is_refused_and_left_alone()
    {
        var text = string.Concat(Enumerable.Repeat("this is not a database, it is a letter to one\n", 400));
        await File.WriteAllTextAsync(Data, text, Stop);

        (await Should.ThrowAsync<StoreException>(() => OpenAsync())).Message.ShouldContain($"{Data} is no LiteDB database");

        (await File.ReadAllTextAsync(Data, Stop)).ShouldBe(text);
    }

    [Fact]
    public async Task A_store_of_a_newer_program_is_refused()
    {
        await (await OpenAsync()).DisposeAsync();
        Use(database => database.UserVersion = 9999);

        (await Should.ThrowAsync<StoreException>(() => OpenAsync())).Message.ShouldContain("was written by a newer ContractWatch: its form is 9999");
    }

    [Fact]
    public async Task A_store_of_an_earlier_form_gets_the_indexes_it_lacks_and_keeps_what_it_holds()
    {
        await using (var store = await OpenAsync())
            await store.Polls.CommitAsync(Sample.Commit() with { Messages = [Sample.Message("m1", alerts: "a1") with { Sending = null }] }, Stop);
        Use(database =>
        {
            database.GetCollection("messages").DropIndex("by_sending").ShouldBeTrue();
            database.UserVersion = 1;
        });

        await using (var store = await OpenAsync())
        {
            await store.Outbox.RecordAsync([Sample.Message("m1") with { Sending = "d" }], Stop);
            (await store.Outbox.PartsAsync("d", Stop)).ShouldHaveSingleItem().Key.ShouldBe("m1");
        }

        Use(database => database.GetCollection("$indexes").Find("collection = 'messages'").Select(index => index["name"].AsString).ShouldContain("by_sending"));
    }

    [Fact]
    public async Task A_database_of_another_program_is_refused_and_left_alone()
    {
        Use(database => database.GetCollection("theirs").Insert(new BsonDocument()));

        (await Should.ThrowAsync<StoreException>(() => OpenAsync())).Message.ShouldContain("a database of another program");

        Use(database => database.GetCollectionNames().ShouldBe(["theirs"]));
    }

    [Fact]
    public async Task Who_waits_too_long_for_another_says_so_and_goes_on_when_it_is_free()
    {
        await using var store = await OpenAsync(new LiteDbOptions { WaitForOthers = TimeSpan.FromMilliseconds(50) });
        using (NamedLock.TryTake($"{Data}.lock").ShouldNotBeNull())
            (await Should.ThrowAsync<StoreException>(() => store.Outbox.KeepAsync("name", "value", Stop))).Message.ShouldContain("another process");

        (await store.Outbox.RecallAsync("name", Stop)).ShouldBeNull();
        await store.Outbox.KeepAsync("name", "value", Stop);
    }

    [Fact]
    public async Task Addresses_are_readable_for_the_owner_alone()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("this system has no file modes");
            return;
        }

        await using var store = await OpenAsync();
        await store.Outbox.KeepAsync("name", "value", Stop);

        foreach (var file in new[] { Data, Log })
            File.GetUnixFileMode(file).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite, file);
    }

    [Fact]
    public async Task The_log_is_taken_into_the_file_when_it_has_grown()
    {
        await using var store = await OpenAsync(new LiteDbOptions { LargestLog = 0 });

        await store.Outbox.KeepAsync("name", "value", Stop);

        File.Exists(Log).ShouldBeFalse();
        (await store.Outbox.RecallAsync("name", Stop)).ShouldBe("value");
    }

    [Fact]
    public async Task A_log_that_breaks_off_loses_only_what_was_never_acknowledged()
    {
        await using (var store = await OpenAsync())
        {
            await store.Outbox.KeepAsync("acknowledged", "yes", Stop);
            var acknowledged = new FileInfo(Log).Length;
            await store.Outbox.KeepAsync("broken off", "yes", Stop);
            await using var log = new FileStream(Log, FileMode.Open, FileAccess.Write);
            log.SetLength(((acknowledged + log.Length) / 2) + 100);
        }

        await using var again = await OpenAsync();
        (await again.Outbox.RecallAsync("acknowledged", Stop)).ShouldBe("yes");
        (await again.Outbox.RecallAsync("broken off", Stop)).ShouldBeNull();
        await again.Outbox.KeepAsync("later", "yes", Stop);
    }

    [Fact]
    public async Task What_was_refused_in_a_store_of_the_first_form_is_counted()
    {
        await using (var store = await OpenAsync())
            await store.Polls.CommitAsync(Sample.Commit() with { Messages = [Sample.Message("m1", alerts: "a1") with { State = MessageState.Refused }] }, Stop);
        Use(database =>
        {
            var messages = database.GetCollection("messages");
            messages.DropIndex("by_refused");
            var row = messages.FindAll().Single();
            row.Remove("by_refused");
            messages.Update(row);
            database.UserVersion = 1;
        });

        await using var again = await OpenAsync();
        (await again.Outbox.StandingsAsync(Sample.Noon, Stop)).Single().Refused.ShouldBe(1);
    }

    [Fact]
    public async Task A_bad_row_of_a_source_is_kept_once_and_counted()
    {
        await using (var store = await OpenAsync())
        {
            await store.Polls.CommitAsync(Sample.Commit() with { Quarantined = [new QuarantinedRow("{", "cut off")] }, Stop);
            await store.Polls.CommitAsync(Sample.Commit("1", "2") with { Quarantined = [new QuarantinedRow("{", "cut off"), new QuarantinedRow("}", "cut off")] }, Stop);
        }

        Use(database => database.GetCollection("quarantine").FindAll().OrderBy(row => row["raw"].AsString)
            .Select(row => $"{row["raw"].AsString}{row["times"].AsInt64}").ShouldBe(["{2", "}1"]));
    }

    private Task<LiteDbStore> OpenAsync(LiteDbOptions? options = null) => LiteDbStore.OpenAsync(Data, Stop, options);

    private void Use(Action<LiteDatabase> use)
    {
        using var database = new LiteDatabase(new ConnectionString { Filename = Data, Collation = Collation.Binary });
        use(database);
    }
}
