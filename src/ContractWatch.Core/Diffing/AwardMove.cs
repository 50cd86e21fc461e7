using ContractWatch.Awards;

namespace ContractWatch.Diffing;

/// <summary>
/// The source gave an award another key: its generated key names the vehicle the award was ordered under, and that is sometimes
/// corrected. The award is neither new nor withdrawn.
/// </summary>
public sealed record AwardMove(AwardKey From, AwardKey To)
{
    /// <param name="terms">How the reading is judged.</param>
    /// <param name="published">The award's actions under the new key.</param>
    public Change Change(DiffTerms terms, IEnumerable<AwardAction> published)
    {
        var latest = published.OrderBy(action => action.ActionDate).ThenBy(action => action.Key.ToString(), StringComparer.Ordinal).Last();
        return new Change
        {
            Id = ChangeId.Of(terms.Feed, latest.Key with { Number = "", Twin = 0 }, ChangeKind.Rekeyed, 0, From.Value, To.Value),
            Kind = ChangeKind.Rekeyed,
            Feed = terms.Feed,
            Action = latest,
            FirstSeen = terms.Now,
            Fields = [new FieldChange("award", From.Value, To.Value)],
            IsOfWholeAward = true,
            FirstKnownAs = From,
        };
    }
}
