using ContractWatch.Watches;

namespace ContractWatch.Matching;

/// <summary>When a name is as near to one vendor as to another, both are told and each says so; nobody picks.</summary>
internal static class Ambiguity
{
    private const double Margin = .05;

    /// <summary>The matches, each with the names of the vendors that are as near; such a match is likely at most.</summary>
    /// <param name="found">What was found.</param>
    /// <param name="subawardees">Among how many; two matches by several may be two companies, each rightly found.</param>
    public static IReadOnlyList<Match> Say(IReadOnlyList<(PreparedWatch Watch, Match Match)> found, int subawardees)
    {
        if (found.Count < 2)
            return [.. found.Select(one => one.Match)];
        var ofRecipient = found.Where(one => one.Match.Route != Route.Subaward).ToList();
        var ofSubawardee = subawardees == 1 ? found.Except(ofRecipient).ToList() : [];
        return [.. found.Select(one => Against(one, one.Match.Route == Route.Subaward ? ofSubawardee : ofRecipient))];
    }

    private static Match Against((PreparedWatch Watch, Match Match) one, List<(PreparedWatch Watch, Match Match)> sameParty)
    {
        if (!ByName(one.Match))
            return one.Match;
        var rivals = sameParty.Where(other => ByName(other.Match) && Math.Abs(other.Match.Score - one.Match.Score) <= Margin && !SameVendor(one.Watch, other.Watch))
            .Select(other => other.Watch.Watch.Privacy == Privacy.Public ? $"{other.Watch.Watch.Vendor!.Name} (watch {other.Match.WatchId})" : "the vendor of another watch")
            .Distinct(StringComparer.Ordinal)
            .ToList();
        if (rivals.Count == 0)
            return one.Match;
        var evidence = new Evidence("ambiguous", $"ambiguous: the name is as near to {string.Join(" and ", rivals)}");
        return one.Match with
        {
            Tier = one.Match.Tier == Tier.Certain ? Tier.Likely : one.Match.Tier,
            Evidence = [.. one.Match.Evidence, evidence],
        };
    }

    private static bool ByName(Match match) => match.Evidence.Count > 0 && match.Evidence[0].Kind is "name" or "alias" && match.Route != Route.Reseller;

    /// <summary>Two watches on one vendor share its name.</summary>
    private static bool SameVendor(PreparedWatch one, PreparedWatch other) =>
        ReferenceEquals(one, other) || string.Equals(one.Names.Weighed[0].Name.Core, other.Names.Weighed[0].Name.Core, StringComparison.Ordinal);
}
