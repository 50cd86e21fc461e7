using System.Text;
using ContractWatch.Awards;
using ContractWatch.Feeds;
using ContractWatch.Polling;
using Microsoft.Data.Sqlite;

namespace ContractWatch.Storage.Sqlite;

public sealed class SqliteStoreTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string File => _folder.File(SqliteStore.FileName);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_full_disk_is_said_and_the_commit_leaves_nothing()
    {
        await using var store = await OpenAsync(new SqliteOptions { MaximumPages = 100 });
        var actions = Enumerable.Range(0, 5_000).Select(number => Sample.Fresh("CONT_AWD_A", $"{number}"));

        var fault = await Should.ThrowAsync<StoreException>(() => store.Polls.CommitAsync(Sample.Commit() with { Actions = [.. actions] }, Stop));

        fault.Message.ShouldContain(File);
        fault.Message.ShouldContain("full");
        (await store.Polls.FeedsAsync(Stop)).ShouldBeEmpty();
        await store.Polls.CommitAsync(Sample.Commit() with { Actions = [Sample.Fresh()] }, Stop);
        (await store.Polls.FeedAsync(Sample.Feed, Stop)).KnownActions.ShouldBe(1);
    }

    [Fact]
    public async Task A_writer_that_waits_too_long_for_another_says_so()
    {
        await using var store = await OpenAsync(new SqliteOptions { WaitForWriters = TimeSpan.FromMilliseconds(50) });
        using var other = new SqliteConnection($"Data Source={File};Pooling=False");
        other.Open();
        using (other.BeginTransaction(deferred: false))
        {
            var fault = await Should.ThrowAsync<StoreException>(() => store.Outbox.KeepAsync("name", "value", Stop));
            fault.Message.ShouldContain("another process");
            (await store.Outbox.RecallAsync("name", Stop)).ShouldBeNull();
        }

        await store.Outbox.KeepAsync("name", "value", Stop);
    }

    [Fact]
    public async Task A_file_that_is_no_database_is_refused_and_left_alone()
    {
        var text = string.Concat(Enumerable.Repeat("this is not a database, it is a letter to one\n", 100));
        await System.IO.File.WriteAllTextAsync(File, text, Stop);

        (await Should.ThrowAsync<StoreException>(() => OpenAsync())).Message.ShouldContain($"{File} is no SQLite database");

        (await System.IO.File.ReadAllTextAsync(File, Stop)).ShouldBe(text);
    }

    [Fact]
    public async Task A_damaged_store_is_said_to_be_damaged()
    {
        await using (var store = await OpenAsync())
            await store.Polls.CommitAsync(Sample.Commit() with { Actions = [.. Enumerable.Range(0, 2_000).Select(number => Sample.Fresh($"award {number}"))] }, Stop);
        await using (var file = System.IO.File.OpenWrite(File))
        {
            file.Position = 4096;
            file.Write(Encoding.ASCII.GetBytes(new string('x', (int)file.Length - 4096)));
        }

        var fault = await Should.ThrowAsync<StoreException>(async () =>
        {
            await using var store = await OpenAsync();
            await store.Polls.FeedsAsync(Stop);
        });

        fault.Message.ShouldContain($"The store {File} is damaged");
    }

    [Fact]
    public async Task A_store_of_a_newer_program_is_refused()
    {
        await (await OpenAsync()).DisposeAsync();
        Run("PRAGMA user_version = 9999");

        var fault = await Should.ThrowAsync<StoreException>(() => OpenAsync());

        fault.Message.ShouldContain($"The store {File} was written by a newer ContractWatch: its form is 9999");
    }

    [Fact]
    public async Task A_database_of_another_program_is_refused_and_left_alone()
    {
        Run("CREATE TABLE theirs (x)");

        (await Should.ThrowAsync<StoreException>(() => OpenAsync())).Message.ShouldContain("a database of another program");

        Should.Throw<SqliteException>(() => Run("SELECT * FROM feeds")).Message.ShouldContain("no such table");
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

        foreach (var file in new[] { File, $"{File}-wal" })
            System.IO.File.GetUnixFileMode(file).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite, file);
    }

    [Fact]
    public async Task A_fault_names_no_address()
    {
        await using var store = await OpenAsync(new SqliteOptions { MaximumPages = 60 });
        var messages = Enumerable.Range(0, 5_000).Select(number => Sample.Message($"m{number}", "secret@example.org", alerts: $"a{number}"));

        var fault = await Should.ThrowAsync<StoreException>(() => store.Polls.CommitAsync(Sample.Commit() with { Messages = [.. messages] }, Stop));
        var unknown = await Should.ThrowAsync<StoreException>(() => store.Outbox.RecordAsync([Sample.Message("m1", "secret@example.org")], Stop));

        fault.ToString().ShouldNotContain("secret@");
        unknown.ToString().ShouldNotContain("secret@");
    }

    [Fact]
    public async Task A_store_made_by_the_first_version_is_still_read()
    {
        await (await OpenAsync()).DisposeAsync();
        Run("""
            INSERT INTO feeds (id, name, cursor, health, known_actions) VALUES (1, 'usaspending', '7', '{"lastAttempt":"2026-08-12T12:00:00+00:00","failuresInARow":1}', 1);
            INSERT INTO awards (id, feed, key, watched, facts) VALUES (1, 1, 'CONT_AWD_A', 1, '{"key":"CONT_AWD_A","ceiling":"10.50 USD","signed":"2026-08-01"}');
            INSERT INTO phrases (id, text) VALUES (1, 'USD'), (2, 'ICE');
            INSERT INTO states (id, signed, obligation, currency, recipient, identifiers, agency) VALUES (1, '2026-08-03', '1.50', 1, 'ACME', '{"uei":"ABC"}', 2);
            INSERT INTO actions (award, number, twin, feed, state, signed, revision, first_seen, missing_polls, withdrawn) VALUES (1, '0', 0, 1, 1, '2026-08-03', 1, 17865360000000000, 0, 0);
            INSERT INTO changes (id, kind, award, number, twin, first_seen, state, content, matches) VALUES ('c1', 'new-award', 1, '0', 0, 17865360000000000, 1,
                '{"fields":[{"name":"obligation","new":"1.50"}],"total":{"before":"0 USD","after":"1.50 USD","isWhole":true},"page":"https://example.org/"}',
                '[{"watchId":"acme","tier":"Certain","route":"Prime","evidence":[{"kind":"name","text":"equal","weight":0.5}],"score":1}]');
            """);

        await using var store = await OpenAsync();
        var file = (await store.Changes.AwardAsync(new AwardKey("CONT_AWD_A"), Stop)).ShouldNotBeNull();

        (await store.Polls.FeedAsync("usaspending", Stop)).ShouldBe(
            new FeedState("usaspending", new FeedCursor("7"), new FeedHealth { LastAttempt = new DateTimeOffset(2026, 8, 12, 12, 0, 0, TimeSpan.Zero), FailuresInARow = 1 }, 1));
        file.Facts.ShouldNotBeNull().Ceiling.ShouldBe(Money.Usd(10.50m));
        var action = file.Actions.ShouldHaveSingleItem().Action;
        action.Obligation.ShouldBe(Money.Usd(1.50m));
        action.AwardingAgency.ShouldBe(new Agency { Name = "ICE" });
        var change = file.Changes.ShouldHaveSingleItem();
        change.Change.Action.ShouldBe(action);
        change.Change.FirstSeen.ShouldBe(new DateTimeOffset(2026, 8, 12, 12, 0, 0, TimeSpan.Zero));
        change.Matches.ShouldHaveSingleItem().Evidence.ShouldHaveSingleItem().Weight.ShouldBe(0.5);
    }

    [Fact]
    public async Task A_bad_row_of_a_source_is_kept_once_and_counted()
    {
        await using (var store = await OpenAsync())
        {
            await store.Polls.CommitAsync(Sample.Commit() with { Quarantined = [new QuarantinedRow("{", "cut off")] }, Stop);
            await store.Polls.CommitAsync(Sample.Commit("1", "2") with { Quarantined = [new QuarantinedRow("{", "cut off"), new QuarantinedRow("}", "cut off")] }, Stop);
        }

        Run("SELECT group_concat(raw || reason || times, ' ') FROM (SELECT * FROM quarantine ORDER BY raw)").ShouldBe("{cut off2 }cut off1");
    }

    private Task<SqliteStore> OpenAsync(SqliteOptions? options = null) => SqliteStore.OpenAsync(File, Stop, options);

    private string? Run(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={File};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar()?.ToString();
    }
}
