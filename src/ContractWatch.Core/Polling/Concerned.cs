using ContractWatch.Alerting;
using ContractWatch.Awards;
using ContractWatch.Diffing;
using ContractWatch.Matching;
using ContractWatch.Watches;

namespace ContractWatch.Polling;

/// <summary>Whom a change concerns.</summary>
public sealed class Concerned(IMatcher matcher, IReadOnlyList<StoredWatch> watches)
{
    public IReadOnlyList<StoredWatch> Watches => watches;

    /// <summary>The change with the watches it concerns, under the recipient's name and under every name it had.</summary>
    /// <param name="change">What changed.</param>
    /// <param name="formerNames">Names the recipient had.</param>
    /// <param name="subawardees">Companies known to work for the recipient on this award.</param>
    public MatchedChange By(Change change, IEnumerable<string> formerNames, IReadOnlyList<Recipient> subawardees)
    {
        var edited = change.Fields.Where(field => field is { Name: "recipient", Old: not null }).Select(field => field.Old!);
        var matches = matcher.Find(Subject(change, change.Action.Recipient, subawardees));
        foreach (var name in edited.Union(formerNames, StringComparer.Ordinal))
            matches = Together(matches, matcher.Find(Subject(change, change.Action.Recipient with { Name = name }, subawardees)), name);
        return new MatchedChange(change, matches);
    }

    /// <summary>A former name adds the watches that the present one does not reach, and says so.</summary>
    private static IReadOnlyList<Match> Together(IReadOnlyList<Match> matches, IReadOnlyList<Match> former, string name)
    {
        var missed = former.Where(match => !matches.Any(known => known.WatchId == match.WatchId));
        return
        [
            .. matches,
            .. missed.Select(match => match with { Evidence = [.. match.Evidence, new Evidence("former-name", $"the recipient was published as {ForeignText.OneLine(name, ForeignText.NameLength)} before")] }),
        ];
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

    /// <summary>News of one sub-award is about its sub-awardee, not about the others of the award.</summary>
    private static MatchSubject Subject(Change change, Recipient recipient, IReadOnlyList<Recipient> subawardees) => new()
    {
        Recipient = recipient,
        Subawardees = change.Subaward is { } subaward ? [subaward.Recipient] : subawardees,
        Descriptions = [.. new[] { change.Action.Description, change.Subaward?.Description }.OfType<string>()],
        AwardingAgency = change.Action.AwardingAgency,
        FundingAgency = change.Action.FundingAgency,
        Amount = ChangeSize.Of(change),
    };
}
