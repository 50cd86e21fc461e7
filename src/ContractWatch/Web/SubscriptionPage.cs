using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using ContractWatch.Alerting;
using ContractWatch.Awards;
using ContractWatch.Watches;

namespace ContractWatch.Web;

/// <summary>Plain pages for subscribers: no scripts, nothing loaded, no address shown, for a link may be passed on.</summary>
internal static class SubscriptionPage
{
    private const string Style = """
        :root { color-scheme: light dark; }
        body { font: 16px/1.5 system-ui, sans-serif; margin: 2rem auto; padding: 0 1rem; max-width: 40rem; overflow-wrap: anywhere; }
        fieldset { margin: 0 0 1.5rem; padding: 1rem; border: 1px solid #8888; border-radius: .5rem; } label { display: block; margin: 0 0 .75rem; }
        input, select, textarea, button { font: inherit; padding: .4rem .6rem; } button { margin: .25rem .5rem .25rem 0; }
        textarea { display: block; box-sizing: border-box; width: 100%; } .kinds label { display: inline-block; margin: 0 1rem .25rem 0; }
        """;

    private static readonly string StyleHash = Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Style)));

    public static string ContentSecurityPolicy { get; } =
        $"default-src 'none'; style-src 'sha256-{StyleHash}'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

    public static string Refused() => Page("Not a link of ours", "<p>This link is not valid, or no longer. Ask those who run this ContractWatch for another.</p>");

    public static string Over() => Page(
        "This link has ended",
        $"<p>What it showed could be read for {SubscriptionTokens.ReadableDays.ToString(CultureInfo.InvariantCulture)} days. The table that came with the mail has what the mail itself does not show.</p>");

    public static string Said(string words) => Page("Nothing was changed", $"<p>{Text(words)}</p>");

    public static string Confirm(string token, IReadOnlyList<string> watches) => watches.Count == 0
        ? Page("Nothing to confirm", "<p>Everything that was asked for is confirmed, or has ended.</p>")
        : Page("Confirm your subscription", $"<p>You would hear of: {Text(string.Join(", ", watches))}.</p>{Form("confirm", token, "<button>Yes, tell me</button>")}");

    public static string Leave(string token, IReadOnlyList<Subscription> heard) => heard.Count == 0
        ? Page("You have left", "<p>Nothing is told to this address.</p>")
        : Page("Leave", $"<p>You hear of: {Text(string.Join(", ", heard.Select(one => one.WatchId)))}.</p>{Form("leave", token, "<label>Why, if you like to say <input name=\"reason\" maxlength=\"200\"></label><button>Tell me nothing more</button>")}");

    public static string Manage(string token, IReadOnlyList<Subscription> heard) => heard.Count == 0
        ? Page("Your subscriptions", "<p>Nothing is told to this address.</p>")
        : Page("Your subscriptions", string.Concat(heard.Where(one => one.Channel == Subscription.Email).Select(one => Form("manage", token, Fields(one)))));

    public static string Done(TokenPurpose purpose, IReadOnlyList<StoredSubscription> changed)
    {
        var watches = Text(string.Join(", ", changed.Select(one => one.Subscription.WatchId)));
        if (purpose == TokenPurpose.Confirm)
            return Page("Confirmed", changed.Count == 0 ? "<p>Everything was confirmed before.</p>" : $"<p>You will hear of: {watches}.</p>");
        return changed.All(one => one.State == SubscriptionState.Ended)
            ? Page("Done", $"<p>You hear no more of: {watches}.</p>")
            : Page("Saved", $"<p>Changed: {watches}.</p>");
    }

    private static string Fields(Subscription one)
    {
        var choices = string.Concat(Enum.GetValues<Cadence>().Select(cadence =>
            $"<option value=\"{cadence}\"{(cadence == one.Cadence ? " selected" : "")}>{cadence.ToString().ToLowerInvariant()}</option>"));
        var wishes = one.Wishes;
        var kinds = string.Concat(ChangeKind.All.Select(kind =>
            $"<label><input type=\"checkbox\" name=\"changes\" value=\"{kind.Name}\"{(wishes.Changes.Contains(kind) ? " checked" : "")}> {kind.Name}</label>"));
        var amount = wishes.MinimumAmount == 0 ? "" : wishes.MinimumAmount.ToString(CultureInfo.InvariantCulture);
        return $"""
            <fieldset><legend>{Text(one.WatchId)}</legend><input type="hidden" name="watch" value="{Text(one.WatchId)}">
            <label>How often <select name="every">{choices}</select></label>
            <label>Digests at <input name="at" placeholder="07:00" value="{wishes.At?.ToString("HH:mm", CultureInfo.InvariantCulture)}"></label>
            <label>in the time zone <input name="zone" placeholder="UTC" value="{Text(wishes.Zone)}"></label>
            <label>Nothing before <input type="date" name="mutedUntil" value="{wishes.MutedUntil?.ToString(WatchRules.DayForm, CultureInfo.InvariantCulture)}"></label>
            <label><input type="checkbox" name="paused"{(wishes.Paused ? " checked" : "")}> Nothing until I say otherwise</label>
            <p>Only these kinds of change; none for all:</p><div class="kinds">{kinds}</div>
            <label>Only changes of at least <input name="minimumAmount" inputmode="decimal" placeholder="0" value="{amount}"></label>
            <label>Repeated in every alert <textarea name="note" rows="2" maxlength="{WatchRules.LongestNote}">{ForeignText.Html(wishes.Note ?? "")}</textarea></label>
            <button>Save</button><button name="leave" value="1">Tell me nothing more of this</button></fieldset>
            """;
    }

    private static string Form(string path, string token, string fields) =>
        $"<form method=\"post\" action=\"{path}\"><input type=\"hidden\" name=\"t\" value=\"{Text(token)}\">{fields}</form>";

    private static string Text(string? text) => ForeignText.Html(ForeignText.OneLine(text));

    private static string Page(string title, string body) => $"""
        <!doctype html>
        <html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="robots" content="noindex"><title>{title} · ContractWatch</title><style>{Style}</style></head>
        <body><h1>{title}</h1>
        {body}
        </body></html>

        """;
}
