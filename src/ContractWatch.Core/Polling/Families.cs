using ContractWatch.Awards;
using ContractWatch.Diffing;

namespace ContractWatch.Polling;

/// <summary>
/// Who belongs to whom, and who was called what. A search does not say, an award's own page does: one page is read for each recipient that is met for
/// the first time, and remembered.
/// </summary>
public sealed class Families
{
    /// <summary>A busy day brings more new recipients than should be asked for at once; the others are asked for when they are met again.</summary>
    private const int PagesPerPoll = 50;

    private readonly Dictionary<string, Recipient> _shown;
    private readonly ILookup<string, string> _formerNames;

    private Families(Dictionary<string, Recipient> shown, ILookup<string, string> formerNames) => (_shown, _formerNames) = (shown, formerNames);

    public static async Task<Families> LearnAsync(
        IPollStore store, string feed, AwardPages pages, IReadOnlyCollection<Change> changes, CancellationToken cancellation)
    {
        var met = changes
            .Where(change => change.Action.Recipient.Identifiers.Uei is not null)
            .DistinctBy(change => change.Action.Recipient.Identifiers.Uei)
            .ToDictionary(change => change.Action.Recipient.Identifiers.Uei!, change => change.Action.Key.Award, StringComparer.Ordinal);
        var shown = new Dictionary<string, Recipient>(await store.RecipientsAsync(met.Keys, cancellation), StringComparer.Ordinal);
        foreach (var (uei, award) in met.Where(one => !shown.ContainsKey(one.Key)).Take(PagesPerPoll).ToList())
        {
            var (_, page) = await pages.ReadAsync(award, cancellation);
            if (page?.Award.Recipient is { } recipient && recipient.Identifiers.Uei == uei)
                shown[uei] = recipient;
        }

        return new Families(shown, await store.FormerNamesAsync(feed, [.. met.Keys.Select(PartyOf)], cancellation));
    }

    /// <summary>Names under which the change's recipient was published before it was renamed.</summary>
    public IEnumerable<string> FormerNamesOf(Change change) =>
        change.Action.Recipient.Identifiers.Uei is { } uei ? _formerNames[PartyOf(uei)].Where(name => name != change.Action.Recipient.Name) : [];

    /// <summary>The change with the parent of its recipient, where it is known.</summary>
    public Change Complete(Change change) =>
        change.Action.Recipient.Identifiers.Uei is { } uei && _shown.TryGetValue(uei, out var shown)
            ? change with { Action = change.Action with { Recipient = WithParent(change.Action.Recipient, shown) } }
            : change;

    private static string PartyOf(string uei) => $"uei:{uei}";

    private static Recipient WithParent(Recipient published, Recipient shown) => published with
    {
        ParentName = published.ParentName ?? shown.ParentName,
        ParentIdentifiers = published.ParentIdentifiers.ByScheme.Count > 0 ? published.ParentIdentifiers : shown.ParentIdentifiers,
    };
}
