using System.Globalization;
using System.Text.Json.Serialization;

namespace ContractWatch.Delivery.GitHubIssues;

/// <summary>GitHub's JSON, as far as we read and write it (https://docs.github.com/en/rest/issues).</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(List<WireIssue>))]
[JsonSerializable(typeof(WireIssue))]
[JsonSerializable(typeof(List<WireComment>))]
[JsonSerializable(typeof(WireComment))]
[JsonSerializable(typeof(List<WireLabel>))]
[JsonSerializable(typeof(WireLabel))]
[JsonSerializable(typeof(WireUser))]
[JsonSerializable(typeof(WireRepository))]
[JsonSerializable(typeof(WireError))]
[JsonSerializable(typeof(WireDraft))]
[JsonSerializable(typeof(WireBody))]
[JsonSerializable(typeof(WireEdit))]
[JsonSerializable(typeof(WireLabels))]
[JsonSerializable(typeof(WireAccess))]
[JsonSerializable(typeof(WireApp))]
[JsonSerializable(typeof(List<WireEvent>))]
[JsonSerializable(typeof(WirePermission))]
[JsonSerializable(typeof(WireQuery))]
[JsonSerializable(typeof(WireQueryAnswer))]
internal sealed partial class GitHubWire : JsonSerializerContext
{
    public static Issue Issue(WireIssue issue) => new(
        issue.Number,
        issue.Body ?? "",
        issue.User?.Login ?? "",
        IsInsider(issue.AuthorAssociation),
        [.. (issue.Labels ?? []).Select(label => label.Name)],
        Page(issue.HtmlUrl))
    {
        Closed = issue.State == "closed" ? issue.ClosedAt ?? System.DateTimeOffset.MinValue : null,
        Node = issue.NodeId ?? "",
        Updated = issue.UpdatedAt,
    };

    public static IssueComment Comment(WireComment comment) => new(
        comment.Body ?? "", comment.User?.Login ?? "", IsInsider(comment.AuthorAssociation), Page(comment.HtmlUrl))
    {
        Id = comment.Id,
        Issue = NumberIn(comment.IssueUrl),
        Written = comment.CreatedAt,
        Updated = comment.UpdatedAt,
    };

    /// <summary>Null when it is another event than a label, or one of somebody who is gone.</summary>
    /// <param name="number">Of the issue it was asked of; events of one issue do not repeat it.</param>
    public static Labelling? Labelling(WireEvent happened, int? number = null) =>
        happened is { Event: "labeled", Label: { } label, Actor: { } actor } && (number ?? happened.Issue?.Number) is { } issue ? new Labelling(happened.Id, issue, label.Name, actor.Login, happened.CreatedAt) : null;

    private static int NumberIn(string? issueUrl) =>
        int.TryParse(issueUrl?[(issueUrl.LastIndexOf('/') + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;

    private static bool IsInsider(string? association) => association is "OWNER" or "MEMBER" or "COLLABORATOR";

    private static Uri? Page(string? address) => Uri.TryCreate(address, UriKind.Absolute, out var page) ? page : null;
}

internal sealed record WireIssue(int Number, string? Body, WireUser? User, string? AuthorAssociation, List<WireLabel>? Labels, string? HtmlUrl)
{
    public string? State { get; init; }

    public DateTimeOffset? ClosedAt { get; init; }

    public string? NodeId { get; init; }

    public DateTimeOffset UpdatedAt { get; init; }
}

internal sealed record WireComment(string? Body, WireUser? User, string? AuthorAssociation, string? HtmlUrl)
{
    public long Id { get; init; }

    public string? IssueUrl { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset UpdatedAt { get; init; }
}

internal sealed record WireEvent(long Id, string? Event, WireUser? Actor, WireLabel? Label, WireNumbered? Issue, DateTimeOffset CreatedAt);

internal sealed record WireNumbered(int Number);

/// <param name="Permission">The base role: <c>admin</c>, <c>write</c>, <c>read</c> or <c>none</c>.</param>
internal sealed record WirePermission(string? Permission);

internal sealed record WireQuery(string Query, Dictionary<string, string> Variables);

/// <summary>GraphQL answers 200 to what failed, and says so in the body.</summary>
internal sealed record WireQueryAnswer(List<WireError>? Errors);

internal sealed record WireLabel(string Name, string? Color = null, string? Description = null);

internal sealed record WireUser(string Login);

internal sealed record WireRepository(bool? HasIssues, WirePermissions? Permissions);

internal sealed record WirePermissions(bool Push = false, bool Triage = false, bool Maintain = false, bool Admin = false);

internal sealed record WireError(string? Message);

internal sealed record WireDraft(string Title, string Body, IReadOnlyList<string>? Labels);

internal sealed record WireBody(string Body);

internal sealed record WireEdit(string? Body, string? State);

internal sealed record WireAccess(string Token, DateTimeOffset ExpiresAt);

internal sealed record WireApp(string Slug);

internal sealed record WireLabels(IReadOnlyList<string> Labels);
