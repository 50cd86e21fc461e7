using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using ContractWatch.Awards;
using ContractWatch.Feeds;
using ContractWatch.Matching;
using ContractWatch.Polling;
using ContractWatch.Storage.Sqlite;
using ContractWatch.TestServers;
using ContractWatch.Watches;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;

namespace ContractWatch.Benchmarks;

/// <summary>
/// Rows a second through diff, match and commit with the starter pack watched: a poll that brings so many new actions, and one
/// that brings the same again; what brought them is packed before, and kept for what is new. The baseline beside it only writes the rows into a table, one transaction, same durability.
/// </summary>
internal static class PipelineBenchmark
{
    private const int Brought = 20_000;
    private const int RowsPerAnswer = 100;

    public static async Task RunAsync()
    {
        await MeasureAsync(print: false);
        await MeasureAsync(print: true);
    }

    private static async Task MeasureAsync(bool print)
    {
        var folder = Directory.CreateTempSubdirectory("contractwatch-benchmark-");
        try
        {
            await using var store = await SqliteStore.OpenAsync(Path.Combine(folder.FullName, SqliteStore.FileName), CancellationToken.None);
            foreach (var watch in WatchFile.Read(Path.Combine(TestPaths.Root, "config", "watches", "whos-behind-ice.yaml")).Watches)
                await store.Watches.SaveAsync(new StoredWatch(watch.Watch, "pack", DateTimeOffset.UnixEpoch), CancellationToken.None);

            var feed = new Brings();
            await PollAsync(store, feed, []);
            var fresh = await PollAsync(store, feed, [.. Enumerable.Range(0, Brought).Select(Action)]);
            var again = await PollAsync(store, feed, feed.Actions);
            var written = JustWrite(Path.Combine(folder.FullName, "baseline.db"), feed.Actions);
            if (print)
            {
                Line("written only, no diff, no match (baseline)", written, written);
                Line("answers sealed and packed as they come", feed.Packed, written);
                Line("new: diff, match, commit", fresh, written);
                Line("unchanged: diff, match, commit", again, written);
            }
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static void Line(string what, TimeSpan took, TimeSpan baseline) => Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture, $"{what,-45} {Brought / took.TotalSeconds,9:N0} rows/s  {baseline / took,6:0.00} of the baseline"));

    private static async Task<TimeSpan> PollAsync(SqliteStore store, Brings feed, IReadOnlyList<AwardAction> actions)
    {
        feed.Bring(actions);
        var cycle = new PollCycle(feed, store.Polls, store.Watches, new MatcherFactory(), TimeProvider.System, NullLogger<PollCycle>.Instance);
        var clock = Stopwatch.StartNew();
        await cycle.RunAsync(PlanReason.Asked, progress: null, CancellationToken.None);
        return clock.Elapsed;
    }

    private static TimeSpan JustWrite(string file, IReadOnlyList<AwardAction> actions)
    {
        using var connection = new SqliteConnection($"Data Source={file};Pooling=False");
        connection.Open();
        Run(connection, "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; CREATE TABLE action (award TEXT, number TEXT, date TEXT, amount TEXT, recipient TEXT, description TEXT, PRIMARY KEY (award, number))");
        var clock = Stopwatch.StartNew();
        using var transaction = connection.BeginTransaction();
        using var insert = connection.CreateCommand();
        insert.CommandText = "INSERT INTO action VALUES ($award, $number, $date, $amount, $recipient, $description)";
        var parameters = new[] { "$award", "$number", "$date", "$amount", "$recipient", "$description" }.Select(name => insert.Parameters.Add(name, SqliteType.Text)).ToArray();
        foreach (var action in actions)
        {
            string?[] values =
            [
                action.Key.Award.Value, action.Key.Number, action.ActionDate?.ToString("O", CultureInfo.InvariantCulture),
                action.Obligation?.Value.ToString(CultureInfo.InvariantCulture), action.Recipient.Name, action.Description,
            ];
            for (var i = 0; i < values.Length; i++)
                parameters[i].Value = values[i];
            insert.ExecuteNonQuery();
        }

        transaction.Commit();
        return clock.Elapsed;
    }

