using ContractWatch.Alerting;
using ContractWatch.Awards;

namespace ContractWatch.Cli.Lines;

/// <summary>What an award's own page said from some moment on; every amount keeps its own meaning.</summary>
internal sealed record FactsLine
{
    public required DateTimeOffset Read { get; init; }

    public required AmountLine? Obligated { get; init; }

    public required AmountLine? CurrentValue { get; init; }

    public required AmountLine? Ceiling { get; init; }

    public required AmountLine? Paid { get; init; }

    public required DateOnly? End { get; init; }

    public required DateOnly? PotentialEnd { get; init; }

    public static FactsLine Of(DatedFacts dated) => new()
    {
        Read = dated.Read,
        Obligated = AmountLine.Of(dated.Facts.Obligated, MoneyMeaning.Cumulative),
        CurrentValue = AmountLine.Of(dated.Facts.CurrentValue, MoneyMeaning.CurrentValue),
        Ceiling = AmountLine.Of(dated.Facts.Ceiling, MoneyMeaning.Ceiling),
        Paid = AmountLine.Of(dated.Facts.Paid, MoneyMeaning.Paid),
        End = dated.Facts.End,
        PotentialEnd = dated.Facts.PotentialEnd,
    };
}
