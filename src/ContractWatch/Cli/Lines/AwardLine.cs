using ContractWatch.Alerting;
using ContractWatch.Awards;
using ContractWatch.Diffing;
using ContractWatch.Feeds;

namespace ContractWatch.Cli.Lines;

/// <summary>One award as programs read it: <c>award KEY --json</c>.</summary>
internal sealed record AwardLine
{
    public required string Key { get; init; }

    public required string Feed { get; init; }

    public string? Piid { get; init; }

    public string? Description { get; init; }

    public RecipientLine? Recipient { get; init; }

    public string? AwardingAgency { get; init; }

    public string? FundingAgency { get; init; }

    public AmountLine? Obligated { get; init; }

    public AmountLine? CurrentValue { get; init; }

    public AmountLine? Ceiling { get; init; }

    public AmountLine? Paid { get; init; }

    public DateOnly? Start { get; init; }

    public DateOnly? End { get; init; }

    public DateOnly? PotentialEnd { get; init; }

    public string? Parent { get; init; }

    public string? ParentRecipient { get; init; }

    public int? OffersReceived { get; init; }

    public string? ExtentCompeted { get; init; }

    public int? SubawardCount { get; init; }

    public string? Url { get; init; }

    /// <summary>Keys the award had before its source moved it.</summary>
    public required IReadOnlyList<string> FormerKeys { get; init; }

    /// <summary>What its own page said, each time it said something else, oldest first.</summary>
    public required IReadOnlyList<FactsLine> FactsOverTime { get; init; }

    /// <summary>What its recipient passed on, as last reported; their amounts are part of the award's.</summary>
    public required IReadOnlyList<SubawardLine> Subawards { get; init; }

    public required CoverageLine Coverage { get; init; }

    public required IReadOnlyList<ActionLine> Actions { get; init; }

    public required IReadOnlyList<ChangeLine> Changes { get; init; }

    public static AwardLine Of(AwardKey key, AwardFile file, FeedCoverage coverage)
    {
        var (facts, last) = (file.Facts, file.Actions.Count > 0 ? file.Actions[^1].Action : null);
        var recipient = facts?.Recipient ?? last?.Recipient;
        return new AwardLine
        {
            Key = key.Value,
            Feed = file.Feed,
            Piid = facts?.Piid ?? last?.Piid,
            Description = facts?.Description,
            Recipient = recipient is null ? null : new RecipientLine(recipient.Name, recipient.Identifiers.ByScheme),
            AwardingAgency = (facts?.AwardingAgency ?? last?.AwardingAgency)?.Name,
            FundingAgency = (facts?.FundingAgency ?? last?.FundingAgency)?.Name,
            Obligated = AmountLine.Of(facts?.Obligated, MoneyMeaning.Cumulative),
            CurrentValue = AmountLine.Of(facts?.CurrentValue, MoneyMeaning.CurrentValue),
            Ceiling = AmountLine.Of(facts?.Ceiling, MoneyMeaning.Ceiling),
            Paid = AmountLine.Of(facts?.Paid, MoneyMeaning.Paid),
            Start = facts?.Start,
            End = facts?.End,
            PotentialEnd = facts?.PotentialEnd,
            Parent = facts?.Parent?.Value,
            ParentRecipient = facts?.Recipient?.ParentName,
            OffersReceived = facts?.OffersReceived,
            ExtentCompeted = facts?.ExtentCompeted,
            SubawardCount = facts?.SubawardCount,
            FormerKeys = [.. file.FormerKeys.Select(former => former.Value)],
            FactsOverTime = [.. file.FactsOverTime.Select(FactsLine.Of)],
            Subawards = [.. file.Subawards.Select(SubawardLine.Of)],
            Url = (facts?.Page ?? (file.Changes is [.., var newest] ? newest.Change.Page : null))?.AbsoluteUri,
            Coverage = CoverageLine.Of(coverage),
            Actions = [.. file.Actions.Select(ActionLine.Of)],
            Changes = [.. file.Changes.Select(ChangeLine.Of)],
        };
    }
}

/// <summary>A known action in its latest state.</summary>
internal sealed record ActionLine
{
    public required string Action { get; init; }

    public DateOnly? ActionDate { get; init; }

    public AmountLine? Amount { get; init; }

    public required string Recipient { get; init; }

    public string? Description { get; init; }

    public required DateTimeOffset FirstSeen { get; init; }

    public required bool Withdrawn { get; init; }

    public static ActionLine Of(KnownAction known) => new()
    {
        Action = known.Action.Key.Number,
        ActionDate = known.Action.ActionDate,
        Amount = AmountLine.Of(known.Action.Obligation, MoneyMeaning.Delta),
        Recipient = known.Action.Recipient.Name,
        Description = known.Action.Description,
        FirstSeen = known.FirstSeen,
        Withdrawn = known.IsWithdrawn,
    };
}

/// <summary>A sub-award as its prime recipient reported it.</summary>
internal sealed record SubawardLine
{
    public required string Number { get; init; }

    public required RecipientLine Recipient { get; init; }

    public AmountLine? Amount { get; init; }

    public DateOnly? ActionDate { get; init; }

    public string? Description { get; init; }

    public static SubawardLine Of(Subaward subaward) => new()
    {
        Number = subaward.Number,
        Recipient = new RecipientLine(subaward.Recipient.Name, subaward.Recipient.Identifiers.ByScheme),
        Amount = AmountLine.Of(subaward.Amount, MoneyMeaning.Delta),
        ActionDate = subaward.ActionDate,
        Description = subaward.Description,
    };
}
