using ContractWatch.TestServers;

namespace ContractWatch.Watches;

public sealed class WatchBookTests : IDisposable
{
    private const string Iris = "watches: [{ id: iris, keywords: [iris] }]";
    private const string Face = "watches: [{ id: face, keywords: [face] }]";

    private readonly TemporaryFolder _folder = new();
    private readonly MemoryWatchStore _store = new();
    private readonly ImpatientTime _time = new(new DateTimeOffset(2026, 8, 1, 6, 0, 0, TimeSpan.Zero));

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_merge_says_what_was_added_changed_and_removed()
    {
        _folder.Write("a.yaml", Iris);
        _folder.Write("b.yaml", Face);
        var first = await MergeAsync();
        _folder.Write("a.yaml", "watches: [{ id: iris, keywords: [iris, eye scan] }]");
        _folder.Write("b.yaml", "watches: [{ id: plates, keywords: [licence plate] }]");
        var second = await MergeAsync();

        first.Added.ShouldBe(["iris", "face"]);
        second.Added.ShouldBe(["plates"]);
        second.Changed.ShouldBe(["iris"]);
        second.Removed.ShouldBe(["face"]);
        _store.Ids.ShouldBe(["iris", "plates"]);
        _store["iris"].Watch.Keywords.ShouldBe(["iris", "eye scan"]);
        _store["iris"].Origin.ShouldBe(_folder.Path("a.yaml"));
    }

    [Fact]
    public async Task A_watch_is_in_force_since_it_was_first_seen_whatever_its_file_says_later()
    {
        _folder.Write("a.yaml", Iris);
        await MergeAsync();
        var since = _store["iris"].Since;
        _time.Advance(TimeSpan.FromDays(3));
        File.Delete(_folder.Path("a.yaml"));
        _folder.Write("renamed.yaml", "watches: [{ id: iris, keywords: [eye scan] }]");
        var report = await MergeAsync();

        since.ShouldBe(new DateTimeOffset(2026, 8, 1, 6, 0, 0, TimeSpan.Zero));
        report.Changed.ShouldBe(["iris"]);
        _store["iris"].Since.ShouldBe(since);
        _store["iris"].Origin.ShouldEndWith("renamed.yaml");
    }

