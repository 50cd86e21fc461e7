using ContractWatch.Awards;
using ContractWatch.Diffing;
using ContractWatch.Matching;

namespace ContractWatch.Ledger;

/// <summary>The nouns of the house in the words of a bundle.</summary>
internal static class BundleNouns
{
    public static BundledChange Of(Change change, IEnumerable<Witness> witnesses) => new()
    {
        Id = change.Id,
        Kind = change.Kind.Name,
        Award = change.Action.Key.Award.Value,
        Action = change.Action.Key.Number,
        Twin = change.Action.Key.Twin,
        Covers = change.Covers.Count == 0 ? null : [.. change.Covers.Select(Of)],
        FirstSeen = change.FirstSeen,
        Facts = new SortedDictionary<string, string>(ShowsItsAction(change) ? ActionFacts.Of(change.Action).ToDictionary() : [], StringComparer.Ordinal),
        Fields = [.. change.Fields.Select(field => new BundledField(field.Name, field.Old, field.New))],
        ObligationBefore = FactText.Of(change.ObligationBefore),
        Total = change.Total is { } total ? new BundledTotal(FactText.Of(total.Before)!, FactText.Of(total.After)!, total.IsWhole) : null,
        Ceiling = change.Ceiling is { } ceiling ? new BundledField("ceiling", FactText.Of(ceiling.Before), FactText.Of(ceiling.After)) : null,
        Page = change.Page?.AbsoluteUri,
        ReadAt = [.. witnesses.Select(witness => new BundledPlace(witness.Place, witness.Pointer))],
    };

    public static BundledMatches Of(MatchedChange matched) => new(
        matched.Change.Id,
        [
            .. matched.Matches.Select(match => new BundledMatch(
                match.WatchId,
                match.Tier.ToString(),
                match.Route.ToString(),
                match.Score,
                [.. match.Evidence.Select(evidence => new BundledEvidence(evidence.Kind, evidence.Text, evidence.Weight))])),
        ]);

    public static BundledAnswer Of(LedgerEntry entry) => new()
    {
        Place = entry.Place,
        Feed = entry.Feed,
        Method = entry.Observation.Method,
        Url = entry.Observation.Url,
        Request = entry.Observation.Request,
        Status = entry.Observation.Status,
        Time = entry.Observation.Time,
        Sha256 = entry.Observation.Sha256,
        Versions = entry.Versions,
        Seal = entry.Seal,
        Link = entry.Link,
    };

    /// <summary>What changes on the award's page is told with some action beside it, of which the page's answers say nothing.</summary>
    private static bool ShowsItsAction(Change change) => !change.IsOfWholeAward || change.Kind == ChangeKind.RecipientRenamed || change.Kind == ChangeKind.Rekeyed;

    private static BundledAction Of(ActionKey action) => new(action.Award.Value, action.Number, action.Twin);
}
