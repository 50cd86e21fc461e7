using ContractWatch.Awards;
using ContractWatch.TestServers;
using ContractWatch.TestServers.UsaSpending;
using Microsoft.Extensions.Logging.Abstractions;

namespace ContractWatch.Feeds.UsaSpending;

/// <summary>The feed, a server it reads, and a clock that never waits.</summary>
internal sealed class Rig : IAsyncDisposable
{
    public static readonly DateTimeOffset Noon = new(2026, 8, 12, 12, 0, 0, TimeSpan.Zero);

    private Rig(UsaSpendingServer server, UsaSpendingFeed feed, ImpatientTime time) => (Server, Feed, Time) = (server, feed, time);

    public UsaSpendingServer Server { get; }

    public UsaSpendingFeed Feed { get; }

    public ImpatientTime Time { get; }

    public static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static UsaSpendingOptions Options => new()
    {
        Agencies = [TransactionRow.Ice, TransactionRow.Cbp],
        RequestsPerSecond = 0,
    };

    public static async Task<Rig> StartAsync(
        Universe? universe = null, UsaSpendingOptions? options = null, int seed = 1, IProgress<FeedProgress>? progress = null)
    {
        var server = await UsaSpendingServer.StartAsync(universe, seed);
        var time = new ImpatientTime(Noon);
        var chosen = options ?? Options;
        chosen.BaseUrl = server.BaseAddress;
        var http = new FeedHttp(UsaSpendingFeed.HttpOptions(chosen), time, NullLogger<FeedHttp>.Instance);
        return new Rig(server, new UsaSpendingFeed("usaspending", chosen, http, time, progress), time);
    }

    /// <summary>A slice of actions awarded by ICE or CBP and signed in the days given.</summary>
    public static FeedSlice Signed(DateOnly first, DateOnly last) => Slice(new AwardedBy([new(TransactionRow.Ice), new(TransactionRow.Cbp)]), first, last);

    public static FeedSlice SignedInJune => Signed(new DateOnly(2026, 6, 1), new DateOnly(2026, 6, 30));

    public static FeedSlice Slice(Whose whose, DateOnly first, DateOnly last)
    {
        var question = new Question(whose, DateMeaning.Signed, new DaySpan(first, last));
        return new FeedSlice(question.Name, question);
    }

    public Task<FeedReading> ReadAsync(FeedSlice slice) => Feed.ReadAsync(slice, Stop);

    /// <summary>History and poll slices in the order a poll reads them.</summary>
    public async Task<(FeedPlan Plan, IReadOnlyList<FeedReading> Readings)> PollAsync(FeedCursor cursor, PlanReason reason = PlanReason.Asked)
    {
        var readings = new List<FeedReading>();
        var plan = await Feed.PlanAsync(cursor, FeedScope.Nothing, reason, Stop);
        while (plan.History.Count > 0)
        {
            foreach (var piece in plan.History)
                readings.Add(await ReadAsync(piece.Slice));
            plan = await Feed.PlanAsync(plan.History[^1].Next, FeedScope.Nothing, PlanReason.Asked, Stop);
        }

        foreach (var slice in plan.Slices)
            readings.Add(await ReadAsync(slice));
        return (plan, readings);
    }

    public async ValueTask DisposeAsync()
    {
        Feed.Dispose();
        await Server.DisposeAsync();
    }
}

/// <summary>Universes for tests.</summary>
internal static class Rows
{
    public static readonly DateOnly FirstOfJune = new(2026, 6, 1);

    public static TransactionRow Of(int award, string mod = "0", int day = 0) => new()
    {
        AwardKey = $"CONT_AWD_70CDCR26F{award:D7}_7012_-NONE-_-NONE-",
        Piid = $"70CDCR26F{award:D7}",
        Mod = mod,
        ActionDate = FirstOfJune.AddDays(day % 30),
        Amount = award % 3 == 0 ? 0 : award * 100.25m,
        Recipient = $"VENDOR {award % 17} LLC",
        Uei = $"UEI{award % 17:D9}",
        AwardingAgency = award % 2 == 0 ? TransactionRow.Ice : TransactionRow.Cbp,
        FundingAgency = award % 2 == 0 ? TransactionRow.Ice : TransactionRow.Cbp,
        Description = $"ACTION {mod} OF {award}",
        LastModified = FirstOfJune.AddDays((day % 30) + 2).ToDateTime(new TimeOnly(1, 0), DateTimeKind.Utc),
    };

    /// <summary>So many rows over awards of one to <paramref name="most"/> actions.</summary>
    public static List<TransactionRow> Many(int count, int most, int seed = 1)
    {
        var random = new Random(seed);
        var rows = new List<TransactionRow>(count);
        for (var award = 1; rows.Count < count; award++)
        {
            var actions = Math.Min(random.Next(1, most + 1), count - rows.Count);
            for (var i = 0; i < actions; i++)
                rows.Add(Of(award, i == 0 ? "0" : $"P{i:D5}", random.Next(30)));
        }

        return rows;
    }

    public static Universe Universe(IEnumerable<TransactionRow> rows) => new(rows, new DateOnly(2026, 8, 11));

    public static IEnumerable<string> Keys(IEnumerable<TransactionRow> rows) => rows.Select(row => $"{row.AwardKey}/{row.Mod}").Order(StringComparer.Ordinal);

    public static IEnumerable<string> Keys(IEnumerable<AwardAction> actions) =>
        actions.Select(action => $"{action.Key.Award}/{action.Key.Number}").Order(StringComparer.Ordinal);

    /// <summary>The fewest requests that can read so many rows: a count, and full pages.</summary>
    public static int Least(int rows) => 1 + ((rows + 99) / 100);
}
