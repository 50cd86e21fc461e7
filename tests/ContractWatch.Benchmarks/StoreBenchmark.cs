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
/// poll brought, not what is stored. Processor time is printed beside the clock's, because it says more on a busy machine.
/// </summary>
internal static class StoreBenchmark
{
    private const int Brought = 20_000;
    private const int Rounds = 5;

    /// <summary>Overlapping windows bring the awards of the last weeks again and again; so many of the newest.</summary>
    private const int Recent = 60_000;

    private static readonly (string Name, Mix Mix)[] Polls =
    [
        ("unchanged", new Mix(Unchanged: Brought, Among: Recent)),
        ("unchanged, of any age", new Mix(Unchanged: Brought)),
        ("94 % unchanged, 5 % new, 1 % corrected", new Mix(Added: Brought * 5 / 100, Changed: Brought / 100, Unchanged: Brought * 94 / 100, Among: Recent)),
        ("corrected", new Mix(Changed: Brought, Among: Recent)),
        ("new", new Mix(Added: Brought)),
    ];

    public static async Task RunAsync(IReadOnlyList<string> sizes)
    {
        await MeasureAsync(Recent, _ => { });
        Console.WriteLine($"Actions a second through recall and commit, best of {Rounds} polls of {Brought:N0}; by the clock, and a second of processor time");
        foreach (var size in sizes.Count == 0 ? [100_000, 1_000_000] : sizes.Select(size => int.Parse(size, CultureInfo.InvariantCulture)))
            await MeasureAsync(size, Console.WriteLine);
    }

    private static async Task MeasureAsync(int stored, Action<string> print)
    {
        var folder = Directory.CreateTempSubdirectory("contractwatch-benchmark-");
        try
        {
            var file = Path.Combine(folder.FullName, SqliteStore.FileName);
            await using var store = await SqliteStore.OpenAsync(file, CancellationToken.None);
            var load = new StoreLoad(store.Polls);
            while (load.Stored < stored)
                await load.FillAsync(Math.Min(Brought, stored - load.Stored));
            print(string.Create(CultureInfo.InvariantCulture, $"{stored:N0} stored, {new FileInfo(file).Length / 1e6:N0} MB"));

            foreach (var (name, mix) in Polls)
            {
                var (clock, processor) = (TimeSpan.MaxValue, TimeSpan.MaxValue);
                for (var round = 0; round < Rounds; round++)
                {
                    var took = await load.PollAsync(mix);
                    (clock, processor) = (took.Clock < clock ? took.Clock : clock, took.Processor < processor ? took.Processor : processor);
                }

                print(string.Create(CultureInfo.InvariantCulture, $"  {name,-40} {Brought / clock.TotalSeconds,9:N0} {Brought / processor.TotalSeconds,9:N0}"));
            }
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}

/// <summary>What a poll brings: so many actions of each kind, of the awards of that many newest actions; of all when zero.</summary>
internal sealed record Mix(int Added = 0, int Changed = 0, int Unchanged = 0, int Among = 0);

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
    public async Task<(TimeSpan Clock, TimeSpan Processor)> PollAsync(Mix mix)
    {
        var (awards, oldest) = (Stored / PerAward, mix.Among == 0 ? 0 : Math.Max(0, (Stored - mix.Among) / PerAward));
        var known = new HashSet<int>();
        while (known.Count * PerAward < mix.Changed + mix.Unchanged && known.Count < awards - oldest)
            known.Add(_random.Next(oldest, awards));
        KnownAction[] edited = [.. known.SelectMany(award => Enumerable.Range(0, PerAward).Select(place => Action(award * PerAward + place, revision: _polls + 2))).Take(mix.Changed)];
        KnownAction[] next = [.. Next(mix.Added)];
        AwardKey[] asked = [.. known.Select(Award).Concat(next.Select(action => action.Action.Key.Award)).Distinct()];
        MatchedChange[] changes = [.. next.Select(action => Change(action, ChangeKind.NewAward)), .. edited.Select(action => Change(action, ChangeKind.Correction))];

        GC.Collect();
        var (clock, processor) = (Stopwatch.StartNew(), Environment.CpuUsage.TotalTime);
        _ = await store.RecallAsync(Feed, asked, CancellationToken.None);
        await CommitAsync([.. next, .. edited], changes);
        return (clock.Elapsed, Environment.CpuUsage.TotalTime - processor);
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
            Coverage = new PollCoverage { Started = Start.AddHours(_polls) },
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
