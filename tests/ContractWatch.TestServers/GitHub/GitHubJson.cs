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
        ["closed_at"] = issue.IsClosed ? issue.ClosedAt?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture) : null,
        ["user"] = User(issue.Author),
        ["author_association"] = issue.Author == conduct.Login ? "COLLABORATOR" : "NONE",
        ["labels"] = new JsonArray([.. issue.Labels.Select(Label)]),
        ["html_url"] = new Uri(site, $"/issues/{issue.Number}").AbsoluteUri,
    };

    public static Func<HostedComment, JsonNode> Comment(Uri site, GitHubConduct conduct) => comment => new JsonObject
    {
        ["body"] = comment.Body,
        ["user"] = User(comment.Author),
        ["author_association"] = comment.Author == conduct.Login ? "COLLABORATOR" : "NONE",
        ["html_url"] = new Uri(site, "/comment").AbsoluteUri,
    };

    public static IResult Refusal(int status, string message) => Results.Json(new JsonObject { ["message"] = message }, statusCode: status);

    public static Task RefuseAsync(HttpContext call, int status, string message) => Refusal(status, message).ExecuteAsync(call);

    public static async Task<JsonObject> ReadAsync(HttpContext call) => (await JsonNode.ParseAsync(call.Request.Body))!.AsObject();

    public static IEnumerable<string> Strings(JsonNode? list) => (list as JsonArray ?? []).Select(one => one!.GetValue<string>());
}
