using ContractWatch.Diffing;
using ContractWatch.Matching;
using ContractWatch.Watches;

namespace ContractWatch.Polling;

/// <summary>Whom a change concerns.</summary>
public sealed class Concerned(IMatcher matcher, IReadOnlyList<StoredWatch> watches)
{
    public IReadOnlyList<StoredWatch> Watches => watches;

    /// <summary>The changes of one award, each with the watches it concerns; the award's page is read when there is one.</summary>
    public async Task<IReadOnlyList<MatchedChange>> ByAsync(
        IReadOnlyList<Change> changes, IEnumerable<KnownAction> known, AwardPages pages, CancellationToken cancellation)
    {
        var matches = changes.ToDictionary(change => change.Id, change => matcher.Find(Subject(change)));
        if (matches.Values.All(found => found.Count == 0))
            return [.. changes.Select(change => new MatchedChange(change, []))];

        var (_, page) = await pages.ReadAsync(changes[0].Action.Key.Award, cancellation);
        return [.. Enrichment.Of(changes, known, page).Select(change => new MatchedChange(change, matches[change.Id]))];
    }

    private static MatchSubject Subject(Change change) => new()
    {
        Recipient = change.Action.Recipient,
        Descriptions = change.Action.Description is { } description ? [description] : [],
        AwardingAgency = change.Action.AwardingAgency,
        FundingAgency = change.Action.FundingAgency,
        Amount = change.Action.Obligation is null ? null : change.Delta,
    };
}
