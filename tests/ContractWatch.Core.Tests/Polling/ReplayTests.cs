using ContractWatch.Awards;
using ContractWatch.Matching;
using ContractWatch.TestServers;
using ContractWatch.TestServers.UsaSpending;

namespace ContractWatch.Polling;

/// <summary>
/// What really was published about ICE and CBP, capture by capture, against labels made from the captures alone. The long
/// form tries ten orders of faults: set <c>CONTRACTWATCH_LONG=1</c>.
/// </summary>
public sealed class ReplayTests(ITestOutputHelper output)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<int> FaultSeeds =>
        [.. Enumerable.Range(1, Environment.GetEnvironmentVariable("CONTRACTWATCH_LONG") == "1" ? 10 : 1)];

    [Theory]
    [InlineData("FY2025")]
    [InlineData("FY2026")]
    [InlineData("FY2025", "FY2026")]
    public async Task What_the_captures_show_for_the_first_time_is_told_once_and_what_they_lose_and_find_again_never(params string[] years)
    {
        var captures = Captures(years);
        await using var replay = await Replay.StartAsync(Cancellation);
        await replay.RunAsync(captures.Days(), Cancellation);
        var verdict = new ReplayVerdict(captures, await replay.ChangesAsync(Cancellation));
        Print(verdict, replay);

        var told = verdict.ToldNew;
        told.GroupBy(row => row).Where(row => row.Count() > 1).Select(row => row.Key).ShouldBeEmpty("told twice");
        verdict.New.Except(told).ShouldBeEmpty("never told");
        told.Except(verdict.New).Where(row => !verdict.MovedAwards.Contains(row.Award)).ShouldBeEmpty("told, but not new");
        verdict.WithdrawnButServedAgain.Select(change => change.Action.Key).ShouldBeEmpty("withdrawn, but served again");
        verdict.Changes.Where(change => change.Kind == ChangeKind.Rekeyed).Select(change => change.Action.Key.Award.Value)
            .ShouldBe(verdict.MovedAwards, ignoreOrder: true, "moved to another key");
        verdict.EditsToldWrongly.ShouldBeEmpty("told as edited, but was not");
        verdict.EditsNotTold.Count.ShouldBeLessThanOrEqualTo(verdict.Edited / 100, string.Join(", ", verdict.EditsNotTold.Select(edit => $"{edit.Award}/{edit.Mod}")));
    }

    [Theory]
    [MemberData(nameof(FaultSeeds))]
    public async Task With_a_tenth_of_the_answers_broken_the_changes_are_the_same_and_none_comes_twice(int seed)
    {
        var captures = Captures(["FY2026"]);
        await using var whole = await Replay.StartAsync(Cancellation);
        await whole.RunAsync(captures.Days(), Cancellation);
        await using var broken = await Replay.StartAsync(Cancellation);
        broken.Server.Faults = new RandomFaults(0.1, seed);
        await broken.RunAsync(captures.Days(), Cancellation);

        var (expected, told) = (await whole.ChangesAsync(Cancellation), await broken.ChangesAsync(Cancellation));
        output.WriteLine($"{broken.Server.Log.Requests.Count(request => request.Fault is not null)} of {broken.Server.Log.Total} answers broken, {broken.Reports.Count(report => !report.Complete)} polls incomplete");

        Ids(told).ShouldBe(Ids(expected));
    }

    private static CaptureReplay Captures(IReadOnlyCollection<string> years)
    {
        var captures = CaptureReplay.Load(options: new CaptureReplayOptions { FiscalYears = years });
        Assert.SkipWhen(captures is null || years.Except(captures.FiscalYears).Any(), TestPaths.NoCaptures);
        return captures!;
    }

    private void Print(ReplayVerdict verdict, Replay replay)
    {
        output.WriteLine($"{verdict.New.Count} new, {verdict.ToldNew.Count} told as new; {verdict.Edited} edits, {verdict.EditsNotTold.Count} not told, {verdict.EditsToldWrongly.Count} told that are none");
        output.WriteLine($"{verdict.Changes.Count} changes: {string.Join(", ", verdict.Changes.GroupBy(change => change.Kind.Name).Select(kind => $"{kind.Key} {kind.Count()}"))}");
        output.WriteLine($"withdrawn: {string.Join(", ", verdict.Withdrawn.Select(change => change.Action.Key))}");
        output.WriteLine($"edits not told: {string.Join("; ", verdict.EditsNotTold.Select(edit => $"{edit.Version} {edit.Award}/{edit.Mod} {string.Join(", ", edit.Fields.Select(field => $"{field.Key}: {field.Value}"))}"))}");
        output.WriteLine($"edits told that are none: {string.Join(", ", verdict.EditsToldWrongly)}");
        output.WriteLine($"{replay.Reports.Count} polls, {replay.Server.Log.Total} requests");
    }

    private static List<string> Ids(IEnumerable<MatchedChange> changes) =>
        [.. changes.Select(change => $"{change.Change.Action.Key} {change.Change.Kind} {change.Change.Id}").Order(StringComparer.Ordinal)];
}
