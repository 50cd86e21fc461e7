namespace ContractWatch.Matching;

/// <summary>Does the award concern the watched vendor, and by which route? The first decisive question wins.</summary>
internal sealed class VendorJudge(PreparedWatch watch)
{
    private readonly DescriptionJudge _description = new(watch);

    public Judgement Judge(SubjectNames names, List<string> steps)
    {
        var recipient = names.Subject.Recipient;
        if (watch.Exclusion(recipient, names.Recipient) is { } excluded)
            return Say(steps, Judgement.No($"excluded: {excluded} is listed as not this vendor"));

        Func<Judgement>[] questions =
        [
            () => ByIdentifier(recipient.Identifiers, "identifier", Route.Prime, 1),
            () => ByIdentifier(recipient.ParentIdentifiers, "parent-identifier", Route.Subsidiary, .98),
            () => NameJudge.Judge(watch, names.Recipient),
            () => OfParent(NameJudge.Judge(watch, names.Parent), recipient.ParentName),
            () => _description.Judge(names.Subject.Descriptions),
        ];
        Judgement? best = null;
        foreach (var question in questions)
        {
            var answer = Say(steps, question());
            if (answer.Holds && (best is null || answer.Tier > best.Tier))
                best = answer;
            if (best?.Tier == Tier.Certain)
                break;
        }

        return best ?? Judgement.No("no name, identifier or description points to the vendor");
    }

    private static Judgement Say(List<string> steps, Judgement answer)
    {
        steps.Add(answer.Refusal is { } no ? $"no: {no}" : $"yes: {string.Join("; ", answer.Evidence.Select(evidence => evidence.Text))}");
        return answer;
    }

    private Judgement ByIdentifier(Awards.Identifiers identifiers, string kind, Route route, double score)
    {
        foreach (var (scheme, value) in identifiers.ByScheme)
        {
            if (watch.Identifiers.Contains((scheme, value)))
            {
                var whose = kind == "identifier" ? "" : "the parent's ";
                return Judgement.Yes(Tier.Certain, route, score, new Evidence(kind, $"{whose}{scheme.ToUpperInvariant()} {value} is listed for this vendor"));
            }
        }

        return Judgement.No(identifiers.ByScheme.Count == 0 ? $"no {kind} was published" : $"{kind} {identifiers} is not listed for this vendor");
    }

    private static Judgement OfParent(Judgement answer, string? parent)
    {
        if (!answer.Holds)
            return Judgement.No(string.IsNullOrWhiteSpace(parent) ? "no parent name was published" : $"the parent's name {parent} is not the vendor's");
        var evidence = answer.Evidence.Select(one => one with { Text = $"reported parent: {one.Text}" });
        return answer with { Tier = answer.Tier == Tier.Possible ? Tier.Possible : Tier.Likely, Route = Route.Subsidiary, Evidence = [.. evidence] };
    }
}
