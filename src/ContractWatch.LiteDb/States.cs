using System.Globalization;
using ContractWatch.Awards;
using ContractWatch.Storage;
using LiteDB;

namespace ContractWatch.LiteDb;

/// <summary>What an action said at some time; written once and never altered.</summary>
internal sealed class States(Shelves shelves)
{
    /// <summary>A classification without a code; null is none at all.</summary>
    private const long NoCode = 0;

    private readonly Dictionary<ActionKey, (AwardAction Action, long State)> _kept = [];

    private Phrases Phrases => shelves.Phrases;

    public AwardAction Read(long state, ActionKey key)
    {
        var row = shelves[Tables.States].At(state)!;
        return new AwardAction
        {
            Key = key,
            Piid = row.TextOrNull("piid"),
            ActionDate = row.TextOrNull("signed") is { } signed ? Moments.Day(signed) : null,
            ActionType = row.TextOrNull("type"),
            Obligation = row.TextOrNull("obligation") is { } value ? new Money(decimal.Parse(value, CultureInfo.InvariantCulture), Phrases.Text(row.Number("currency"))!) : null,
            Description = row.TextOrNull("description"),
            Recipient = new Recipient
            {
                Name = row.Text("recipient"),
                Identifiers = Identifiers(row.TextOrNull("identifiers")),
                ParentName = row.TextOrNull("parent"),
                ParentIdentifiers = Identifiers(row.TextOrNull("parent_identifiers")),
            },
            AwardingAgency = Agency(row, "agency", "department"),
            FundingAgency = Agency(row, "funding_agency", "funding_department"),
            AwardType = Phrases.Text(row.NumberOrNull("award_type")),
            Naics = Classification(row, "naics", "naics_words"),
            ProductOrService = Classification(row, "product", "product_words"),
        };
    }

    /// <summary>The state of an action: the present one when that says the same, else a new one.</summary>
    public long Keep(AwardAction action, long? present)
    {
        var state = present is { } known && Read(known, action.Key) == action ? known : Add(action);
        _kept[action.Key] = (action, state);
        return state;
    }

    /// <summary>The state a change shows.</summary>
    public long Of(AwardAction action) => _kept.TryGetValue(action.Key, out var kept) && kept.Action == action ? kept.State : Add(action);

    private long Add(AwardAction action) => shelves[Tables.States].Add(new BsonDocument
    {
        ["piid"] = action.Piid,
        ["signed"] = action.ActionDate?.Iso(),
        ["type"] = action.ActionType,
        ["obligation"] = action.Obligation?.Value.ToString(CultureInfo.InvariantCulture),
        ["currency"] = Phrases.Keep(action.Obligation?.Currency),
        ["description"] = action.Description,
        ["recipient"] = action.Recipient.Name,
        ["identifiers"] = Text(action.Recipient.Identifiers),
        ["parent"] = action.Recipient.ParentName,
        ["parent_identifiers"] = Text(action.Recipient.ParentIdentifiers),
        ["agency"] = Phrases.Keep(action.AwardingAgency?.Name),
        ["department"] = Phrases.Keep(action.AwardingAgency?.Department),
        ["funding_agency"] = Phrases.Keep(action.FundingAgency?.Name),
        ["funding_department"] = Phrases.Keep(action.FundingAgency?.Department),
        ["award_type"] = Phrases.Keep(action.AwardType),
        ["naics"] = Code(action.Naics),
        ["naics_words"] = Phrases.Keep(action.Naics?.Description),
        ["product"] = Code(action.ProductOrService),
        ["product_words"] = Phrases.Keep(action.ProductOrService?.Description),
    });

    private static string? Text(Identifiers identifiers) => identifiers.ByScheme.Count == 0 ? null : StoredText.Of(identifiers);

    private static Identifiers Identifiers(string? text) => text is null ? Awards.Identifiers.None : StoredText.Identifiers(text);

    private BsonValue Code(Classification? classification) =>
        classification is null ? BsonValue.Null : classification.Code is { } code ? Phrases.Keep(code) : NoCode;

    private Agency? Agency(BsonDocument row, string name, string department) => Phrases.Text(row.NumberOrNull(name)) is { } text
        ? new Agency { Name = text, Department = Phrases.Text(row.NumberOrNull(department)) }
        : null;

    private Classification? Classification(BsonDocument row, string code, string words) => row.NumberOrNull(code) is { } number
        ? new Classification(number == NoCode ? null : Phrases.Text(number), Phrases.Text(row.NumberOrNull(words)))
        : null;
}
