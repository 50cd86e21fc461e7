using System.Globalization;
using System.Text.Json.Nodes;

namespace ContractWatch.TestServers.GitHub;

/// <summary>GitHub's JSON, as far as anybody here reads it.</summary>
internal static class GitHubJson
{
    public static JsonNode User(string login) => new JsonObject { ["login"] = login };

    public static JsonNode Repository(GitHubConduct conduct) => new JsonObject
    {
        ["has_issues"] = conduct.HasIssues,
        ["permissions"] = new JsonObject { ["admin"] = false, ["push"] = conduct.MayLabel, ["pull"] = true },
    };

    public static JsonNode Label(string name) => new JsonObject { ["name"] = name, ["color"] = "ededed" };

    public static Func<HostedIssue, JsonNode> Issue(Uri site, GitHubConduct conduct) => issue => new JsonObject
    {
        ["number"] = issue.Number,
        ["title"] = issue.Title,
        ["body"] = issue.Body,
        ["state"] = issue.IsClosed ? "closed" : "open",
        ["closed_at"] = issue is { IsClosed: true, ClosedAt: { } closed } ? Moment(closed) : null,
        ["user"] = User(issue.Author),
        ["author_association"] = issue.Author == conduct.Login ? "COLLABORATOR" : "NONE",
        ["labels"] = new JsonArray([.. issue.Labels.Select(Label)]),
        ["html_url"] = new Uri(site, $"/issues/{issue.Number}").AbsoluteUri,
        ["node_id"] = NodeOf(issue.Number),
    };

    public static string NodeOf(int number) => $"I_{number}";

    /// <param name="issue">The number of the issue it stands under.</param>
    /// <param name="place">Its place there.</param>
    public static Func<HostedComment, JsonNode> Comment(Uri site, GitHubConduct conduct, int issue, int place) => comment => new JsonObject
    {
        ["id"] = (issue * 100_000L) + place,
        ["issue_url"] = new Uri(site, $"/repos/o/r/issues/{issue}").AbsoluteUri,
        ["created_at"] = Moment(comment.Written),
        ["updated_at"] = Moment(comment.Updated),
        ["body"] = comment.Body,
        ["user"] = User(comment.Author),
        ["author_association"] = comment.Author == conduct.Login ? "COLLABORATOR" : "NONE",
        ["html_url"] = new Uri(site, "/comment").AbsoluteUri,
    };

    public static JsonNode Event(HostedEvent happened) => new JsonObject
    {
        ["id"] = happened.Id,
        ["event"] = happened.Kind,
        ["actor"] = User(happened.By),
        ["label"] = Label(happened.Label),
        ["issue"] = new JsonObject { ["number"] = happened.Issue },
        ["created_at"] = Moment(happened.At),
    };

    /// <summary>Whole seconds, as GitHub says them.</summary>
    private static string Moment(DateTimeOffset moment) => moment.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    public static IResult Refusal(int status, string message) => Results.Json(new JsonObject { ["message"] = message }, statusCode: status);

    public static Task RefuseAsync(HttpContext call, int status, string message) => Refusal(status, message).ExecuteAsync(call);

    public static async Task<JsonObject> ReadAsync(HttpContext call) => (await JsonNode.ParseAsync(call.Request.Body))!.AsObject();

    public static IEnumerable<string> Strings(JsonNode? list) => (list as JsonArray ?? []).Select(one => one!.GetValue<string>());
}
