using System.Globalization;
using ContractWatch.Awards;
using ContractWatch.Diffing;
using ContractWatch.Matching;

namespace ContractWatch.Alerting;

/// <summary>What is said of an award. Good enough to forward: records are stated, never characterised.</summary>
public static class AlertText
{
    /// <summary>Publication this long after signing is worth a word.</summary>
    private const int LateDays = 30;

    /// <param name="changes">Changes of one award, oldest first, with the matches of the reader's own watches.</param>
    /// <param name="notes">The watches' notes by watch id.</param>
    public static AwardStory Of(IReadOnlyList<MatchedChange> changes, IReadOnlyDictionary<string, string> notes)
    {
        var latest = changes[^1].Change;
        var stories = Stories(changes).ToList();
        var matches = changes.SelectMany(told => told.Matches).ToList();
        return new AwardStory
        {
            Feed = latest.Feed,
            Award = latest.Action.Key.Award,
            FirstKnownAs = latest.FirstKey,
            Subject = Subject(latest.Action),
            Severity = stories.Max(story => story.Severity),
            Changes = stories,
            Facts = [.. Facts(latest.Action)],
            Reasons = [.. matches.Select(MatchText.Of).Distinct()],
            Notes = [.. matches.Select(match => notes.GetValueOrDefault(match.WatchId)).Where(note => note is not null).Distinct().Select(note => ForeignText.OneLine(note))],
            Page = changes.Select(told => told.Change.Page).LastOrDefault(IsWebPage),
        };
    }

    /// <summary>Each award's changes as one story, in the order the awards first come up.</summary>
    public static IReadOnlyList<AwardStory> ByAward(IReadOnlyList<MatchedChange> changes, IReadOnlyDictionary<string, string> notes) =>
        [.. Awards(changes).Select(award => Of(award, notes))];

    /// <summary>Changes by award, in the order the awards first come up. One that got another key is one award.</summary>
    public static IEnumerable<IReadOnlyList<MatchedChange>> Awards(IEnumerable<MatchedChange> changes) =>
        changes.GroupBy(told => (told.Change.Feed, told.Change.FirstKey)).Select(award => award.ToList());

    /// <summary>Vendor, number and agency, as an action names them.</summary>
    public static string Subject(AwardAction action)
    {
        var vendor = ForeignText.OneLine(action.Recipient.Name, 60);
        var number = ForeignText.OneLine(action.Piid ?? action.Key.Award.Value, 60);
        return action.AwardingAgency is { } agency ? $"{vendor}: {number} ({AgencyText.Short(agency)})" : $"{vendor}: {number}";
    }

    /// <summary>A story for each change; those that offset each other are one, told where the last of them stands.</summary>
    private static IEnumerable<ChangeStory> Stories(IReadOnlyList<MatchedChange> changes)
    {
        foreach (var (change, matches) in changes)
        {
            var chained = change.Chain is null ? [] : changes.Where(told => change.Chain.Equals(told.Change.Chain)).Select(told => told.Change).ToList();
            if (chained.Count == 0)
                yield return Story(change) with { Headline = GrowthText.Before(ChangeSentences.Of(change), matches) };
            else if (ReferenceEquals(chained[^1], change))
                yield return Story(change) with { Headline = GrowthText.Before(AwardSentences.Offset(change.Chain!), matches), Severity = chained.Max(Severities.Of), Edits = [] };
        }
    }

    private static ChangeStory Story(Change change)
    {
        return new ChangeStory
        {
            ChangeId = change.Id,
            Kind = change.Kind,
            Severity = Severities.Of(change),
            Headline = ChangeSentences.Of(change),
            Total = change.Total is { } total ? Total(total) + PartOfCeiling(total, change.Ceiling) : null,
            Edits = ChangeSentences.TellsFields(change) ? [] : [.. change.Fields.Select(FactNames.Edit)],
            Dates = Dates(change),
            Description = Description(change) is { } description && !string.IsNullOrWhiteSpace(description) ? ForeignText.OneLine(description) : null,
        };
    }

    private static string? Description(Change change) => change.IsOfWholeAward ? change.Subaward?.Description : change.Action.Description;

    private static string Total(RunningTotal total)
    {
        var difference = new Money(total.After.Value - total.Before.Value, total.After.Currency);
        var sum = difference.Value == 0
            ? $"{MoneyText.Of(total.After)}, unchanged"
            : $"{MoneyText.Of(total.Before)} → {MoneyText.Of(total.After)} ({MoneyText.Signed(difference)})";
        return total.IsWhole ? sum : sum + ", over the actions known; older ones may be missing";
    }

    private static string PartOfCeiling(RunningTotal total, Ceiling? ceiling)
    {
        if (ceiling is not { After: { Value: > 0 } most } || most.Currency != total.After.Currency)
            return "";
        return string.Create(CultureInfo.InvariantCulture, $", {total.After.Value / most.Value * 100:0.#} % of the ceiling of {MoneyText.Of(most)}");
    }

    private static string Dates(Change change)
    {
        var seen = change.FirstSeen.UtcDateTime;
        var noticed = seen.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
        if (change.IsOfWholeAward)
            return $"Noticed {noticed} UTC";
        if (change.Action.ActionDate is not { } signed)
            return $"First seen {noticed} UTC, no signing date published";

        var days = DateOnly.FromDateTime(seen).DayNumber - signed.DayNumber;
        var isPublication = change.Kind.IsPublication;
        var late = isPublication && days > LateDays ? $", published {days} days after signing" : "";
        return string.Create(CultureInfo.InvariantCulture, $"Signed {signed:yyyy-MM-dd}, {(isPublication ? "first seen" : "noticed")} {noticed} UTC{late}");
    }

    private static IEnumerable<Fact> Facts(AwardAction action)
    {
        yield return new Fact("Vendor", Vendor(action.Recipient));
        if (action.AwardingAgency is { } awarding)
            yield return new Fact("Agency", AgencyText.Full(awarding));
        if (action.FundingAgency is { } funding && !funding.Name.Equals(action.AwardingAgency?.Name, StringComparison.OrdinalIgnoreCase))
            yield return new Fact("Funded by", AgencyText.Full(funding));
        yield return new Fact("Award", ForeignText.OneLine(action.Piid ?? action.Key.Award.Value, ForeignText.NameLength));
    }

    private static string Vendor(Recipient recipient)
    {
        var name = ForeignText.OneLine(recipient.Name, ForeignText.NameLength);
        if (recipient.Identifiers.Uei is { } uei)
            name += $" (UEI {ForeignText.OneLine(uei, 20)})";
        var parent = ForeignText.OneLine(recipient.ParentName, ForeignText.NameLength);
        return parent.Length == 0 || parent.Equals(recipient.Name, StringComparison.OrdinalIgnoreCase) ? name : $"{name}, part of {parent}";
    }

    private static bool IsWebPage(Uri? page) => page is { IsAbsoluteUri: true } && (page.Scheme == Uri.UriSchemeHttps || page.Scheme == Uri.UriSchemeHttp);
}