    private static void Run(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    /// <summary>Two actions an award, one in fifty of a watched vendor.</summary>
    private static AwardAction Action(int i) => new()
    {
        Key = new ActionKey(new AwardKey($"CONT_AWD_70B{i / 2:000000}_7014_-NONE-_-NONE-"), i % 2 == 0 ? ActionKey.Base : "P00001"),
        Piid = $"70B{i / 2:000000}",
        ActionDate = new DateOnly(2026, 1, 1).AddDays(i % 200),
        Obligation = Money.Usd(1000.25m * i),
        Description = $"SUPPORT SERVICES FOR STATION {i} INCLUDING MAINTENANCE, SPARE PARTS AND TRAINING FOR THE PERIOD OF PERFORMANCE",
        Recipient = new Recipient { Name = i % 50 == 0 ? "PALANTIR USG, INC." : $"VENDOR NUMBER {i % 3000} SERVICES LLC" },
        AwardingAgency = new Agency { Name = "U.S. Customs and Border Protection", Department = "Department of Homeland Security" },
        FundingAgency = new Agency { Name = "U.S. Customs and Border Protection", Department = "Department of Homeland Security" },
        Naics = new Classification("561210", "FACILITIES SUPPORT SERVICES"),
        ProductOrService = new Classification("R499", "SUPPORT- PROFESSIONAL: OTHER"),
    };

    /// <summary>A feed that costs nothing.</summary>
    private sealed class Brings : IFeed
    {
        public string Id => "benchmark";

        private IReadOnlyDictionary<ActionKey, Sighting> _sightings = new Dictionary<ActionKey, Sighting>();

        public IReadOnlyList<AwardAction> Actions { get; private set; } = [];

        /// <summary>How long it took to make the answers something to keep.</summary>
        public TimeSpan Packed { get; private set; }

        public void Bring(IReadOnlyList<AwardAction> actions)
        {
            var bodies = actions.Chunk(RowsPerAnswer).Select(rows => (Rows: rows, Body: JsonSerializer.SerializeToUtf8Bytes(rows))).ToList();
            var clock = Stopwatch.StartNew();
            var answers = bodies.ConvertAll(page => (page.Rows, Observation: Answer(page.Body)));
            (Actions, Packed) = (actions, clock.Elapsed);
            _sightings = answers
                .SelectMany(answer => answer.Rows.Select((row, at) => (row.Key, Seen: new Sighting(answer.Observation, $"/results/{at}"))))
                .ToDictionary(row => row.Key, row => row.Seen);
        }

        public Task<FeedPlan> PlanAsync(FeedCursor cursor, FeedScope scope, PlanReason reason, CancellationToken cancellation) =>
            Task.FromResult(new FeedPlan { Slices = [new FeedSlice("all", "all")], Next = new FeedCursor(cursor.Json + "."), HistorySince = new DateOnly(2024, 10, 1) });

        public Task<FeedReading> ReadAsync(FeedSlice slice, CancellationToken cancellation) =>
            Task.FromResult(new FeedReading { Slice = slice, Actions = Actions, Expected = Actions.Count, Sightings = _sightings });

        public Uri? PageOf(AwardKey award) => null;

        public Task<AwardAnswer> ReadAwardAsync(AwardKey award, CancellationToken cancellation) =>
            Task.FromResult(new AwardAnswer(new AwardReading(new Award { Key = award }, []), []));

        private static Observation Answer(byte[] body) => new()
        {
            Method = "POST",
            Url = "https://example.org/search/",
            Request = "{}",
            Status = 200,
            Time = TimeProvider.System.GetUtcNow(),
            Sha256 = Observation.HashOf(body),
            Packed = Observation.Pack(body),
        };
    }
}
