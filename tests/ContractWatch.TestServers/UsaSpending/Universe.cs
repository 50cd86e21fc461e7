using System.Collections.Concurrent;
using System.Collections.Immutable;

namespace ContractWatch.TestServers.UsaSpending;

/// <summary>Everything the test server holds at one moment. Immutable: a test swaps it whole.</summary>
public sealed class Universe
{
    public static readonly Universe Empty = new([], new DateOnly(2026, 1, 1));

    private readonly ConcurrentDictionary<string, TransactionRow[]> _answers = new(StringComparer.Ordinal);
    private readonly Lazy<ILookup<string, TransactionRow>> _byAward;

    /// <param name="rows">In any order; equal rows are two rows.</param>
    /// <param name="lastUpdated">What <c>awards/last_updated/</c> says.</param>
    public Universe(IEnumerable<TransactionRow> rows, DateOnly lastUpdated)
    {
        Rows = [.. rows];
        LastUpdated = lastUpdated;
        _byAward = new(() => Rows.ToLookup(row => row.AwardKey, StringComparer.Ordinal));
    }

    public ImmutableArray<TransactionRow> Rows { get; }

    public DateOnly LastUpdated { get; }

    /// <summary>Facts of an award's own page that its actions do not tell.</summary>
    public ImmutableDictionary<string, AwardFacts> Facts { get; init; } = ImmutableDictionary<string, AwardFacts>.Empty;

    public ImmutableArray<SubawardReport> Subawards { get; init; } = [];

    public IReadOnlyList<TransactionRow> Award(string key) => [.. _byAward.Value[key]];

    public Universe With(params TransactionRow[] more) => new(Rows.Concat(more), LastUpdated) { Facts = Facts, Subawards = Subawards };

    public Universe Without(Func<TransactionRow, bool> gone) => new(Rows.Where(row => !gone(row)), LastUpdated) { Facts = Facts, Subawards = Subawards };

    public Universe Loaded(DateOnly day) => new(Rows, day) { Facts = Facts, Subawards = Subawards };

    /// <summary>The rows of a search in the order of its sort, ties as they lie; remembered, because a search asks page by page.</summary>
    internal TransactionRow[] Answer(string question, Func<TransactionRow[]> find)
    {
        if (_answers.Count > 200)
            _answers.Clear();
        return _answers.GetOrAdd(question, _ => find());
    }
}

/// <summary>What an award's own page adds to its actions.</summary>
public sealed record AwardFacts
{
    public decimal? Ceiling { get; init; }

    public decimal? CurrentValue { get; init; }

    public decimal? Outlay { get; init; }

    public DateOnly? Start { get; init; }

    public DateOnly? End { get; init; }

    public DateOnly? PotentialEnd { get; init; }

    public int? Offers { get; init; }

    /// <summary>What the page counts; as many as the server holds, when it is not said.</summary>
    public int? SubawardCount { get; init; }
}
