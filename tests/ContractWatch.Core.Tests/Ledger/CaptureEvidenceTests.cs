using ContractWatch.Polling;
using ContractWatch.TestServers;
using ContractWatch.TestServers.UsaSpending;

namespace ContractWatch.Ledger;

/// <summary>What really was published about ICE and CBP: every change told of it can be proven. Every tenth award, all of them with <c>CONTRACTWATCH_LONG=1</c>.</summary>
public sealed class CaptureEvidenceTests(ITestOutputHelper output)
{
    private static readonly int Every = Environment.GetEnvironmentVariable("CONTRACTWATCH_LONG") == "1" ? 1 : 10;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_change_of_the_captures_follows_from_the_answers_it_was_read_in()
    {
        var captures = CaptureReplay.Load(options: new CaptureReplayOptions { FiscalYears = [.. CaptureReplay.LabelledYears().TakeLast(1)] });
        Assert.SkipWhen(captures is null, TestPaths.NoCaptures);
        await using var replay = await Replay.StartAsync(Stop);
        await replay.WatchAsync(Path.Combine(TestPaths.Root, "config", "watches", "whos-behind-ice.yaml"), Stop);
        await replay.RunAsync(captures.Days(), Stop);

        var changes = await replay.ChangesAsync(Stop);
        var desk = new EvidenceDesk(replay.Store.Changes, replay.Store.Ledger, replay.Store.Watches);
        var unproven = new List<string>();
        foreach (var award in changes.Select(matched => matched.Change.Action.Key.Award).Distinct().Where((_, place) => place % Every == 0))
        {
            var bundle = (await desk.WriteAsync(award, Stop))!;
            unproven.AddRange(BundleFile.Read(bundle.Bytes).Manifest.LeftOut.Select(left => $"{left.Kind} {left.Award}/{left.Action}: {left.Reason}"));
        }

        var walk = await LedgerWalk.AsOfNowAsync(replay.Store.Ledger, Stop);
        var packed = await replay.Store.Ledger.EntriesAsync(places: null, Stop).Select(entry => entry.Observation.Packed.Length).SumAsync(Stop);
        output.WriteLine($"{changes.Count} changes, {walk.Entries} of {replay.Server.Log.Total} answers kept, {packed / 1024.0 / walk.Entries:0.0} KB each");
        changes.ShouldNotBeEmpty();
        walk.Faults.ShouldBeEmpty();
        unproven.ShouldBeEmpty();
    }
}
