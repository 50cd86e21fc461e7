using ContractWatch.Matching;

namespace ContractWatch.Alerting;

/// <summary>Why a watch matched, in a sentence.</summary>
public static class MatchText
{
    private const int EvidenceLength = 240;

    /// <summary><c>Watch palantir, certain, as the recipient: UEI HNN4F9JZWDY8 is listed for this vendor.</c></summary>
    public static string Of(Match match)
    {
        var how = Route(match.Route) is { } route ? $"{Tier(match.Tier)}, {route}" : Tier(match.Tier);
        var evidence = string.Join("; ", match.Evidence.Select(one => ForeignText.OneLine(one.Text, EvidenceLength).TrimEnd('.')));
        return $"Watch {ForeignText.OneLine(match.WatchId, ForeignText.NameLength)}, {how}: {evidence}.";
    }

    public static string Tier(Tier tier) => tier switch
    {
        Matching.Tier.Certain => "certain",
        Matching.Tier.Likely => "likely",
        _ => "only possible, please check",
    };

    /// <summary>Null when the watch names no vendor.</summary>
    public static string? Route(Route route) => route switch
    {
        Matching.Route.Any => null,
        Matching.Route.Prime => "as the recipient",
        Matching.Route.Subsidiary => "through a company that belongs to it",
        Matching.Route.Reseller => "through a reseller",
        Matching.Route.JointVenture => "in a joint venture",
        Matching.Route.Subaward => "as a subcontractor",
        _ => route.ToString(),
    };
}
