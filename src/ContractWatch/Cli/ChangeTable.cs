using System.Globalization;
using ContractWatch.Alerting;
using ContractWatch.Cli.Lines;
using ContractWatch.Diffing;
using ContractWatch.Matching;
using Spectre.Console;

namespace ContractWatch.Cli;

/// <summary>Changes as people read them: what happened first, why it concerns whom last.</summary>
internal static class ChangeTable
{
    public static Table Create() => Terminal.Table("seen", "change", "award", "agency", "recipient", "amount", "what", "watches");

    public static void Add(Table table, MatchedChange matched)
    {
        var (change, action) = (matched.Change, matched.Change.Action);
        var agency = (action.AwardingAgency ?? action.FundingAgency)?.Name;
        Terminal.Row(
            table,
            change.FirstSeen.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            change.Kind.Name,
            $"{action.Piid ?? action.Key.Award.Value} {action.Key.Number}",
            agency is null ? "" : AgencyNames.Short(agency) ?? agency,
            action.Recipient.Name,
            action.Obligation is { } amount ? MoneyText.Signed(amount) : "",
            What(change),
            string.Join(", ", matched.Matches.Select(match => $"{match.WatchId} ({Words.Of(match.Route)})")));
    }

    private static string What(Change change) => change.Fields.Count > 0
        ? string.Join("; ", change.Fields.Select(field => $"{field.Name}: {Fact(field.Old)} → {Fact(field.New)}"))
        : change.Action.Description ?? "";

    private static string Fact(string? fact) => fact is null ? "nothing" : MoneyText.OfFact(fact);
}
