namespace ContractWatch.TestServers.GitHub;

/// <summary>A repository, as far as issues go.</summary>
public sealed class HostedRepository
{
    public List<HostedIssue> Issues { get; } = [];

    public List<string> Labels { get; } = [];

    /// <summary>Who may do what: <c>admin</c>, <c>write</c>, <c>read</c>; everybody else may read, as in a public repository.</summary>
    public Dictionary<string, string> Permissions { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>What happened to issues, oldest first.</summary>
    public List<HostedEvent> Events { get; } = [];

    /// <summary>Numbers of the issues that are pinned; there is room for three.</summary>
    public List<int> Pinned { get; } = [];

    /// <summary>Somebody puts a label on an issue.</summary>
    public void Label(HostedIssue issue, string label, string by, DateTimeOffset at)
    {
        issue.Labels.Add(label);
        Events.Add(new HostedEvent(Events.Count + 1, "labeled", issue.Number, label, by, at));
    }
}

public sealed record HostedEvent(long Id, string Kind, int Issue, string Label, string By, DateTimeOffset At);

public sealed class HostedIssue
{
    public required int Number { get; init; }

    public required string Title { get; init; }

    public required string Body { get; set; }

    public required string Author { get; init; }

    public bool IsClosed { get; set; }

    public DateTimeOffset? ClosedAt { get; set; }

    public List<string> Labels { get; init; } = [];

    public List<HostedComment> Comments { get; } = [];
}

public sealed record HostedComment(string Author, string Body, DateTimeOffset Written)
{
    public DateTimeOffset Updated { get; init; } = Written;
}
