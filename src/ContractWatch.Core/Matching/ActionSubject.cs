using ContractWatch.Awards;

namespace ContractWatch.Matching;

/// <summary>An action as the subject of a match.</summary>
public static class ActionSubject
{
    /// <param name="action">The action.</param>
    /// <param name="subawardees">Companies known to work for the recipient on its award.</param>
    public static MatchSubject Of(AwardAction action, IEnumerable<Recipient>? subawardees = null) => new()
    {
        Recipient = action.Recipient,
        Subawardees = [.. subawardees ?? []],
        Descriptions = action.Description is { } description ? [description] : [],
        AwardingAgency = action.AwardingAgency,
        FundingAgency = action.FundingAgency,
        Amount = action.Obligation?.Value,
    };
}
