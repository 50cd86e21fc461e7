using ContractWatch.Awards;

namespace ContractWatch.Diffing;

/// <summary>The name a vendor was last told to have.</summary>
/// <param name="Party">Its UEI, or an earlier name where the source gives no identifier.</param>
/// <param name="Name">The name.</param>
/// <param name="Before">The name it had before.</param>
public sealed record VendorName(string Party, string Name, string? Before = null);

/// <summary>
/// Sources write a vendor's new name on all its actions at once, or on some today and on the others with the next sweep: it is
/// one event of the vendor, and no correction of each action.
/// </summary>
public static class Renaming
{
    /// <summary>Nothing but the recipient's name was edited; an identifier may have been added, not replaced.</summary>
    public static bool IsOne(Change change) =>
        change.Kind == ChangeKind.Correction
        && change.Fields.Any(field => field.Name == "recipient")
        && change.Fields.All(field => field.Name == "recipient" || (field.Name == "recipientIdentifiers" && string.IsNullOrEmpty(field.Old)));

    /// <summary>Whom it concerns; the same for every action of the vendor.</summary>
    public static string PartyOf(Change change) =>
        change.Action.Recipient.Identifiers.Uei is { } uei ? $"uei:{uei}" : $"name:{Old(change)}";

    /// <summary>Corrections that give one vendor one name are one event: told for its latest action, and covering all of them.</summary>
    public static IEnumerable<IGrouping<(string Party, string? Old, string? New), Change>> Gather(IEnumerable<Change> changes) =>
        changes.Where(IsOne).GroupBy(change => (PartyOf(change), Old(change), New(change)));

    /// <param name="corrections">Corrections of one vendor's name.</param>
    /// <param name="knownName">The name the vendor was last told to have; null when it was never renamed.</param>
    public static Change Event(IReadOnlyCollection<Change> corrections, string? knownName)
    {
        var latest = corrections.OrderBy(change => change.Action.ActionDate).ThenBy(change => change.Action.Key.ToString(), StringComparer.Ordinal).Last();
        return latest with
        {
            Kind = ChangeKind.RecipientRenamed,
            IsOfWholeAward = true,
            Covers = [.. corrections.Select(change => change.Action.Key).OrderBy(key => key.ToString(), StringComparer.Ordinal)],
            IsContinued = knownName is not null && knownName == New(latest),
        };
    }

    /// <summary>What to remember: without an identifier the new name has to be known as well, for the day it is changed back.</summary>
    public static IEnumerable<VendorName> Names(Change change) => new[] { PartyOf(change), $"name:{New(change)}" }
        .Where(party => change.Action.Recipient.Identifiers.Uei is null || party.StartsWith("uei:", StringComparison.Ordinal))
        .Select(party => new VendorName(party, New(change) ?? "", Old(change)));

    private static string? Old(Change change) => change.Fields.First(field => field.Name == "recipient").Old;

    private static string? New(Change change) => change.Fields.First(field => field.Name == "recipient").New;
}
