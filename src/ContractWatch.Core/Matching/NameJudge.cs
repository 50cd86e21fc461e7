using ContractWatch.Matching.Names;

namespace ContractWatch.Matching;

/// <summary>Is a published name one of the vendor's?</summary>
internal static class NameJudge
{
    public static Judgement Judge(PreparedWatch watch, IReadOnlyList<FoldedName> published)
    {
        Judgement? best = null;
        foreach (var (name, at) in watch.Names.Select((name, at) => (name, at)))
        {
            foreach (var part in published.Where(part => !part.IsEmpty))
            {
                if (Compare(name, part, at == 0 ? "name" : "alias") is { } answer && (best is null || answer.Score > best.Score))
                    best = answer;
            }
        }

        return best ?? Judgement.No("no listed name equals the recipient's");
    }

    private static Judgement? Compare(FoldedName listed, FoldedName published, string kind)
    {
        if (listed.Core == published.Core)
            return Judgement.Yes(Tier.Certain, Route.Prime, .97, new Evidence(kind, $"{published.Published} equals {listed.Published} without legal form"));
        if (listed.Squashed == published.Squashed && listed.Squashed.Length > 3)
            return Judgement.Yes(Tier.Certain, Route.Prime, .96, new Evidence(kind, $"{published.Published} equals {listed.Published} when spaces are ignored"));
        return null;
    }
}
