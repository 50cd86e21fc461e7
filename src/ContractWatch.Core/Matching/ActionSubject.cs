using ContractWatch.Awards;

namespace ContractWatch.Matching;

/// <summary>An action as the subject of a match.</summary>
public static class ActionSubject
{
    public static MatchSubject Of(AwardAction action) => new()
    {
        Recipient = action.Recipient,
        Descriptions = action.Description is { } description ? [description] : [],
        AwardingAgency = action.AwardingAgency,
        FundingAgency = action.FundingAgency,
        Amount = action.Obligation?.Value,
    };
}
