using ContractWatch.Awards;

namespace ContractWatch.Matching;

/// <summary>
/// A recipient that publishes an identifier of a scheme in which the vendor's are listed, and none of these, is another registration.
/// A member of the family may be; somebody with a name that is merely near is told weekly at most.
/// </summary>
internal static class NameDoubt
{
    /// <summary>The answer by name, held down where the published identifiers speak against it.</summary>
    public static Judgement Hold(Judgement byName, Identifiers published, PreparedWatch watch)
    {
        if (!byName.Holds || watch.Identifiers.Count == 0)
            return byName;
        foreach (var (scheme, value) in published.ByScheme)
        {
            if (watch.Lists(scheme))
                return Hold(byName, $"held down: {scheme.ToUpperInvariant()} {value} is not among those listed for this vendor");
        }

        return byName;
    }

    private static Judgement Hold(Judgement byName, string why)
    {
        var most = byName.IsFamily ? Tier.Likely : Tier.Possible;
        if (byName.Most <= most)
            return byName;
        return byName with
        {
            Most = most,
            Tier = byName.Tier < most ? byName.Tier : most,
            Evidence = byName.Tier > most ? [.. byName.Evidence, new Evidence("identifier", why)] : byName.Evidence,
        };
    }
}
