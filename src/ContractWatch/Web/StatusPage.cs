using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using ContractWatch.Alerting;
using ContractWatch.Diffing;
using ContractWatch.Matching;
using ContractWatch.Rounds;

namespace ContractWatch.Web;

/// <summary>The page at <c>/</c>: how the feeds fare and what changed last. Works without scripts; everything foreign is escaped.</summary>
internal static class StatusPage
{
    private const string Style = """
        :root { color-scheme: light dark; --line: light-dark(#d0d7de, #30363d); --soft: light-dark(#59636e, #9198a1);
          --bad: light-dark(#b3261e, #ff8a80); --good: light-dark(#1a7f37, #56d364); }
        body { font: 16px/1.5 system-ui, sans-serif; margin: 2rem auto; padding: 0 1rem; max-width: 76rem; }
        h1 { font-size: 1.5rem; } h2 { font-size: 1.15rem; margin-top: 2rem; }
        .wide { overflow-x: auto; } table { border-collapse: collapse; width: 100%; }
        th, td { text-align: left; vertical-align: top; padding: .4rem .6rem; border-bottom: 1px solid var(--line); }
        td.amount { text-align: right; white-space: nowrap; font-variant-numeric: tabular-nums; }
        time, .soft { color: var(--soft); white-space: nowrap; } .ok { color: var(--good); } .failing, .late { color: var(--bad); font-weight: 600; }
        """;

    private static readonly string StyleHash = Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Style)));

    public static string ContentSecurityPolicy { get; } =
        $"default-src 'none'; style-src 'sha256-{StyleHash}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    public static string Of(IReadOnlyList<FeedStanding> standings, IReadOnlyList<MatchedChange> changes, DateTimeOffset now)
    {
        var body = new StringBuilder("<h2>Feeds</h2>");
        Table(body, ["Feed", "Status", "Last complete poll", "Newest action", "Known actions", "Last error"], standings.Select(FeedRow));
        body.Append("<h2>Last changes</h2>");
        if (changes.Count == 0)
            body.Append("<p>Nothing has changed yet.</p>");
        else
            Table(body, ["Seen", "Change", "Award", "Agency", "Recipient", "Amount", "What", "Watches"], changes.Reverse().Select(ChangeRow));
        body.Append(CultureInfo.InvariantCulture, $"<p class=\"soft\">{now.UtcDateTime:yyyy-MM-dd HH:mm} UTC</p>");
        return Page(body.ToString());
    }

    public static string OfFault(string message) => Page($"<p class=\"failing\">The store cannot be read: {Text(message)}</p>");

    private static string FeedRow(FeedStanding standing)
    {
        var health = standing.Health;
        return $"""
            <td>{Text(standing.Feed.Id)}</td><td class="{standing.StatusWord}">{standing.StatusWord}{(health.History is { } history ? ", history: " + Text(history) : "")}</td>
            <td>{Moment(health.LastComplete)}</td><td>{Text(health.NewestActionDate?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture))}</td>
            <td>{standing.State.KnownActions.ToString("N0", CultureInfo.InvariantCulture)}</td><td>{Text(health.LastError)}</td>
            """;
    }

    private static string ChangeRow(MatchedChange matched)
    {
        var (change, action) = (matched.Change, matched.Change.Action);
        var agency = (action.AwardingAgency ?? action.FundingAgency)?.Name;
        var name = Text($"{action.Piid ?? action.Key.Award.Value} {action.Key.Number}");
        var award = change.Page is { Scheme: "https" or "http" } page ? $"<a href=\"{Text(page.AbsoluteUri)}\" rel=\"noreferrer\">{name}</a>" : name;
        return $"""
            <td>{Moment(change.FirstSeen)}</td><td>{change.Kind.Name}</td><td>{award}</td>
            <td>{Text(agency is null ? "" : AgencyNames.Short(agency) ?? agency)}</td><td>{Text(action.Recipient.Name)}</td>
            <td class="amount">{(action.Obligation is { } amount ? Text(MoneyText.Signed(amount)) : "")}</td><td>{Text(What(change))}</td>
            <td>{Text(string.Join(", ", matched.Matches.Select(match => match.WatchId)))}</td>
            """;
    }

    private static string What(Change change) => change.Fields.Count > 0
        ? string.Join("; ", change.Fields.Select(field => $"{field.Name}: {Fact(field.Old)} → {Fact(field.New)}"))
        : change.Action.Description ?? "";

    private static string Fact(string? fact) => fact is null ? "nothing" : MoneyText.OfFact(fact);

    private static void Table(StringBuilder body, string[] columns, IEnumerable<string> rows)
    {
        body.Append("<div class=\"wide\"><table><thead><tr>").AppendJoin("", columns.Select(column => $"<th scope=\"col\">{column}</th>"));
        body.Append("</tr></thead><tbody>").AppendJoin("\n", rows.Select(row => $"<tr>{row}</tr>")).Append("</tbody></table></div>");
    }

    private static string Moment(DateTimeOffset? moment) => moment is { } at
        ? string.Create(CultureInfo.InvariantCulture, $"<time datetime=\"{at.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss'Z'}\">{at.UtcDateTime:yyyy-MM-dd HH:mm}</time>")
        : "<span class=\"soft\">never</span>";

    private static string Text(string? text) => ForeignText.Html(ForeignText.OneLine(text));

    private static string Page(string body) => $"""
        <!doctype html>
        <html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
        <title>ContractWatch</title><style>{Style}</style></head>
        <body><h1>ContractWatch</h1>
        {body}
        </body></html>

        """;
}
