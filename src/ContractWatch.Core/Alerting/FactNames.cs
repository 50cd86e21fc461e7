using System.Collections.Frozen;
using ContractWatch.Diffing;

namespace ContractWatch.Alerting;

/// <summary>The words for the published facts a correction can edit.</summary>
public static class FactNames
{
    private const string Nothing = "(nothing)";

    private static readonly FrozenDictionary<string, string> Words = new Dictionary<string, string>
    {
        ["recipient"] = "recipient",
        ["recipientIdentifiers"] = "recipient's identifiers",
        ["obligation"] = "obligation",
        ["actionDate"] = "signing date",
        ["description"] = "description",
        ["actionType"] = "kind of action",
        ["awardingAgency"] = "awarding agency",
        ["fundingAgency"] = "funding agency",
        ["naics"] = "industry (NAICS)",
        ["productOrService"] = "product or service",
        ["award"] = "award key",
        ["parentAward"] = "vehicle ordered under",
        ["parentRecipient"] = "parent company",
        ["currentValue"] = "value with exercised options",
        ["ceiling"] = "ceiling",
        ["end"] = "end",
        ["potentialEnd"] = "end with every option",
        ["offersReceived"] = "offers received",
        ["extentCompeted"] = "competition",
        ["subawardee"] = "sub-awardee",
        ["subawardNumber"] = "number of the sub-award",
        ["subawardAmount"] = "amount of the sub-award",
        ["subawardDate"] = "date of the sub-award",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>What was edited, from what, to what.</summary>
    public static Edit Edit(FieldChange field) => new(
        Words.TryGetValue(field.Name, out var words) ? words : ForeignText.OneLine(field.Name, ForeignText.NameLength),
        Value(field.Name, field.Old),
        Value(field.Name, field.New));

    private static string Value(string name, string? value)
    {
        if (string.IsNullOrWhiteSpace(value))
            return Nothing;
        return name switch
        {
            "obligation" or "currentValue" or "ceiling" or "subawardAmount" => MoneyText.OfFact(value),
            "actionType" => $"{ForeignText.OneLine(value, 20)} ({ActionTypes.Words(value)})",
            _ => ForeignText.OneLine(value),
        };
    }
}
