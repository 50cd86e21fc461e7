using ContractWatch.Awards;

namespace ContractWatch.Diffing;

/// <summary>The published facts of a sub-award that count when it is asked whether it is known.</summary>
public static class SubawardFacts
{
    /// <summary>By name, as text; null where nothing is published.</summary>
    public static IReadOnlyList<KeyValuePair<string, string?>> Of(Subaward subaward) =>
    [
        new("subawardee", subaward.Recipient.Name),
        new("subawardNumber", subaward.Number),
        new("subawardAmount", FactText.Of(subaward.Amount)),
        new("subawardDate", FactText.Of(subaward.ActionDate)),
    ];

    /// <summary>Equal for two readings of one report, from whichever list of the source.</summary>
    public static string Identity(Subaward subaward) => $"{Family(subaward)}|{FactText.Of(subaward.ActionDate)}|{FactText.Of(subaward.Amount)}";

    /// <summary>Equal for all reports under one number to one company.</summary>
    public static string Family(Subaward subaward) =>
        $"{subaward.Number.Trim()}|{string.Concat(subaward.Recipient.Name.Where(char.IsLetterOrDigit)).ToUpperInvariant()}";
}
