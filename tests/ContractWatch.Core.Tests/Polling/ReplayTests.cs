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
    private static readonly ChangeKind[] News = [ChangeKind.NewAward, ChangeKind.Modification];

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
        var changes = await replay.ChangesAsync(Cancellation);
        var served = new ServedKeys(captures);

        var told = Keys(changes, News);
        var rekeyed = captures.Truth.Where(one => one.Kind == "rekeyed_award").Select(one => one.Award).ToHashSet();
        var withdrawn = changes.Where(change => change.Change.Kind == ChangeKind.Withdrawn).ToList();
        output.WriteLine($"{served.New.Count} new, {told.Count} told as new, of them {told.Count(key => rekeyed.Contains(key.Award))} re-keyed");
        output.WriteLine($"{changes.Count} changes: {string.Join(", ", changes.GroupBy(change => change.Change.Kind.Name).Select(kind => $"{kind.Key} {kind.Count()}"))}");
        output.WriteLine($"{withdrawn.Count} withdrawn: {string.Join(", ", withdrawn.Select(change => change.Change.Action.Key))}");
        output.WriteLine($"{replay.Reports.Count} polls, {replay.Server.Log.Total} requests");

        told.GroupBy(key => key).Where(key => key.Count() > 1).Select(key => key.Key).ShouldBeEmpty("told twice");
        served.New.Except(told).ShouldBeEmpty("never told");
        told.Except(served.New).Where(key => !rekeyed.Contains(key.Award)).ShouldBeEmpty("told, but not new");
        withdrawn.Where(change => served.Last(Key(change)) > change.Change.FirstSeen).ShouldBeEmpty("withdrawn, but served again");
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

    private static List<(string Award, string Mod)> Keys(IEnumerable<MatchedChange> changes, IReadOnlyCollection<ChangeKind> kinds) =>
        [.. changes.Where(change => kinds.Contains(change.Change.Kind)).Select(Key)];

    private static (string Award, string Mod) Key(MatchedChange change) => (change.Change.Action.Key.Award.Value, change.Change.Action.Key.Number);

    private static List<string> Ids(IEnumerable<MatchedChange> changes) =>
        [.. changes.Select(change => $"{change.Change.Action.Key} {change.Change.Kind} {change.Change.Id}").Order(StringComparer.Ordinal)];

    /// <summary>What the server served when: an action labelled as new in one file may have been served from another file before.</summary>
    private sealed class ServedKeys
    {
        private readonly Dictionary<(string, string), DateTimeOffset> _last = [];

        public ServedKeys(CaptureReplay captures)
        {
            foreach (var day in captures.Days())
            {
                New.UnionWith(day.Truth.Where(one => one.IsNew).Select(one => (one.Award, one.Mod)).Where(key => !_last.ContainsKey(key)));
                foreach (var row in day.Universe.Rows)
                    _last[(row.AwardKey, row.Mod)] = day.Time;
            }
        }

        public HashSet<(string Award, string Mod)> New { get; } = [];

        public DateTimeOffset Last((string, string) key) => _last[key];
    }
}
