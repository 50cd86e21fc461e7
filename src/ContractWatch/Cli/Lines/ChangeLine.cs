using ContractWatch.Awards;
using ContractWatch.Diffing;
using ContractWatch.Matching;

namespace ContractWatch.Cli.Lines;

/// <summary>A recorded change as programs read it: one line of <c>changes --json</c>. Others build on this shape.</summary>
internal sealed record ChangeLine
{
    public required string Id { get; init; }

    public required string Kind { get; init; }

    public required string Feed { get; init; }

    /// <summary>The source's stable key.</summary>
    public required string Award { get; init; }

    /// <summary>The modification number.</summary>
    public required string Action { get; init; }

    public required string? Agency { get; init; }

    public required RecipientLine Recipient { get; init; }

    /// <summary>What the action obligated; null when the change is of the whole award.</summary>
    public required AmountLine? Amount { get; init; }

    public required DateOnly? ActionDate { get; init; }

    /// <summary>When the source says it published this; null where it does not say.</summary>
    public required DateTimeOffset? PublishedAt { get; init; }

    public required DateTimeOffset FirstSeen { get; init; }

    public required IReadOnlyList<FieldLine> Fields { get; init; }

    /// <summary>Every action the change is about, when it is more than the one above: all those a rename touched.</summary>
    public required IReadOnlyList<CoveredLine> Covers { get; init; }

    /// <summary>Obligated on the award before and with it, where that is known.</summary>
    public required TotalLine? Total { get; init; }

    /// <summary>The ceiling before and with it, where that is known.</summary>
    public required TotalLine? Ceiling { get; init; }

    public required IReadOnlyList<MatchLine> Matches { get; init; }

    public required string? Url { get; init; }

    public static ChangeLine Of(MatchedChange matched)
    {
        var (change, action) = (matched.Change, matched.Change.Action);
        return new ChangeLine
        {
            Id = change.Id,
            Kind = change.Kind.Name,
            Feed = change.Feed,
            Award = action.Key.Award.Value,
            Action = action.Key.Number,
            Agency = (action.AwardingAgency ?? action.FundingAgency)?.Name,
            Recipient = new RecipientLine(action.Recipient.Name, action.Recipient.Identifiers.ByScheme),
            Amount = change.IsOfWholeAward ? null : AmountLine.Of(action.Obligation, MoneyMeaning.Delta),
            ActionDate = action.ActionDate,
            PublishedAt = null,
            FirstSeen = change.FirstSeen,
            Fields = [.. change.Fields.Select(FieldLine.Of)],
            Covers = [.. change.Covers.Select(covered => new CoveredLine(covered.Award.Value, covered.Number))],
            Total = change.Total is { } total ? new TotalLine(total.Before.Value, total.After.Value, total.After.Currency) : null,
            Ceiling = change.Ceiling is { } ceiling ? new TotalLine(ceiling.Before?.Value, ceiling.After.Value, ceiling.After.Currency) : null,
            Matches = [.. matched.Matches.Select(MatchLine.Of)],
            Url = change.Page?.AbsoluteUri,
        };
    }
}

internal sealed record RecipientLine(string Name, IReadOnlyDictionary<string, string> Ids);

internal sealed record AmountLine(decimal Value, string Currency, string Meaning)
{
    public static AmountLine? Of(Money? money, MoneyMeaning meaning) => money is { } amount
        ? new AmountLine(amount.Value, amount.Currency, Word(meaning))
        : null;

    private static string Word(MoneyMeaning meaning) => meaning switch
    {
        MoneyMeaning.Delta => "delta",
        MoneyMeaning.Cumulative => "cumulative",
        MoneyMeaning.CurrentValue => "current-value",
        MoneyMeaning.Ceiling => "ceiling",
        _ => "paid",
    };
}

internal sealed record CoveredLine(string Award, string Action);

internal sealed record TotalLine(decimal? Before, decimal After, string Currency);

internal sealed record FieldLine(string Name, string? Old, string? New)
{
    public static FieldLine Of(FieldChange field) => new(field.Name, field.Old, field.New);
}

internal sealed record MatchLine(string Watch, string Tier, string Route, IReadOnlyList<EvidenceLine> Evidence)
{
    public static MatchLine Of(Match match) => new(
        match.WatchId,
        Words.Of(match.Tier),
        Words.Of(match.Route),
        [.. match.Evidence.Select(evidence => new EvidenceLine(evidence.Kind, evidence.Text, evidence.Weight))]);
}

internal sealed record EvidenceLine(string Kind, string Text, double? Weight);
