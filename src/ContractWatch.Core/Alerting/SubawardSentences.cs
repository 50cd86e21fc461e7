using System.Globalization;
using ContractWatch.Awards;
using ContractWatch.Diffing;

namespace ContractWatch.Alerting;

/// <summary>What is said of a sub-award: who passes work on to whom, and for how much of the award's money.</summary>
internal static class SubawardSentences
{
    public static string Of(Change change)
    {
        if (change.Subaward is not { } subaward)
            return "A sub-award was reported.";
        var who = ForeignText.OneLine(subaward.Recipient.Name, ForeignText.NameLength);
        return IsReportedAnew(change)
            ? $"Sub-award{Number(subaward)} to {who} was reported anew: {string.Join("; ", change.Fields.Select(FactNames.Edit).Select(edit => $"{edit.Fact} {edit.Old} → {edit.New}"))}."
            : $"Sub-award{Number(subaward)} to {who}{By(change)}: {Amount(subaward)}{Dated(subaward)}.";
    }

    private static bool IsReportedAnew(Change change) => change.Fields.Any(field => field.Old is not null);

    private static string By(Change change) => ForeignText.OneLine(change.Action.Recipient.Name, ForeignText.NameLength) is { Length: > 0 } prime ? $" by {prime}" : "";

    private static string Number(Subaward subaward) => ForeignText.OneLine(subaward.Number, 40) is { Length: > 0 } number ? $" {number}" : "";

    private static string Amount(Subaward subaward) => subaward.Amount is { } amount ? MoneyText.Of(amount) : "no amount published";

    private static string Dated(Subaward subaward) =>
        subaward.ActionDate is { } day ? string.Create(CultureInfo.InvariantCulture, $", dated {day:yyyy-MM-dd}") : "";
}
