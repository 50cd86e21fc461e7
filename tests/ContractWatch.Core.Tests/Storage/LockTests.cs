using System.Globalization;
using ContractWatch.TestServers;

namespace ContractWatch.Storage;

public sealed class LockTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_second_daemon_on_the_same_directory_is_refused_by_the_first_ones_number()
    {
        using var first = DataDirectoryLock.Acquire(_folder.Path);

        Should.Throw<StoreException>(() => DataDirectoryLock.Acquire(_folder.Path)).Message.ShouldBe(
            string.Create(CultureInfo.InvariantCulture, $"another ContractWatch (process {Environment.ProcessId}) is running on {_folder.Path}"));
    }

    [Fact]
    public void A_directory_is_free_once_its_daemon_has_stopped()
    {
        DataDirectoryLock.Acquire(_folder.Path).Dispose();

        DataDirectoryLock.Acquire(_folder.Path).Dispose();
    }

    [Fact]
    public void What_a_dead_daemon_left_behind_locks_nobody_out()
    {
        File.WriteAllText(_folder.File(DataDirectoryLock.FileName), "");
        File.WriteAllText(_folder.File("contractwatch.pid"), "1");

        DataDirectoryLock.Acquire(_folder.Path).Dispose();
    }

    [Fact]
    public void A_directory_that_cannot_be_written_is_named()
    {
        File.WriteAllText(_folder.File("occupied"), "");

        Should.Throw<StoreException>(() => DataDirectoryLock.Acquire(_folder.File("occupied"))).Message.ShouldContain(_folder.File("occupied"));
    }

    [Fact]
    public async Task A_named_lock_is_held_by_one_and_locks_of_other_names_are_free()
    {
        var time = new ImpatientTime(Sample.Noon);
        using var held = await NamedLock.TryAcquireAsync(_folder.Path, "poll-a/../b", TimeSpan.Zero, time, Stop);
        using var other = await NamedLock.TryAcquireAsync(_folder.Path, "poll-a", TimeSpan.Zero, time, Stop);

        held.ShouldNotBeNull();
        other.ShouldNotBeNull();
        (await NamedLock.TryAcquireAsync(_folder.Path, "poll-a/../b", TimeSpan.FromSeconds(3), time, Stop)).ShouldBeNull();
        time.Waited.ShouldBe(TimeSpan.FromSeconds(3));
    }

    [Fact]
    public async Task Who_waits_for_a_named_lock_gets_it_when_it_is_given_back()
    {
        var held = await NamedLock.TryAcquireAsync(_folder.Path, "poll", TimeSpan.Zero, TimeProvider.System, Stop);
        var waiting = NamedLock.TryAcquireAsync(_folder.Path, "poll", TimeSpan.FromMinutes(1), TimeProvider.System, Stop);
        held.ShouldNotBeNull().Dispose();

        using var taken = await waiting;
        taken.ShouldNotBeNull();
    }

    [Fact]
    public async Task Who_is_told_to_stop_waits_no_longer_for_a_lock()
    {
        using var held = NamedLock.TryAcquire(_folder.Path, "poll");
        using var patience = new CancellationTokenSource();
        var waiting = NamedLock.TryAcquireAsync(_folder.Path, "poll", TimeSpan.FromMinutes(1), TimeProvider.System, patience.Token);
        await patience.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => waiting);
    }
}
