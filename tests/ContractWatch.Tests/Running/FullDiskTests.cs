using System.Diagnostics;

namespace ContractWatch.Running;

public sealed class FullDiskTests : IDisposable
{
    private readonly Workplace _place = new();
    private bool _isMounted;

    public void Dispose()
    {
        if (_isMounted)
            Call("umount", _place.Data);
        _place.Dispose();
    }

    [Fact]
    public async Task A_full_disk_is_told_and_nothing_is_lost_when_there_is_room_again()
    {
        MountSmallDisk();
        (await _place.PollAsync("2026-03-03")).ExitCode.ShouldBe(0);
        var ballast = Path.Combine(_place.Data, "ballast");
        Fill(ballast);

        var full = await _place.PollAsync("2026-07-09");

        full.ExitCode.ShouldBe(1);
        full.Error.ShouldContain(_place.Data);
        full.Error.ShouldNotContain("   at ", Case.Sensitive);

        File.Delete(ballast);
        var room = await _place.PollAsync("2026-07-09");
        room.ExitCode.ShouldBe(0);
        room.Output.ShouldContain("\"new-award\":2");
        Directory.GetFiles(_place.Outbox, "*.eml").Length.ShouldBe(2);
    }

    private void MountSmallDisk()
    {
        _place.Data = Path.Combine(_place.Folder, "small");
        Directory.CreateDirectory(_place.Data);
        _isMounted = OperatingSystem.IsLinux() && Call("mount", "-t", "tmpfs", "-o", "size=2m", "contractwatch-test", _place.Data);
        if (!_isMounted)
            Assert.Skip("a disk of its own cannot be mounted here (not Linux, or not root)");
    }

    /// <summary>Takes every byte that is left.</summary>
    private static void Fill(string file)
    {
        using var ballast = new FileStream(file, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
        try
        {
            while (true)
                ballast.Write(new byte[512]);
        }
        catch (IOException)
        {
            // full, as it should be
        }
    }

    private static bool Call(string program, params string[] arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, arguments) { UseShellExecute = false, RedirectStandardError = true })!;
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }
}
