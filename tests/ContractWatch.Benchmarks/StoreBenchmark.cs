using System.Globalization;
using ContractWatch.Awards;
using ContractWatch.Diffing;
using ContractWatch.Feeds;
using ContractWatch.Matching;
using ContractWatch.Polling;
using ContractWatch.Storage.Sqlite;

namespace ContractWatch.Benchmarks;

/// <summary>
/// What a poll of 20,000 actions costs, recall, diff and commit, when the store already holds so many: the cost should follow what the
/// poll brought, not what is stored. The stores take turns, so that a busy machine slows both; what counts is the ratio of processor time.
/// </summary>
internal static class StoreBenchmark
{
    private const int Brought = 20_000;
    private const int Rounds = 9;

    /// <summary>Overlapping windows bring the awards of the last weeks again and again; so many of the newest.</summary>
    private const int Recent = 60_000;

    private static readonly (string Name, Mix Mix)[] Polls =
    [
        ("94 % unchanged, 5 % new, 1 % corrected", new Mix(Added: Brought * 5 / 100, Changed: Brought / 100, Unchanged: Brought * 94 / 100, Among: Recent)),
        ("unchanged", new Mix(Unchanged: Brought, Among: Recent)),
        ("unchanged, of any age", new Mix(Unchanged: Brought)),
        ("corrected", new Mix(Changed: Brought, Among: Recent)),
        ("new", new Mix(Added: Brought)),
    ];

    public static async Task RunAsync(IReadOnlyList<string> sizes)
    {
        var stores = new List<FilledStore>();
        try
        {
            foreach (var size in sizes.Count == 0 ? [100_000, 1_000_000] : sizes.Select(size => int.Parse(size, CultureInfo.InvariantCulture)))
            {
                stores.Add(await FilledStore.OfAsync(size));
                Console.WriteLine(stores[^1]);
            }

            Console.WriteLine($"Milliseconds of processor time for a poll of {Brought:N0}, median of {Rounds}; the ratio of the last store to the first");
            foreach (var (name, mix) in Polls)
                await MeasureAsync(stores, name, mix);
        }
        finally
        {
            foreach (var store in stores)
                await store.DisposeAsync();
        }
    }

    private static async Task MeasureAsync(List<FilledStore> stores, string name, Mix mix)
    {
        var took = stores.ConvertAll(_ => new List<double>());
        for (var round = 0; round <= Rounds; round++)
        {
            for (var place = 0; place < stores.Count; place++)
            {
                var processor = await stores[place].Load.PollAsync(mix);
                if (round > 0)
                    took[place].Add(processor.TotalMilliseconds);
            }
        }

        var medians = took.ConvertAll(all => all.Order().ElementAt(Rounds / 2));
        var columns = string.Concat(medians.Select(median => string.Create(CultureInfo.InvariantCulture, $"{median,9:N0}")));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {name,-40}{columns}   {medians[^1] / medians[0]:0.00}"));
    }
}

/// <summary>A store that already holds so many actions.</summary>
internal sealed class FilledStore : IAsyncDisposable
{
    private const int AtOnce = 20_000;

    private readonly DirectoryInfo _folder;
    private readonly SqliteStore _store;

    private FilledStore(SqliteStore store, DirectoryInfo folder) => (_store, _folder, Load) = (store, folder, new StoreLoad(store.Polls));

    public StoreLoad Load { get; }

    public static async Task<FilledStore> OfAsync(int size)
    {
        var folder = Directory.CreateTempSubdirectory("contractwatch-benchmark-");
        var filled = new FilledStore(await SqliteStore.OpenAsync(Path.Combine(folder.FullName, SqliteStore.FileName), CancellationToken.None), folder);
        while (filled.Load.Stored < size)
            await filled.Load.FillAsync(Math.Min(AtOnce, size - filled.Load.Stored));
        return filled;
    }

    public async ValueTask DisposeAsync()
    {
        await _store.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"{Load.Stored:N0} stored, {_folder.GetFiles(SqliteStore.FileName)[0].Length / 1e6:N0} MB");
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
    private readonly Dictionary<int, int> _revisions = [];
    private int _polls;

    public int Stored { get; private set; }

    public Task FillAsync(int count) => CommitAsync([.. Next(count)], changes: []);

    /// <summary>Recalls the awards a poll brought, compares, and commits what is new or changed; returns the processor time that took.</summary>
    public async Task<TimeSpan> PollAsync(Mix mix)
    {
        var (awards, oldest) = (Stored / PerAward, mix.Among == 0 ? 0 : Math.Max(0, (Stored - mix.Among) / PerAward));
        var known = new HashSet<int>();
        while (known.Count * PerAward < mix.Changed + mix.Unchanged && known.Count < awards - oldest)
            known.Add(_random.Next(oldest, awards));
        var edited = mix.Changed;
        var brought = known.SelectMany(award => Enumerable.Range(award * PerAward, PerAward))
            .Select(number => Published(number, isEdited: edited-- > 0))
            .Concat(Next(mix.Added).Select(state => state.Action))
            .ToLookup(action => action.Key.Award);
        var terms = new DiffTerms(Feed, Start.AddHours(_polls), new DateOnly(2020, 1, 1));

        GC.Collect();
        var processor = Environment.CpuUsage.TotalTime;
        var recalled = await store.RecallAsync(Feed, [.. brought.Select(award => award.Key)], CancellationToken.None);
        var diffs = brought.Select(award => AwardDiff.Of(terms, [.. recalled[award.Key]], [.. award])).ToList();
        await CommitAsync(
            [.. diffs.SelectMany(diff => diff.States)], [.. diffs.SelectMany(diff => diff.Changes).Select(change => new MatchedChange(change, []))]);
        return Environment.CpuUsage.TotalTime - processor;
    }

    private AwardAction Published(int number, bool isEdited)
    {
        if (isEdited)
            _revisions[number] = _revisions.GetValueOrDefault(number, 1) + 1;
        return Action(number, _revisions.GetValueOrDefault(number, 1)).Action;
    }

    private async Task CommitAsync(IReadOnlyList<KnownAction> actions, IReadOnlyList<MatchedChange> changes) => await store.CommitAsync(
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
            Piid = string.Create(CultureInfo.InvariantCulture, $"70CDCR23FR{number / PerAward:0000000}"),
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
}
