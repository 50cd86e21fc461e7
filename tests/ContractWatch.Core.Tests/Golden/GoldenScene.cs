using System.Globalization;
using ContractWatch.Alerting;
using ContractWatch.Delivery;
using ContractWatch.Delivery.Email;
using ContractWatch.Feeds;
using ContractWatch.Feeds.UsaSpending;
using ContractWatch.Matching;
using ContractWatch.Polling;
using ContractWatch.Storage.InMemory;
using ContractWatch.TestServers;
using ContractWatch.TestServers.UsaSpending;
using ContractWatch.Watches;
using Microsoft.Extensions.Logging.Abstractions;

namespace ContractWatch.Golden;

/// <summary>The source of one case over loopback, and the product's own feed, matcher and poll cycle that read it.</summary>
internal sealed class GoldenScene : IAsyncDisposable
{
    private static readonly Dictionary<string, string> Agencies = new() { ["ICE"] = TransactionRow.Ice, ["CBP"] = TransactionRow.Cbp };

    private readonly GoldenCase _case;
    private readonly UsaSpendingServer _server;
    private readonly InMemoryStore _store = new();
    private readonly ImpatientTime _time = new(DateTimeOffset.UnixEpoch);
    private readonly Dictionary<(string Award, string Mod), TransactionRow> _rows = [];
    private readonly SortedDictionary<long, SubawardReport> _subawards = [];
    private readonly HashSet<string> _messages = [];
    private readonly HashSet<string> _changes = [];

    private GoldenScene(GoldenCase told, UsaSpendingServer server) => (_case, _server) = (told, server);

    public InMemoryStore Store => _store;

    public static async Task<GoldenScene> StartAsync(GoldenCase told, CancellationToken cancellation)
    {
        var scene = new GoldenScene(told, await UsaSpendingServer.StartAsync());
        var file = WatchFile.Parse(told.Watches, "case");
        file.Faults.ShouldBeEmpty();
        foreach (var watch in file.Watches)
            await scene._store.Watches.SaveAsync(new StoredWatch(watch.Watch, "case", DateTimeOffset.UnixEpoch), cancellation);
        return scene;
    }

    /// <summary>Publishes the day and polls once.</summary>
    public async Task<PollReport> PollAsync(GoldenDay day, DateOnly on, bool publish, CancellationToken cancellation)
    {
        if (publish)
            Publish(day, on);
        _server.Universe = new Universe(_rows.Values, on) { Facts = _server.Universe.Facts, Subawards = [.. _subawards.Values] };
        _server.Faults = day.Truncated ? new RandomFaults(rate: 1, seed: 1) : new NoFaults();
        _time.Set(new DateTimeOffset(on.ToDateTime(new TimeOnly(18, 20)), TimeSpan.Zero));
        var options = new UsaSpendingOptions
        {
            BaseUrl = _server.BaseAddress,
            Agencies = [TransactionRow.Ice, TransactionRow.Cbp],
            HistorySince = _rows.Values.Min(row => row.ActionDate),
            RequestsPerSecond = 0,
        };
        using var feed = new UsaSpendingFeed("usaspending", options, new FeedHttp(UsaSpendingFeed.HttpOptions(options), _time, NullLogger<FeedHttp>.Instance), _time);
        var cycle = new PollCycle(feed, _store.Polls, _store.Watches, new MatcherFactory(), _time, NullLogger<PollCycle>.Instance);
        return await cycle.RunAsync(PlanReason.Asked, progress: null, cancellation);
    }

    /// <summary>The changes recorded since this was last asked.</summary>
    public async Task<IReadOnlyList<MatchedChange>> NewChangesAsync(CancellationToken cancellation) =>
        [.. (await _store.Changes.ChangesAsync(new ChangeQuery(), cancellation).ToListAsync(cancellation)).Where(change => _changes.Add(change.Change.Id))];

