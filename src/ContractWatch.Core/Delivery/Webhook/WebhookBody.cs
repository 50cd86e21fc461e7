using System.Globalization;
using System.Text.Json;
using ContractWatch.Alerting;
using ContractWatch.Awards;
using ContractWatch.Diffing;
using ContractWatch.Matching;

namespace ContractWatch.Delivery.Webhook;

/// <summary>
/// A letter as JSON. Facts stand as they were published, sentences are ours: both may hold words of others, which whoever
/// shows them has to escape.
/// </summary>
internal static class WebhookBody
{
    /// <param name="letter">What it tells.</param>
    /// <param name="id">By which a repeat is known.</param>
    /// <param name="part">Which part of a message it is; null for all of it.</param>
    public static byte[] Of(Letter letter, string id, WirePart? part = null) => JsonSerializer.SerializeToUtf8Bytes(Message(letter, id, part), WebhookJson.Default.WireMessage);

    private static WireMessage Message(Letter letter, string id, WirePart? part)
    {
        var created = letter.Message.Created.ToUniversalTime();
        return letter.Notice is { } notice
            ? new WireMessage("notice", WebhookJson.Version, id, created, part, null, new WireNotice(notice.Thread, notice.Subject, notice.Text))
            : new WireMessage("award.changed", WebhookJson.Version, id, created, part, Alerts(letter), null);
    }

    private static WireAlerts Alerts(Letter letter) => new(
        Word(letter.Message.Cadence),
        [.. letter.Message.Alerts.Select(alert => alert.WatchId).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)],
        [.. AlertText.Awards(letter.Changes).Select(award => Award(award, letter))],
        [.. letter.Coverage.Select(CoverageText.Line)]);

    /// <summary>A subject is often shown where others look: that of an embargoed award says nothing. The rest is for the subscriber, as in a mail.</summary>
    private static WireAward Award(IReadOnlyList<MatchedChange> changes, Letter letter)
    {
        var story = AlertText.Of(changes, letter.Notes);
        var action = changes[^1].Change.Action;
        return new WireAward
        {
            Feed = story.Feed,
            Award = story.Award.Value,
            Number = action.Piid,
            Subject = letter.IsDiscreet ? Letter.DiscreetSubject : story.Subject,
            Severity = Word(story.Severity),
            Url = story.Page?.AbsoluteUri,
            Recipient = new WireRecipient(action.Recipient.Name, action.Recipient.Identifiers.ByScheme, action.Recipient.ParentName),
            AwardingAgency = action.AwardingAgency?.Name,
            FundingAgency = action.FundingAgency?.Name,
            Reasons = story.Reasons,
            Notes = story.Notes,
            Changes = [.. changes.Select(Change)],
        };
    }

    private static WireChange Change(MatchedChange told)
    {
        var change = told.Change;
        return new WireChange
        {
            Id = change.Id,
            Kind = change.Kind.Name,
            Action = change.Action.Key.Number,
            ActionDate = change.Subaward is { } subaward ? subaward.ActionDate : change.Action.ActionDate,
            FirstSeen = change.FirstSeen.ToUniversalTime(),
            Sentence = ChangeSentences.Of(change),
            Description = change.Subaward is { } passedOn ? passedOn.Description : change.Action.Description,
            Amount = Amount(Moved(change), MoneyMeaning.Delta),
            Total = Amount(change.Total?.After, MoneyMeaning.Cumulative),
            Ceiling = Amount(change.Ceiling?.After, MoneyMeaning.Ceiling),
            Fields = [.. change.Fields.Select(field => new WireField(field.Name, field.Old, field.New))],
            Matches = [.. told.Matches.Select(match => new WireMatch(match.WatchId, Word(match.Tier), Word(match.Route), [.. match.Evidence.Select(evidence => evidence.Text)]))],
        };
    }

    /// <summary>What the action obligated, or the sub-award passed on; a change of the whole award moves nothing itself.</summary>
    private static Money? Moved(Change change) => change switch
    {
        { Subaward: { } subaward } => subaward.Amount,
        { IsOfWholeAward: true } => null,
        _ => change.Action.Obligation,
    };

    private static WireAmount? Amount(Money? money, MoneyMeaning meaning) =>
        money is { } amount ? new WireAmount(amount.Value.ToString("0.00######", CultureInfo.InvariantCulture), amount.Currency, Word(meaning)) : null;

    private static string Word<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.KebabCaseLower.ConvertName(value.ToString());
}
