using System.Globalization;
using ContractWatch.Awards;
using ContractWatch.Matching;

namespace ContractWatch.Polling;

/// <summary>What one watch would have told of the stored history.</summary>
public sealed record BackTestReport
{
    public const int SamplesPerTier = 5;
    public const int DaysOfMonth = 31;

    /// <summary>People stop reading what comes more often.</summary>
    public const int MostPerMonth = 30;

    /// <summary>The share of everything stored above which a watch is no choice any more.</summary>
    public const double LargestShare = .2;

    /// <summary>A share of fewer actions says nothing.</summary>
    private const int FewestForAShare = 50;

    public required string WatchId { get; init; }

    /// <summary>Actions looked at.</summary>
    public required long Actions { get; init; }

    /// <summary>The first signing date looked at; null when nothing is stored.</summary>
    public DateOnly? First { get; init; }

    public DateOnly? Last { get; init; }

    /// <summary>Every month with a stored action, by signing date.</summary>
    public required IReadOnlyList<BackTestMonth> Months { get; init; }

    /// <summary>The newest of each tier, the surest tier first.</summary>
    public required IReadOnlyList<BackTestSample> Samples { get; init; }

    public int Matched => Months.Sum(month => month.Matched);

    public IReadOnlyList<string> Warnings => [.. TooOften(), .. TooMuch()];

    private IEnumerable<string> TooOften()
    {
        var many = Months.Where(month => month.Matched > MostPerMonth).ToList();
        if (many.MaxBy(month => month.Matched) is { } most)
            yield return string.Create(CultureInfo.InvariantCulture,
                $"it would have told more than {MostPerMonth} changes in {many.Count} of {Months.Count} months, most in {most.Month:yyyy-MM}: {most.Matched}");
    }

    private IEnumerable<string> TooMuch()
    {
        if (Actions >= FewestForAShare && Matched > LargestShare * Actions)
            yield return string.Create(CultureInfo.InvariantCulture,
                $"it matches {100.0 * Matched / Actions:0}% of everything stored: {Matched} of {Actions} actions");
    }
}

/// <summary>What a watch would have told of the actions signed in one month.</summary>
/// <param name="Month">Its first day.</param>
public sealed record BackTestMonth(DateOnly Month, int Certain = 0, int Likely = 0, int Possible = 0)
{
    public int Matched => Certain + Likely + Possible;

    public BackTestMonth And(Tier tier) => tier switch
    {
        Tier.Certain => this with { Certain = Certain + 1 },
        Tier.Likely => this with { Likely = Likely + 1 },
        _ => this with { Possible = Possible + 1 },
    };
}

/// <summary>An action that a watch would have told of, and why.</summary>
public sealed record BackTestSample(AwardAction Action, Match Match);