    /// <summary>What of the source has not been read yet.</summary>
    public async Task<IReadOnlyList<string>> GapsAsync(CancellationToken cancellation) =>
        [.. (await _store.Polls.CoverageAsync("usaspending", cancellation)).Gaps.Select(gap => gap.Reason)];

    /// <summary>The messages owed since this was last asked, as mails.</summary>
    public async Task<IReadOnlyList<(string Address, string Text)>> NewMessagesAsync(CancellationToken cancellation)
    {
        var writer = new LetterWriter(_store.Changes, _store.Watches, _store.Polls, _store.Notices, ["usaspending"]);
        var mails = new MailWriter("ContractWatch <alerts@example.org>", _time);
        var messages = new List<(string, string)>();
        await foreach (var message in _store.Outbox.MessagesAsync(null, cancellation))
        {
            if (!_messages.Add(message.Key))
                continue;
            var mail = mails.Write(await writer.WriteAsync([message], cancellation));
            messages.Add(($"{message.Address} {message.Cadence.ToString().ToLowerInvariant()}", $"{mail.Subject}\n{mail.Text}"));
        }

        return messages;
    }

    public string Short(Awards.ActionKey action) =>
        $"{_case.Awards.FirstOrDefault(award => award.Value.Key == action.Award.Value).Key ?? action.Award.Value}/{action.Number}";

    public async ValueTask DisposeAsync() => await _server.DisposeAsync();

    private void Publish(GoldenDay day, DateOnly on)
    {
        foreach (var gone in day.Gone.Select(place => place.Split('/')))
        {
            foreach (var key in _rows.Keys.Where(key => key.Award == gone[0] && (gone[1] == "*" || gone[1] == key.Mod)).ToList())
                _rows.Remove(key);
        }

        foreach (var subaward in day.Subawards)
            _subawards[subaward.Id] = Report(subaward);
        foreach (var row in day.Rows)
            _rows[(row.Award, row.Mod)] = Row(row, on);
        var facts = _server.Universe.Facts.SetItems(day.Facts.Select(one => KeyValuePair.Create(_case.Awards[one.Key].Key, Facts(one.Value))));
        _server.Universe = new Universe([], on) { Facts = facts };
    }

    private SubawardReport Report(GoldenSubaward told) =>
        new(told.Id, _case.Awards.GetValueOrDefault(told.Under)?.Key ?? told.Under, told.Number, told.To, told.Amount, Day(told.On)) { Uei = told.Uei, Description = told.Text };

    private TransactionRow Row(GoldenRow row, DateOnly on)
    {
        var award = _case.Awards[row.Award];
        var before = _rows.GetValueOrDefault((row.Award, row.Mod));
        var agency = Agencies.GetValueOrDefault(award.Agency, award.Agency);
        return new TransactionRow
        {
            AwardKey = award.Key,
            Piid = award.Piid,
            Mod = row.Mod,
            ActionDate = Day(row.Signed),
            Amount = row.Amount,
            Recipient = row.Recipient ?? award.Recipient,
            Uei = row.Uei ?? award.Uei,
            ParentName = award.Parent,
            ParentUei = award.ParentUei,
            AwardingAgency = agency,
            FundingAgency = award.FundedBy is { } funding ? Agencies.GetValueOrDefault(funding, funding) : agency,
            Description = row.Text,
            ActionType = row.Code,
            LastModified = row.Stamped || before is null ? on.ToDateTime(new TimeOnly(4, 0)) : before.LastModified,
        };
    }

    private static AwardFacts Facts(GoldenFacts facts) => new()
    {
        Ceiling = facts.Ceiling,
        CurrentValue = facts.CurrentValue,
        End = facts.End is { } end ? Day(end) : null,
        PotentialEnd = facts.PotentialEnd is { } potential ? Day(potential) : null,
        Offers = facts.Offers,
    };

    public static DateOnly Day(string day) => DateOnly.ParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture);
}
