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

    /// <summary>Each labelled file alone, and all of them together; one empty row where there are no captures, which says so.</summary>
    public static TheoryData<string> Files => CaptureReplay.LabelledYears() switch
    {
        [] => [""],
        [var only] => [only],
        var years => [.. years, string.Join('+', years)],
    };

    [Theory]
    [MemberData(nameof(Files))]
    public async Task What_the_captures_show_for_the_first_time_is_told_once_and_what_they_lose_and_find_again_never(string files)
    {
        var captures = Captures(files.Split('+'));
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

    /// <summary>Files without labels hold captures whose paging broke off: thousands of rows are missing from one to the next.</summary>
    [Fact]
    public async Task Captures_that_broke_off_are_no_deletions()
    {
        var years = CaptureReplay.UnlabelledYears();
        Assert.SkipWhen(years.Count == 0, TestPaths.NoCaptures);
        foreach (var year in years)
        {
            var captures = CaptureReplay.Load(options: new CaptureReplayOptions { FiscalYears = [year], IncludeTruncated = true, IncludeKeyless = true })!;
            await using var replay = await Replay.StartAsync(Cancellation);
            var days = captures.Days().ToList();
            await replay.RunAsync([.. days, .. Enumerable.Range(1, 9).Select(later => days[^1] with { Time = days[^1].Time.AddDays(later) })], Cancellation);

            var changes = await replay.ChangesAsync(Cancellation);
            output.WriteLine($"{year}: {string.Join(" → ", days.Select(day => day.Universe.Rows.Length))} rows; {changes.Count} changes, remarks: {string.Join("; ", replay.Reports.SelectMany(report => report.Remarks).Distinct())}");
            changes.Where(change => change.Change.Kind == ChangeKind.Withdrawn).ShouldBeEmpty(year);
        }
    }

    [Theory]
    [MemberData(nameof(FaultSeeds))]
    public async Task With_a_tenth_of_the_answers_broken_the_changes_are_the_same_and_none_comes_twice(int seed)
    {
        var captures = Captures(CaptureReplay.LabelledYears().TakeLast(1));
        await using var whole = await Replay.StartAsync(Cancellation);
        await whole.RunAsync(captures.Days(), Cancellation);
        await using var broken = await Replay.StartAsync(Cancellation);
        broken.Server.Faults = new RandomFaults(0.1, seed);
        await broken.RunAsync(captures.Days(), Cancellation);

        var (expected, told) = (await whole.ChangesAsync(Cancellation), await broken.ChangesAsync(Cancellation));
        output.WriteLine($"{broken.Server.Log.Requests.Count(request => request.Fault is not null)} of {broken.Server.Log.Total} answers broken, {broken.Reports.Count(report => !report.Complete)} polls incomplete");

        Ids(told).ShouldBe(Ids(expected));
    }

    private static CaptureReplay Captures(IEnumerable<string> years)
    {
        string[] asked = [.. years.Where(year => year.Length > 0)];
        Assert.SkipWhen(asked.Length == 0, TestPaths.NoCaptures);
        return CaptureReplay.Load(options: new CaptureReplayOptions { FiscalYears = asked })!;
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
