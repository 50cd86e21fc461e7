using ContractWatch.Awards;
using ContractWatch.Feeds;

namespace ContractWatch.Storage;

/// <summary>What every store in a file must do, whoever else uses the file.</summary>
public abstract class StoreFileContract : IDisposable
{
    /// <summary>Thirty commits; for a minute with <c>CONTRACTWATCH_LONG=1</c>.</summary>
    private static readonly TimeSpan Lasting = Environment.GetEnvironmentVariable("CONTRACTWATCH_LONG") == "1" ? TimeSpan.FromMinutes(1) : TimeSpan.Zero;

    private readonly TemporaryFolder _folder = new();

    private protected abstract StoreProvider Provider { get; }

    private protected string File => _folder.File(Provider.FileName);

    private protected static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _folder.Dispose();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task What_was_kept_is_there_when_the_store_is_opened_again()
    {
        await using (var store = await OpenAsync())
            await store.Polls.CommitAsync(Sample.Commit() with { Actions = [Sample.Known()] }, Stop);

        await using var again = await OpenAsync();
        var recalled = await again.Polls.RecallAsync(Sample.Feed, [new AwardKey("CONT_AWD_A")], Stop);
        Sample.Shown(recalled.Single()).ShouldBe(Sample.Shown(new[] { Sample.Known() }));
    }

    [Fact]
    public async Task A_store_opened_by_many_at_once_is_made_once()
    {
        var stores = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => OpenAsync(), Stop)));

        foreach (var store in stores)
        {
            (await store.Polls.FeedsAsync(Stop)).ShouldBeEmpty();
            await store.DisposeAsync();
        }
    }

    [Fact]
    public async Task Two_processes_worth_of_writers_both_get_everything_in()
    {
        await using var one = await OpenAsync();
        await using var two = await OpenAsync();

        await Task.WhenAll(WriteAsync(one, "one"), WriteAsync(two, "two"));

        (await one.Polls.FeedsAsync(Stop)).Select(feed => (feed.Feed, feed.KnownActions)).ShouldBe([("one", 40), ("two", 40)]);

        static async Task WriteAsync(IStore store, string feed)
        {
            for (var place = 0; place < 40; place++)
            {
                var commit = Sample.Commit(place == 0 ? "" : $"{place}", $"{place + 1}") with { Feed = feed, Actions = [Sample.Fresh($"{feed} {place}")] };
                await store.Polls.CommitAsync(commit, Stop);
                await store.Outbox.KeepAsync(feed, $"{place}", Stop);
            }
        }
    }

    [Fact]
    public async Task Readers_see_whole_commits_while_others_write()
    {
        await using var store = await OpenAsync();
        await using var other = await OpenAsync();
        using var written = new CancellationTokenSource();
        var readers = Enumerable.Range(0, 8).Select(number => Task.Run(() => ReadAsync(number % 2 == 0 ? store : other), Stop)).ToList();

        var began = TimeProvider.System.GetTimestamp();
        for (var place = 0; place < 30 || TimeProvider.System.GetElapsedTime(began) < Lasting; place++)
        {
            // The same actions again after a while, so that a long test reads no more than a short one.
            var actions = Enumerable.Range(0, 50).Select(number => Sample.Fresh("CONT_AWD_A", $"{place % 30} {number}") with { Revision = place + 1 });
            await store.Polls.CommitAsync(Sample.Commit(place == 0 ? "" : $"{place}", $"{place + 1}") with { Actions = [.. actions] }, Stop);
        }

        await written.CancelAsync();
        (await Task.WhenAll(readers)).ShouldAllBe(reads => reads > 0);

        async Task<int> ReadAsync(IStore store)
        {
            var reads = 0;
            for (; reads == 0 || !written.IsCancellationRequested; reads++)
            {
                var recalled = await store.Polls.RecallAsync(Sample.Feed, [new AwardKey("CONT_AWD_A")], Stop);
                (recalled.Sum(award => award.Count()) % 50).ShouldBe(0);
            }

            return reads;
        }
    }

    [Fact]
    public async Task A_data_directory_that_cannot_be_one_is_refused_with_its_name()
    {
        var provider = Provider;
        await System.IO.File.WriteAllTextAsync(_folder.File("occupied"), "", Stop);

        var fault = await Should.ThrowAsync<StoreException>(() => provider.OpenAsync!(Path.Combine(_folder.File("occupied"), provider.FileName), Stop));

        fault.Message.ShouldContain($"The data directory {_folder.File("occupied")} cannot be used");
    }

    [Fact]
    public async Task A_backup_made_while_the_store_is_in_use_restores_what_it_held()
    {
        var backup = _folder.File("backup.db");
        await using (var store = await OpenAsync())
        {
            await store.Polls.CommitAsync(Sample.Commit() with { Messages = [Sample.Message("kept", alerts: "a1")] }, Stop);
            await store.BackupAsync(backup, Stop);
            await store.Polls.CommitAsync(Sample.Commit("1", "2") with { Messages = [Sample.Message("later", alerts: "a2")] }, Stop);
            (await Should.ThrowAsync<StoreException>(() => store.BackupAsync(backup, Stop))).Message.ShouldContain("exists already");
        }

        await Provider.RestoreAsync!(backup, File, Stop);

        await using var restored = await OpenAsync();
        (await DueAsync(restored)).ShouldBe(["kept"]);
        (await restored.Polls.FeedAsync(Sample.Feed, Stop)).Cursor.ShouldBe(new FeedCursor("1"));
        Directory.GetFiles(_folder.Path, "*.partial*").ShouldBeEmpty();
    }

    [Fact]
    public async Task What_is_no_backup_is_not_restored()
    {
        await using (var store = await OpenAsync())
            await store.Polls.CommitAsync(Sample.Commit() with { Messages = [Sample.Message("kept", alerts: "a1")] }, Stop);
        var letter = _folder.File("letter");
        await System.IO.File.WriteAllTextAsync(letter, new string('x', 10_000), Stop);

        await Should.ThrowAsync<StoreException>(() => Provider.RestoreAsync!(letter, File, Stop));
        await Should.ThrowAsync<StoreException>(() => Provider.RestoreAsync!(_folder.File("absent"), File, Stop));

        await using var again = await OpenAsync();
        (await DueAsync(again)).ShouldBe(["kept"]);
        System.IO.File.Exists(_folder.File("absent")).ShouldBeFalse();
    }

    private protected async Task<IStore> OpenAsync() => await Provider.OpenAsync!(File, Stop);

    private static async Task<IEnumerable<string>> DueAsync(IStore store) => (await store.Outbox.DueAsync("email", DateTimeOffset.MaxValue, 9, null, Stop)).Select(message => message.Key);
}
