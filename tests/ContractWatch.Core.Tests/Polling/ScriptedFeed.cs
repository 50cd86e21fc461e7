using ContractWatch.Awards;
using ContractWatch.Feeds;

namespace ContractWatch.Polling;

/// <summary>A feed that publishes what a test tells it to.</summary>
internal sealed class ScriptedFeed : IFeed
{
    private static readonly DateOnly HistorySince = new(2024, 10, 1);

    public string Id => "scripted";

    /// <summary>What the source holds.</summary>
    public List<AwardAction> Holds { get; } = [];

    /// <summary>What the search leaves out although the source holds it.</summary>
    public HashSet<ActionKey> SearchLoses { get; } = [];

    /// <summary>Awards whose page answers 404.</summary>
    public HashSet<AwardKey> Gone { get; } = [];

    /// <summary>Set to break the next readings.</summary>
    public FeedException? Failure { get; set; }

    /// <summary>Set to break the reading of the slice of this name.</summary>
    public string? FailsAt { get; set; }

    /// <summary>Rows that every reading brings and nobody can read.</summary>
    public List<QuarantinedRow> Unreadable { get; } = [];

    /// <summary>Set to break the pages of awards.</summary>
    public FeedException? PageFailure { get; set; }

    public bool Sweeps { get; set; } = true;

    public int HistoryPieces { get; set; } = 1;

    /// <summary>What the page of an award says of its recipient.</summary>
    public Dictionary<AwardKey, Recipient> Recipients { get; } = [];

    public List<AwardKey> PagesRead { get; } = [];

    public Task<FeedPlan> PlanAsync(FeedCursor cursor, FeedScope scope, PlanReason reason, CancellationToken cancellation)
    {
        var done = cursor.Json.Length == 0 ? 0 : int.Parse(cursor.Json.Split(':')[0], provider: null);
        var polls = cursor.Json.Contains(':', StringComparison.Ordinal) ? int.Parse(cursor.Json.Split(':')[1], provider: null) : 0;
        var history = Enumerable.Range(done, Math.Max(0, HistoryPieces - done))
            .Select(piece => new HistorySlice(Slice($"history {piece}"), new FeedCursor($"{piece + 1}:0")));
        return Task.FromResult(new FeedPlan
        {
            HistorySince = HistorySince,
            History = [.. history],
            Slices = done < HistoryPieces ? [] : [Slice("everything")],
            Next = new FeedCursor($"{HistoryPieces}:{polls + 1}"),
            IsSweep = Sweeps,
        });
    }

    public Task<FeedReading> ReadAsync(FeedSlice slice, CancellationToken cancellation) =>
        (slice.Name == FailsAt ? new FeedException($"{slice.Name} cannot be read") : Failure) is { } failure
        ? Task.FromException<FeedReading>(failure)
        : Task.FromResult(new FeedReading
        {
            Slice = slice,
            Actions = [.. Holds.Where(action => !SearchLoses.Contains(action.Key))],
            Expected = Holds.Count + Unreadable.Count,
            Quarantined = Unreadable,
            Requests = 1,
        });

    public Uri PageOf(AwardKey award) => new($"https://example.org/{award}");

    public Task<AwardAnswer> ReadAwardAsync(AwardKey award, CancellationToken cancellation)
    {
        PagesRead.Add(award);
        if (PageFailure is { } failure)
            return Task.FromException<AwardAnswer>(failure);
        if (Gone.Contains(award))
            return Task.FromResult(new AwardAnswer(null, []));

        var actions = Holds.Where(action => action.Key.Award == award).ToList();
        var facts = new Award { Key = award, Recipient = Recipients.GetValueOrDefault(award), Obligated = Money.Usd(actions.Sum(action => action.Obligation?.Value ?? 0)) };
        return Task.FromResult(new AwardAnswer(new AwardReading(facts, [.. actions.Select(Listed)]), []));
    }

    private static PublishedAction Listed(AwardAction action) => new(
        $"CONT_TX_{action.Key.Number}", action.Key.Number, action.ActionDate, "C", "FUNDING ONLY ACTION", action.Obligation, action.Description);

    private FeedSlice Slice(string name) =>
        new(name, name, Sweeps ? new SignedBetween(HistorySince, new DateOnly(2027, 1, 1), _ => true) : null);
}
