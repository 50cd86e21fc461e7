using System.Security.Cryptography;
using System.Text;
using ContractWatch.Awards;

namespace ContractWatch.Diffing;

/// <summary>
/// The published facts of an action that count when it is asked whether it changed. The award's type is left out: sources
/// write the same type in several ways (<c>DO</c>, <c>DELIVERY ORDER</c>).
/// </summary>
public static class ActionFacts
{
    private static readonly (string Name, Func<AwardAction, string?> Read)[] Facts =
    [
        ("recipient", action => action.Recipient.Name),
        ("recipientIdentifiers", action => action.Recipient.Identifiers.ToString()),
        ("obligation", action => FactText.Of(action.Obligation)),
        ("actionDate", action => FactText.Of(action.ActionDate)),
        ("description", action => action.Description),
        ("actionType", action => action.ActionType),
        ("awardingAgency", action => action.AwardingAgency?.Name),
        ("fundingAgency", action => action.FundingAgency?.Name),
        ("naics", action => FactText.Of(action.Naics)),
        ("productOrService", action => FactText.Of(action.ProductOrService)),
    ];

    public static IReadOnlySet<string> Names { get; } = Facts.Select(fact => fact.Name).ToHashSet(StringComparer.Ordinal);

    /// <summary>Every fact by its name, as text; those that are not published are left out.</summary>
    public static IEnumerable<KeyValuePair<string, string>> Of(AwardAction action) =>
        from fact in Facts
        let text = fact.Read(action)
        where !string.IsNullOrEmpty(text)
        select KeyValuePair.Create(fact.Name, text);

    /// <summary>The facts that differ, with what they were and what they are; runs of white space are one space.</summary>
    public static IReadOnlyList<FieldChange> Differences(AwardAction before, AwardAction after)
    {
        List<FieldChange>? differences = null;
        foreach (var (name, read) in Facts)
        {
            var (old, @new) = (read(before), read(after));
            if (!SameText(old, @new))
                (differences ??= []).Add(new FieldChange(name, old, @new));
        }

        return differences ?? (IReadOnlyList<FieldChange>)[];
    }

    public static bool Same(AwardAction one, AwardAction other)
    {
        foreach (var (_, read) in Facts)
        {
            if (!SameText(read(one), read(other)))
                return false;
        }

        return true;
    }

    /// <summary>How many facts two actions share.</summary>
    public static int Likeness(AwardAction one, AwardAction other) => Facts.Count(fact => SameText(fact.Read(one), fact.Read(other)));

    /// <summary>SHA-256 over the facts, in hex: the content of a state in a change's id.</summary>
    public static string Fingerprint(AwardAction action)
    {
        var facts = string.Join('\n', Facts.Select(fact => $"{fact.Name}={Collapse(fact.Read(action) ?? "")}"));
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(facts)));
    }

    /// <summary>Runs of white space are one space; nothing is the same as no text.</summary>
    public static bool SameText(string? one, string? other) =>
        string.Equals(one, other, StringComparison.Ordinal) || Collapse(one ?? "") == Collapse(other ?? "");

    private static string Collapse(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
