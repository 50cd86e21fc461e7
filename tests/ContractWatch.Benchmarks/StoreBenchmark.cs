using System.Diagnostics;
using System.Globalization;
using ContractWatch.Awards;
using ContractWatch.Diffing;
using ContractWatch.Feeds;
using ContractWatch.Matching;
using ContractWatch.Polling;
using ContractWatch.Storage.Sqlite;

namespace ContractWatch.Benchmarks;

/// <summary>
/// What a poll of 20,000 actions costs the store, recall and commit, when it already holds so many: the cost should follow what the
/// poll brought, not what is stored.
/// </summary>
internal static class StoreBenchmark
{
    private const int Brought = 20_000;
    private const int Rounds = 5;

    public static async Task RunAsync(IReadOnlyList<string> sizes)
    {
        await MeasureAsync(20_000, print: false);
        Console.WriteLine($"{"stored",10} {"file",9} {"fill/s",9} | rows a second, recall and commit, best of {Rounds}");
        Console.WriteLine($"{"",10} {"",9} {"",9} | {"new",9} {"unchanged",9} {"changed",9} {"mixed",9}");
        foreach (var size in sizes.Count == 0 ? [100_000, 1_000_000] : sizes.Select(size => int.Parse(size, CultureInfo.InvariantCulture)))
            await MeasureAsync(size, print: true);
    }

    private static async Task MeasureAsync(int stored, bool print)
    {
        var folder = Directory.CreateTempSubdirectory("contractwatch-benchmark-");
        try
        {
            var file = Path.Combine(folder.FullName, SqliteStore.FileName);
            await using var store = await SqliteStore.OpenAsync(file, CancellationToken.None);
            var bench = new StoreLoad(store.Polls);

            var fill = Stopwatch.StartNew();
            while (bench.Stored < stored)
                await bench.FillAsync(Brought);
            var filled = stored / fill.Elapsed.TotalSeconds;

            var unchanged = await BestAsync(() => bench.PollAsync(added: 0, changed: 0, unchanged: Brought));
            var mixed = await BestAsync(() => bench.PollAsync(added: Brought / 20, changed: Brought / 100, unchanged: Brought * 94 / 100));
            var changed = await BestAsync(() => bench.PollAsync(added: 0, changed: Brought, unchanged: 0));
            var size = new FileInfo(file).Length / 1e6;
            var added = await BestAsync(() => bench.PollAsync(added: Brought, changed: 0, unchanged: 0));
            if (print)
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{stored,10:N0} {size,6:N0} MB {filled,9:N0} | {added,9:N0} {unchanged,9:N0} {changed,9:N0} {mixed,9:N0}"));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<double> BestAsync(Func<Task<TimeSpan>> poll)
    {
        var best = TimeSpan.MaxValue;
        for (var round = 0; round < Rounds; round++)
        {
            GC.Collect();
            var took = await poll();
            best = took < best ? took : best;
        }

        return Brought / best.TotalSeconds;
    }
}

/// <summary>A feed's worth of made-up actions, three to an award, the same on every run.</summary>
internal sealed class StoreLoad(IPollStore store)
{
    private const string Feed = "usaspending";
    private const int PerAward = 3;
    private static readonly DateTimeOffset Start = new(2026, 8, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly Random _random = new(1);
    private int _polls;

    public int Stored { get; private set; }

    public Task FillAsync(int count) => CommitAsync([.. Next(count)], changes: []);

    /// <summary>Recalls the awards a poll brought and commits what is new or changed; returns what the store's part took.</summary>
    public async Task<TimeSpan> PollAsync(int added, int changed, int unchanged)
    {
        int[] known = [.. Enumerable.Range(0, (changed + unchanged) / PerAward + 1).Select(_ => _random.Next(Stored / PerAward))];
        KnownAction[] next = [.. Next(added)];
        KnownAction[] edited = [.. known.Distinct().SelectMany(award => Enumerable.Range(0, PerAward).Select(place => Action(award * PerAward + place, revision: _polls + 2))).Take(changed)];
        AwardKey[] asked = [.. known.Select(Award).Concat(next.Select(action => action.Action.Key.Award)).Distinct()];
        MatchedChange[] changes = [.. next.Select(action => Change(action, ChangeKind.NewAward)), .. edited.Select(action => Change(action, ChangeKind.Correction))];

        var watch = Environment.CpuUsage.TotalTime;
        _ = await store.RecallAsync(Feed, asked, CancellationToken.None);
        await CommitAsync([.. next, .. edited], changes);
        return Environment.CpuUsage.TotalTime - watch;
    }

    private async Task CommitAsync(KnownAction[] actions, MatchedChange[] changes) => await store.CommitAsync(
        new PollCommit
        {
            Feed = Feed,
            From = _polls == 0 ? FeedCursor.Start : new FeedCursor($"{_polls}"),
            To = new FeedCursor($"{++_polls}"),
            Time = Start.AddHours(_polls),
            Actions = actions,
            Changes = changes,
            Health = FeedHealth.Unknown,
        },
        CancellationToken.None);

    private IEnumerable<KnownAction> Next(int count)
    {
        for (var last = Stored + count; Stored < last; Stored++)
            yield return Action(Stored, revision: 1);
    }

    private static AwardKey Award(int number)
    {
        // Award numbers of many offices interleave, so a new award's key falls anywhere among the known.
        var scattered = (uint)number * 2654435761u;
        return new AwardKey(string.Create(CultureInfo.InvariantCulture, $"CONT_AWD_70CDCR{scattered % 100:00}FR{scattered:0000000000}_7012_70CDCR23D00000001_7012"));
    }

    private static KnownAction Action(int number, int revision) => new()
    {
        Revision = revision,
        FirstSeen = Start,
        Action = new AwardAction
        {
            Key = new ActionKey(Award(number / PerAward), number % PerAward == 0 ? ActionKey.Base : string.Create(CultureInfo.InvariantCulture, $"P{number % PerAward:00000}")),
            Piid = string.Create(CultureInfo.InvariantCulture, $"70CDCR23FR{number:0000000}"),
            ActionDate = new DateOnly(2024, 10, 1).AddDays(number % 600),
            ActionType = "B",
            Obligation = Money.Usd(number * 0.01m + revision),
            Description = string.Create(CultureInfo.InvariantCulture, $"MEDICAL STAFFING AND TRANSPORTATION SERVICES FOR THE FIELD OFFICE, OPTION PERIOD {number % 5}"),
            Recipient = new Recipient { Name = string.Create(CultureInfo.InvariantCulture, $"ACME SERVICES {number % 9000}, LLC"), Identifiers = Identifiers.OfUei(string.Create(CultureInfo.InvariantCulture, $"ABCD{number % 9000:00000000}")) },
            AwardingAgency = new Agency { Name = "U.S. Immigration and Customs Enforcement", Department = "Department of Homeland Security" },
            FundingAgency = new Agency { Name = "U.S. Immigration and Customs Enforcement", Department = "Department of Homeland Security" },
            AwardType = "DELIVERY ORDER",
            Naics = new Classification("561210", "FACILITIES SUPPORT SERVICES"),
            ProductOrService = new Classification("S206", "HOUSEKEEPING- GUARD"),
        },
    };

    private static MatchedChange Change(KnownAction known, ChangeKind kind) => new(
        new Change
        {
            Id = ChangeId.Of(Feed, known.Action.Key, kind, known.Revision, "before", "after"),
            Kind = kind,
            Feed = Feed,
            Action = known.Action,
            FirstSeen = Start,
            Fields = kind == ChangeKind.Correction ? [new FieldChange("obligation", "1.00", "2.00")] : [],
        },
        []);
}
