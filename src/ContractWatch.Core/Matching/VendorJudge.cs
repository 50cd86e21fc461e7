using ContractWatch.Awards;
using ContractWatch.Matching.Names;

namespace ContractWatch.Matching;

/// <summary>Does the award concern the watched vendor, and by which route? Questions are asked in order of how much a yes proves.</summary>
internal sealed class VendorJudge(PreparedWatch watch)
{
    private static readonly Judgement NoIdentifier = Judgement.No("no identifier was published");
    private static readonly Judgement NoParentIdentifier = Judgement.No("no identifier of a parent was published");
    private static readonly Judgement NoParent = Judgement.No("no parent name was published");

    private readonly DescriptionJudge _description = new(watch);

    /// <summary>The best answer; its score is that of the recipient's name when there is none.</summary>
    public Judgement Judge(SubjectNames names, Telling telling)
    {
        var recipient = names.Subject.Recipient;
        if (watch.Exclusion(recipient, names.Recipient) is { } excluded)
            return telling.Say(Judgement.No($"excluded: {excluded} is listed as not this vendor"));

        var byIdentifier = telling.Say(ByIdentifier(recipient.Identifiers, "identifier", Route.Prime, 1));
        if (byIdentifier.Holds)
            return byIdentifier with { Evidence = [.. byIdentifier.Evidence, .. NameDiffers(names)] };
        var byParent = telling.Say(ByIdentifier(recipient.ParentIdentifiers, "parent-identifier", Route.Subsidiary, .98));
        if (byParent.Holds)
            return byParent;

        var byName = telling.Say(NameDoubt.Hold(NameJudge.Judge(watch.Names, names.Recipient, telling), recipient.Identifiers, watch));
        if (byName is { Holds: true, Tier: Tier.Certain })
            return byName;
        var byParentName = telling.Say(OfParent(names));
        var byDescription = telling.Say(_description.Judge(names.Subject.Descriptions));
        var best = Better(Better(NameContext.Described(byName, byDescription), byParentName), byDescription);
        foreach (var subawardee in names.Subawardees)
            best = Better(best, telling.Say(OfSubawardee(subawardee)));
        return best;
    }

    /// <summary>The surer of two answers; the first when they are as sure, so that a no keeps the score of the name.</summary>
    private static Judgement Better(Judgement one, Judgement other) =>
        other.Holds && (!one.Holds || (other.Tier, other.Score).CompareTo((one.Tier, one.Score)) > 0) ? other : one;

    private Judgement ByIdentifier(Identifiers identifiers, string kind, Route route, double score)
    {
        foreach (var (scheme, value) in identifiers.ByScheme)
        {
            if (watch.Identifiers.Contains((scheme, value)))
            {
                var whose = kind == "identifier" ? "" : "the parent's ";
                return Judgement.Yes(Tier.Certain, route, score, new Evidence(kind, $"{whose}{scheme.ToUpperInvariant()} {value} is listed for this vendor"));
            }
        }

        if (identifiers.ByScheme.Count == 0)
            return kind == "identifier" ? NoIdentifier : NoParentIdentifier;
        return Judgement.No($"{kind} {identifiers} is not listed for this vendor");
    }

    private Evidence[] NameDiffers(SubjectNames names) =>
        watch.Names.Weighed.Count == 0 || NameJudge.Judge(watch.Names, names.Recipient, Telling.Nothing).Holds
            ? []
            : [new Evidence("name", $"the name differs: {names.Subject.Recipient.Name}")];

    /// <summary>A parent known by name alone is what somebody reported; it is never certain.</summary>
    private Judgement OfParent(SubjectNames names)
    {
        if (names.Parent.Count == 0)
            return NoParent;
        var answer = NameDoubt.Hold(NameJudge.Judge(watch.Names, names.Parent, Telling.Nothing), names.Subject.Recipient.ParentIdentifiers, watch);
        return answer.Holds
            ? Through(answer, Route.Subsidiary, "reported parent: ")
            : Judgement.No($"the parent's name {names.Subject.Recipient.ParentName} is not the vendor's");
    }

    private Judgement OfSubawardee((Recipient Recipient, IReadOnlyList<WeighedName> Names) subawardee)
    {
        if (watch.Exclusion(subawardee.Recipient, subawardee.Names) is { } excluded)
            return Judgement.No($"excluded: {excluded} is listed as not this vendor");
        var byIdentifier = ByIdentifier(subawardee.Recipient.Identifiers, "identifier", Route.Subaward, 1);
        if (byIdentifier.Holds)
            return byIdentifier;
        var answer = NameDoubt.Hold(NameJudge.Judge(watch.Names, subawardee.Names, Telling.Nothing), subawardee.Recipient.Identifiers, watch);
        return answer.Holds
            ? Through(answer, Route.Subaward, "sub-award: ")
            : Judgement.No($"the sub-awardee {subawardee.Recipient.Name} is not the vendor");
    }

    private static Judgement Through(Judgement answer, Route route, string prefix) => answer with
    {
        Tier = answer.Tier == Tier.Certain ? Tier.Likely : answer.Tier,
        Route = route,
        Evidence = [.. answer.Evidence.Select(one => one with { Text = prefix + one.Text })],
    };
}
