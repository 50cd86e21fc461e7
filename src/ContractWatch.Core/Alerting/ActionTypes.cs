using System.Collections.Frozen;

namespace ContractWatch.Alerting;

/// <summary>
/// What the FPDS reasons for modification mean (https://www.fpds.gov/help/Reason_for_Modification.htm). The list has grown
/// over time: a code that is not here is repeated as it is.
/// </summary>
public static class ActionTypes
{
    private static readonly FrozenDictionary<string, (string Words, Severity Severity)> Known = new Dictionary<string, (string, Severity)>
    {
        ["A"] = ("additional work, new agreement", Severity.High),
        ["B"] = ("supplemental agreement for work within scope", Severity.High),
        ["C"] = ("funding only action", Severity.Normal),
        ["D"] = ("change order", Severity.High),
        ["E"] = ("terminate for default", Severity.Urgent),
        ["F"] = ("terminate for convenience", Severity.Urgent),
        ["G"] = ("exercise an option", Severity.High),
        ["H"] = ("definitize letter contract", Severity.Normal),
        ["J"] = ("novation: the contract moves to another company", Severity.Urgent),
        ["K"] = ("close out", Severity.Low),
        ["L"] = ("definitize change order", Severity.Normal),
        ["M"] = ("other administrative action", Severity.Low),
        ["N"] = ("legal contract cancellation", Severity.Urgent),
        ["P"] = ("rerepresentation after a merger or acquisition without novation", Severity.High),
        ["R"] = ("rerepresentation", Severity.Low),
        ["S"] = ("change of the contract number", Severity.Normal),
        ["T"] = ("transfer to another agency", Severity.Normal),
        ["V"] = ("change of the vendor's UEI or legal name without novation", Severity.Normal),
        ["W"] = ("change of the vendor's address", Severity.Low),
        ["X"] = ("terminate for cause", Severity.Urgent),
        ["Y"] = ("add subcontracting plan", Severity.Low),
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    /// <summary>The code's meaning in words; null when there is no code.</summary>
    public static string? Words(string? code)
    {
        if (string.IsNullOrWhiteSpace(code))
            return null;
        return Known.TryGetValue(code.Trim(), out var known) ? known.Words : $"action type {ForeignText.OneLine(code, 20)}";
    }

    /// <summary>Null when the code is absent or unknown.</summary>
    public static Severity? SeverityOf(string? code) =>
        code is not null && Known.TryGetValue(code.Trim(), out var known) ? known.Severity : null;
}
