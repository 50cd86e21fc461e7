using System.Globalization;
using ContractWatch.Awards;
using ContractWatch.Polling;

namespace ContractWatch.Cli.Lines;

/// <summary>One watch of <c>watch try --json</c>.</summary>
internal sealed record BackTestLine
{
    public required string Watch { get; init; }

    /// <summary>How many stored actions were looked at.</summary>
    public required long Actions { get; init; }

    public required DateOnly? First { get; init; }

    public required DateOnly? Last { get; init; }

    public required int Matched { get; init; }

    public required IReadOnlyList<BackTestMonthLine> Months { get; init; }

    public required IReadOnlyList<BackTestSampleLine> Samples { get; init; }

    public required IReadOnlyList<string> Warnings { get; init; }

    public static BackTestLine Of(BackTestReport report, IReadOnlyList<string> warnings) => new()
    {
        Watch = report.WatchId,
        Actions = report.Actions,
        First = report.First,
        Last = report.Last,
        Matched = report.Matched,
        Months = [.. report.Months.Select(month => new BackTestMonthLine(
            month.Month.ToString("yyyy-MM", CultureInfo.InvariantCulture), month.Certain, month.Likely, month.Possible))],
        Samples = [.. report.Samples.Select(BackTestSampleLine.Of)],
        Warnings = warnings,
    };
}

internal sealed record BackTestMonthLine(string Month, int Certain, int Likely, int Possible);

internal sealed record BackTestSampleLine(
    string Award, string Action, DateOnly? ActionDate, RecipientLine Recipient, AmountLine? Amount, string? Description, MatchLine Match)
{
    public static BackTestSampleLine Of(BackTestSample sample) => new(
        sample.Action.Key.Award.Value,
        sample.Action.Key.Number,
        sample.Action.ActionDate,
        new RecipientLine(sample.Action.Recipient.Name, sample.Action.Recipient.Identifiers.ByScheme),
        AmountLine.Of(sample.Action.Obligation, MoneyMeaning.Delta),
        sample.Action.Description,
        MatchLine.Of(sample.Match));
}
