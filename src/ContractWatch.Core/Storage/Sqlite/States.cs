using System.Globalization;
using ContractWatch.Awards;
using Microsoft.Data.Sqlite;

namespace ContractWatch.Storage.Sqlite;

/// <summary>
/// What an action said at some time. A state is written once and never altered: the action points to its present state, and every
/// change to the one it brought.
/// </summary>
internal sealed class States(SqliteConnection connection) : IDisposable
{
    /// <summary>Of the table <c>s</c>; they stand first in whatever selects them.</summary>
    public const string Columns = """
        s.piid, s.signed, s.type, s.obligation, s.currency, s.description, s.recipient, s.identifiers, s.parent, s.parent_identifiers,
        s.agency, s.department, s.funding_agency, s.funding_department, s.award_type, s.naics, s.naics_words, s.product, s.product_words
        """;

    public const int Width = 19;

    /// <summary>A classification without a code; null is none at all.</summary>
    private const long NoCode = 0;

    private readonly Phrases _phrases = new(connection);
    private readonly Statement _find = new(connection, $"SELECT {Columns} FROM states s WHERE s.id = ?1");
    private readonly Statement _add = new(connection, """
        INSERT INTO states (
            piid, signed, type, obligation, currency, description, recipient, identifiers, parent, parent_identifiers,
            agency, department, funding_agency, funding_department, award_type, naics, naics_words, product, product_words)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19) RETURNING id
        """);

    public long Add(AwardAction action) => _add.FirstNumber(
        action.Piid, action.ActionDate?.Iso(), action.ActionType,
        action.Obligation?.Value.ToString(CultureInfo.InvariantCulture), _phrases.Keep(action.Obligation?.Currency), action.Description,
        action.Recipient.Name, Text(action.Recipient.Identifiers), action.Recipient.ParentName, Text(action.Recipient.ParentIdentifiers),
        _phrases.Keep(action.AwardingAgency?.Name), _phrases.Keep(action.AwardingAgency?.Department),
        _phrases.Keep(action.FundingAgency?.Name), _phrases.Keep(action.FundingAgency?.Department), _phrases.Keep(action.AwardType),
        Code(action.Naics), _phrases.Keep(action.Naics?.Description), Code(action.ProductOrService), _phrases.Keep(action.ProductOrService?.Description))!.Value;

    public bool Holds(long state, AwardAction action) => _find.First([state], row => Read(row, action.Key)) == action;

    public AwardAction Read(Statement row, ActionKey key) => new()
    {
        Key = key,
        Piid = row.TextOrNull(0),
        ActionDate = row.TextOrNull(1) is { } signed ? Moments.Day(signed) : null,
        ActionType = row.TextOrNull(2),
        Obligation = row.TextOrNull(3) is { } value ? new Money(decimal.Parse(value, CultureInfo.InvariantCulture), _phrases.Text(row.Number(4))!) : null,
        Description = row.TextOrNull(5),
        Recipient = new Recipient
        {
            Name = row.Text(6),
            Identifiers = Identifiers(row.TextOrNull(7)),
            ParentName = row.TextOrNull(8),
            ParentIdentifiers = Identifiers(row.TextOrNull(9)),
        },
        AwardingAgency = Agency(row, 10),
        FundingAgency = Agency(row, 12),
        AwardType = _phrases.Text(row.NumberOrNull(14)),
        Naics = Classification(row, 15),
        ProductOrService = Classification(row, 17),
    };

    public void Dispose()
    {
        _phrases.Dispose();
        _find.Dispose();
        _add.Dispose();
    }

    private static string? Text(Identifiers identifiers) => identifiers.ByScheme.Count == 0 ? null : StoredText.Of(identifiers);

    private static Identifiers Identifiers(string? text) => text is null ? Awards.Identifiers.None : StoredText.Identifiers(text);

    private object? Code(Classification? classification) => classification is null ? null : _phrases.Keep(classification.Code) ?? NoCode;

    private Agency? Agency(Statement row, int column) => _phrases.Text(row.NumberOrNull(column)) is { } name
        ? new Agency { Name = name, Department = _phrases.Text(row.NumberOrNull(column + 1)) }
        : null;

    private Classification? Classification(Statement row, int column) => row.NumberOrNull(column) is { } code
        ? new Classification(code == NoCode ? null : _phrases.Text(code), _phrases.Text(row.NumberOrNull(column + 1)))
        : null;
}