    [Fact]
    public async Task A_merge_that_finds_nothing_new_writes_nothing()
    {
        _folder.Write("a.yaml", Iris);
        await MergeAsync();
        var report = await MergeAsync();

        _store.Writes.ShouldBe(1);
        report.Added.Concat(report.Changed).Concat(report.Removed).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_file_with_a_fault_leaves_its_watches_as_they_were_and_the_others_go_on()
    {
        _folder.Write("a.yaml", "watches: [{ id: iris, keywords: [iris] }, { id: gait, keywords: [gait] }]");
        _folder.Write("b.yaml", Face);
        await MergeAsync();
        _folder.Write("a.yaml", "watches: [{ id: iris, keywrds: [eye scan] }]");
        _folder.Write("b.yaml", "watches: [{ id: plates, keywords: [licence plate] }]");
        var report = await MergeAsync();

        report.Faults.ShouldNotBeEmpty();
        report.Faults.ShouldAllBe(fault => fault.File == _folder.Path("a.yaml"));
        report.Removed.ShouldBe(["face"]);
        _store.Ids.ShouldBe(["gait", "iris", "plates"]);
        _store["iris"].Watch.Keywords.ShouldBe(["iris"]);
    }

    [Fact]
    public async Task A_file_that_was_renamed_and_broken_at_once_deletes_nothing()
    {
        _folder.Write("a.yaml", Iris);
        await MergeAsync();
        File.Move(_folder.Path("a.yaml"), _folder.Path("b.yaml"));
        _folder.Write("b.yaml", "watches: [");
        var report = await MergeAsync();

        report.Removed.ShouldBeEmpty();
        _store.Ids.ShouldBe(["iris"]);
    }

    [Fact]
    public async Task A_folder_that_is_missing_is_a_fault_and_deletes_nothing()
    {
        _folder.Write("a.yaml", Iris);
        await MergeAsync();
        File.Delete(_folder.Path("a.yaml"));
        var report = await MergeAsync();

        report.Faults.ShouldHaveSingleItem().ToString().ShouldStartWith("*.yaml: found no file");
        _store.Ids.ShouldBe(["iris"]);
    }

    [Fact]
    public async Task Without_patterns_no_watch_comes_from_a_file()
    {
        _folder.Write("a.yaml", Iris);
        await MergeAsync();
        var report = await Book().MergeAsync([], _folder.Root, TestContext.Current.CancellationToken);

        report.Removed.ShouldBe(["iris"]);
    }

    [Fact]
    public async Task An_id_in_two_files_is_a_fault_of_both_and_changes_neither()
    {
        _folder.Write("a.yaml", Iris);
        await MergeAsync();
        _folder.Write("b.yaml", "watches: [{ id: iris, keywords: [other] }, { id: face, keywords: [face] }]");
        var report = await MergeAsync();

        report.Faults.Select(fault => fault.File).ShouldBe([_folder.Path("a.yaml"), _folder.Path("b.yaml")]);
        report.Faults[0].Expected.ShouldContain(_folder.Path("b.yaml"));
        report.Faults[1].Expected.ShouldContain(_folder.Path("a.yaml"));
        _store.Ids.ShouldBe(["iris"]);
        _store["iris"].Watch.Keywords.ShouldBe(["iris"]);
    }

    [Fact]
    public async Task Two_patterns_that_name_one_file_read_it_once()
    {
        _folder.Write("a.yaml", Iris);
        var report = await Book().MergeAsync(["*.yaml", "a.yaml"], _folder.Root, TestContext.Current.CancellationToken);

        report.Faults.ShouldBeEmpty();
        report.Added.ShouldBe(["iris"]);
    }

    [Fact]
    public async Task A_watch_of_the_command_line_is_kept_and_a_file_with_its_id_is_refused_naming_both()
    {
        (await Book().AddAsync(new Watch { Id = "iris", Keywords = ["mine"] }, TestContext.Current.CancellationToken)).ShouldBeNull();
        _folder.Write("a.yaml", Iris);
        _folder.Write("b.yaml", Face);
        var report = await MergeAsync();

        var fault = report.Faults.ShouldHaveSingleItem();
        fault.File.ShouldBe(_folder.Path("a.yaml"));
        fault.Line.ShouldBe(1);
        fault.ToString().ShouldContain("command line");
        report.Added.ShouldBe(["face"]);
        _store["iris"].Watch.Keywords.ShouldBe(["mine"]);
    }

    [Fact]
    public async Task The_command_line_does_not_take_over_a_watch_of_a_file()
    {
        _folder.Write("a.yaml", Iris);
        await MergeAsync();
        var refusal = await Book().AddAsync(new Watch { Id = "iris", Keywords = ["mine"] }, TestContext.Current.CancellationToken);

        refusal.ShouldNotBeNull().ShouldContain(_folder.Path("a.yaml"));
        _store["iris"].Watch.Keywords.ShouldBe(["iris"]);
        (await Book().RemoveAsync("iris", TestContext.Current.CancellationToken)).ShouldNotBeNull().ShouldContain("delete it there");
        (await Book().RemoveAsync("none", TestContext.Current.CancellationToken)).ShouldBe("there is no watch 'none'");
    }

    [Fact]
    public async Task The_command_line_obeys_the_rules_of_the_files()
    {
        var refusal = await Book().AddAsync(new Watch { Id = "Iris", Keywords = ["iris"] }, TestContext.Current.CancellationToken);

        refusal.ShouldNotBeNull().ShouldContain(WatchRules.IdRule);
        _store.Ids.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_watch_of_the_command_line_keeps_its_since_when_it_is_replaced_and_goes_when_it_is_removed()
    {
        await Book().AddAsync(new Watch { Id = "iris", Keywords = ["iris"] }, TestContext.Current.CancellationToken);
        var since = _store["iris"].Since;
        _time.Advance(TimeSpan.FromDays(1));
        await Book().AddAsync(new Watch { Id = "iris", Keywords = ["eye scan"] }, TestContext.Current.CancellationToken);

        _store["iris"].Since.ShouldBe(since);
        (await Book().RemoveAsync("iris", TestContext.Current.CancellationToken)).ShouldBeNull();
        _store.Ids.ShouldBeEmpty();
    }

    private WatchBook Book() => new(_store, _time);

    private Task<WatchBookReport> MergeAsync() => Book().MergeAsync(["*.yaml"], _folder.Root, TestContext.Current.CancellationToken);
}
