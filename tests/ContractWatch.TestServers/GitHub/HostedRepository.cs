namespace ContractWatch.TestServers.GitHub;

/// <summary>A repository, as far as issues go.</summary>
public sealed class HostedRepository
{
    public List<HostedIssue> Issues { get; } = [];

    public List<string> Labels { get; } = [];
}

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

public sealed record HostedComment(string Author, string Body, DateTimeOffset Written);
