using ContractWatch.Awards;

namespace ContractWatch.Alerting;

/// <summary>
/// What one subscriber is told of one award, in plain text without markup: whoever shows it escapes every string for the
/// medium. What changed comes first.
/// </summary>
public sealed record AwardStory
{
    public required string Feed { get; init; }

    public required AwardKey Award { get; init; }

    /// <summary>The key it was first known by: its messages stay together when its source moves it.</summary>
    public required AwardKey FirstKnownAs { get; init; }

    /// <summary>What it is called now, in few words.</summary>
    public required string Subject { get; init; }

    /// <summary>That of the most severe change.</summary>
    public required Severity Severity { get; init; }

    /// <summary>Oldest first.</summary>
    public required IReadOnlyList<ChangeStory> Changes { get; init; }

    /// <summary>Vendor, agency, award: what stays the same.</summary>
    public required IReadOnlyList<Fact> Facts { get; init; }

    /// <summary>Why it matched, a sentence for each watch.</summary>
    public required IReadOnlyList<string> Reasons { get; init; }

    /// <summary>The watches' own notes.</summary>
    public required IReadOnlyList<string> Notes { get; init; }

    /// <summary>The official page, an http or https address.</summary>
    public Uri? Page { get; init; }

    /// <summary>The same for all messages about the award, for headers that keep a thread.</summary>
    public string Thread => AlertKey.Hash([Feed, FirstKnownAs.Value]);

    /// <summary>The same for all messages about the award under one watch, where each watch has a thread of its own.</summary>
    public string ThreadUnder(string watchId) => AlertKey.Hash([Feed, FirstKnownAs.Value, watchId]);
}

/// <summary>One change, told.</summary>
public sealed record ChangeStory
{
    public required string ChangeId { get; init; }

    public required ChangeKind Kind { get; init; }

    public required Severity Severity { get; init; }

    /// <summary>One sentence.</summary>
    public required string Headline { get; init; }

    /// <summary>What is obligated so far: before, after, difference.</summary>
    public string? Total { get; init; }

    /// <summary>What was edited, where the headline has no room for it.</summary>
    public IReadOnlyList<Edit> Edits { get; init; } = [];

    /// <summary>When it was signed, and when it was seen.</summary>
    public required string Dates { get; init; }

    public string? Description { get; init; }
}

/// <summary>A published fact before and after it was edited.</summary>
public sealed record Edit(string Fact, string Old, string New);

public sealed record Fact(string Label, string Text);
