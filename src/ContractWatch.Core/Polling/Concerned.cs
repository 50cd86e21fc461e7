using ContractWatch.Awards;
using ContractWatch.Diffing;
using ContractWatch.Matching;
using ContractWatch.Watches;

namespace ContractWatch.Polling;

/// <summary>Whom a change concerns.</summary>
public sealed class Concerned(IMatcher matcher, IReadOnlyList<StoredWatch> watches)
{
    public IReadOnlyList<StoredWatch> Watches => watches;

    /// <summary>The change with the watches it concerns; one of the recipient's name concerns those of the old and those of the new.</summary>
    public MatchedChange By(Change change)
    {
        var matches = matcher.Find(Subject(change, change.Action.Recipient));
        if (change.Fields.FirstOrDefault(field => field.Name == "recipient")?.Old is not { } before)
            return new MatchedChange(change, matches);

        var earlier = matcher.Find(Subject(change, change.Action.Recipient with { Name = before }));
        return new MatchedChange(
            change,
            [.. matches.Concat(earlier).GroupBy(match => match.WatchId, StringComparer.Ordinal).Select(watch => watch.MaxBy(match => (match.Tier, match.Score))!)]);
    }

    /// <summary>Changes of actions that concern somebody, with what their award's own page adds.</summary>
    /// <param name="changes">Changes of one award, in the order they are told.</param>
    /// <param name="known">Its known actions before this poll.</param>
    /// <param name="edits">Its recorded corrections and withdrawals of late.</param>
    /// <param name="pages">Where its page is read.</param>
    /// <param name="cancellation">Stops it.</param>
    public static async Task<IReadOnlyList<MatchedChange>> EnrichedAsync(
        IReadOnlyList<MatchedChange> changes, IEnumerable<KnownAction> known, IEnumerable<Change> edits, AwardPages pages, CancellationToken cancellation)
    {
        if (changes.All(matched => matched.Matches.Count == 0))
            return changes;

        var (_, page) = await pages.ReadAsync(changes[0].Change.Action.Key.Award, cancellation);
        var enriched = OffsetChain.Link([.. Enrichment.Of([.. changes.Select(matched => matched.Change)], known, page)], known, edits);
        return [.. enriched.Zip(changes, (change, matched) => matched with { Change = change })];
    }

    private static MatchSubject Subject(Change change, Recipient recipient) => new()
    {
        Recipient = recipient,
        Descriptions = change.Action.Description is { } description ? [description] : [],
        AwardingAgency = change.Action.AwardingAgency,
        FundingAgency = change.Action.FundingAgency,
        Amount = Alerting.ChangeSize.Of(change),
    };
}
