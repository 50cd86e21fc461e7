using System.Globalization;
using System.Text.Json.Nodes;

namespace ContractWatch.TestServers.GitHub;

/// <summary>
/// What people say in issues and who may say it: comments of a whole repository, events, permissions
/// (https://docs.github.com/en/rest/collaborators/collaborators), and pinning, which only GraphQL can.
/// </summary>
public sealed partial class GitHubServer
{
    private const int MostPinned = 3;

    private void MapAnswers(RouteGroupBuilder repository)
    {
        repository.MapGet("/issues/comments", ListAllComments);
        repository.MapGet("/issues/events", (HttpContext call, string owner, string name) => With(owner, name, found => Page(call, found.Events.AsEnumerable().Reverse(), GitHubJson.Event)));
        repository.MapGet("/collaborators/{login}/permission", Permission);
        _app.MapPost("/api/graphql", (Delegate)PinAsync);
    }

    /// <summary>The longest unchanged first, when asked so; GitHub sorts by number otherwise.</summary>
    private IResult ListAllComments(HttpContext call, string owner, string name) => With(owner, name, found =>
    {
        if (call.Request.Query["sort"] != "updated" || call.Request.Query["direction"] != "asc")
            return GitHubJson.Refusal(422, "Validation Failed");
        var since = DateTimeOffset.Parse(call.Request.Query["since"].ToString(), CultureInfo.InvariantCulture);
        return Page(call, found.Issues.SelectMany(Hosted).Where(hosted => hosted.Comment.Updated >= since).OrderBy(hosted => hosted.Comment.Updated), Write);
    });

    /// <summary>Only those who may write may ask; the role of those who triage counts as reading.</summary>
    private IResult Permission(string owner, string name, string login) => With(owner, name, found => Conduct.MayLabel
        ? Results.Json(new JsonObject { ["permission"] = found.Permissions.GetValueOrDefault(login, "read"), ["role_name"] = found.Permissions.GetValueOrDefault(login, "read"), ["user"] = GitHubJson.User(login) })
        : GitHubJson.Refusal(403, "Must have push access to view collaborator permission."));

    private async Task<IResult> PinAsync(HttpContext call)
    {
        var asked = await GitHubJson.ReadAsync(call);
        var node = asked["variables"]!["issue"]!.GetValue<string>();
        var repository = Repository;
        if (!asked["query"]!.GetValue<string>().Contains("pinIssue(input: { issueId: $issue })", StringComparison.Ordinal) || repository.Issues.Find(issue => GitHubJson.NodeOf(issue.Number) == node) is not { } issue)
            return Results.Json(Errors($"Could not resolve to a node with the global id of '{node}'"));
        if (repository.Pinned.Count == MostPinned)
            return Results.Json(Errors("Maximum 3 pinned issues per repository"));
        repository.Pinned.Add(issue.Number);
        _writes.Enqueue(_time.GetUtcNow());
        return Results.Json(new JsonObject { ["data"] = new JsonObject { ["pinIssue"] = new JsonObject { ["clientMutationId"] = null } } });
    }

    private static JsonObject Errors(string message) => new() { ["data"] = null, ["errors"] = new JsonArray(new JsonObject { ["message"] = message }) };

    private static List<(HostedIssue Issue, HostedComment Comment, int Place)> Hosted(HostedIssue issue) => [.. issue.Comments.Select((comment, place) => (issue, comment, place))];

    private JsonNode Write((HostedIssue Issue, HostedComment Comment, int Place) hosted) => GitHubJson.Comment(BaseUrl, Conduct, hosted.Issue.Number, hosted.Place)(hosted.Comment);
}
