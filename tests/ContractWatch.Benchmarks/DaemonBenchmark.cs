using System.Diagnostics;
using System.Globalization;
using ContractWatch.TestServers;
using ContractWatch.TestServers.UsaSpending;

namespace ContractWatch.Benchmarks;

/// <summary>
/// The built daemon: from start to ready, resident memory when idle, and after it has read the newest captures whole. The
/// baseline is a process of the same runtime that only prints its version.
/// </summary>
internal static class DaemonBenchmark
{
    private const int Starts = 5;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private static readonly string Program = Path.Combine(TestPaths.Root, "src", "ContractWatch", "bin", "Release", "net10.0", "contractwatch.dll");

    public static async Task RunAsync()
    {
        if (!File.Exists(Program))
            throw new FileNotFoundException("build it first: dotnet build -c Release src/ContractWatch", Program);

        var version = await BestAsync(VersionAsync);
        var ready = await BestAsync(() => UntilReadyAsync(feeds: "{}", _ => Task.CompletedTask));
        Line("print the version (baseline)", version.Took, version.Megabytes, version.Took);
        Line("start to ready, then idle for 5 s", ready.Took, ready.Megabytes, version.Took);

        if (CaptureReplay.Load() is not { } captures)
        {
            Console.WriteLine($"after the captures: not measured, {TestPaths.NoCaptures}");
            return;
        }

        var last = captures.Days().Last();
        await using var server = await UsaSpendingServer.StartAsync(last.Universe);
        var feeds = $$"""
            { "usaspending": { "Type": "UsaSpending", "BaseUrl": "{{server.BaseAddress}}", "RequestsPerSecond": 0, "HistorySince": "2020-10-01", "JitterSeconds": 0,
              "Agencies": [ "U.S. Immigration and Customs Enforcement", "U.S. Customs and Border Protection" ] } }
            """;
        var read = await UntilReadyAsync(feeds, folder => FirstPollAsync(folder));
        Line($"after reading {last.Universe.Rows.Length:N0} actions", read.Took, read.Megabytes, version.Took);
    }

    private static void Line(string what, TimeSpan took, double megabytes, TimeSpan baseline) => Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture, $"{what,-45} {took.TotalSeconds,6:0.00} s {took / baseline,6:0.0} x baseline {megabytes,6:0} MB resident"));

    private static async Task<(TimeSpan Took, double Megabytes)> BestAsync(Func<Task<(TimeSpan Took, double Megabytes)>> start)
    {
        var all = new List<(TimeSpan Took, double Megabytes)>();
        for (var i = 0; i < Starts; i++)
            all.Add(await start());
        return all.MinBy(one => one.Took);
    }

    private static async Task<(TimeSpan Took, double Megabytes)> VersionAsync()
    {
        var clock = Stopwatch.StartNew();
        using var process = Start(Path.GetTempPath(), "--version");
        await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (clock.Elapsed, double.NaN);
    }

    /// <summary>Starts the daemon, waits for its ready line and whatever is asked for, and five seconds more.</summary>
    private static async Task<(TimeSpan Took, double Megabytes)> UntilReadyAsync(string feeds, Func<string, Task> thenWait)
    {
        var folder = Directory.CreateTempSubdirectory("contractwatch-benchmark-");
        var pack = Path.Combine(TestPaths.Root, "config", "watches", "whos-behind-ice.yaml");
        await File.WriteAllTextAsync(
            Path.Combine(folder.FullName, "c.json"),
            $$"""{ "Watches": [ "{{pack}}" ], "Feeds": {{feeds}}, "Web": { "Urls": "http://127.0.0.1:0" } }""");
        var clock = Stopwatch.StartNew();
        using var daemon = Start(folder.FullName, "run", "--config", "c.json");
        try
        {
            await ReadyLineAsync(daemon);
            var took = clock.Elapsed;
            _ = daemon.StandardOutput.ReadToEndAsync();
            _ = daemon.StandardError.ReadToEndAsync();
            await thenWait(folder.FullName);
            await Task.Delay(TimeSpan.FromSeconds(5), TimeProvider.System);
            daemon.Refresh();
            return (took, daemon.WorkingSet64 / 1e6);
        }
        finally
        {
            daemon.Kill();
            await daemon.WaitForExitAsync();
            folder.Delete(recursive: true);
        }
    }

    private static async Task ReadyLineAsync(Process daemon)
    {
        using var limit = new CancellationTokenSource(Patience);
        while (await daemon.StandardOutput.ReadLineAsync(limit.Token) is { } line)
        {
            if (line.Contains("ready", StringComparison.OrdinalIgnoreCase))
                return;
        }

        throw new InvalidOperationException($"the daemon ended before it was ready: {await daemon.StandardError.ReadToEndAsync(limit.Token)}");
    }

    private static async Task FirstPollAsync(string folder)
    {
        using var limit = new CancellationTokenSource(Patience);
        while (true)
        {
            using var feeds = Start(folder, "feeds", "--json", "--config", "c.json");
            var said = await feeds.StandardOutput.ReadToEndAsync(limit.Token);
            await feeds.WaitForExitAsync(limit.Token);
            if (said.Contains("\"lastComplete\":\"", StringComparison.Ordinal))
                return;
            await Task.Delay(TimeSpan.FromSeconds(1), TimeProvider.System, limit.Token);
        }
    }

    private static Process Start(string folder, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet") { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        start.ArgumentList.Add(Program);
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        return Process.Start(start)!;
    }
}
