using ContractWatch.Alerting;

namespace ContractWatch.Delivery.Email;

/// <summary>What a mail says, before it is text or HTML.</summary>
internal sealed record MailContent
{
    public required string Subject { get; init; }

    /// <summary>What a digest brings, in one line.</summary>
    public required string Summary { get; init; }

    /// <summary>That it does not show everything, and where the rest is; null when it does.</summary>
    public string? Rest { get; init; }

    public required IReadOnlyList<AwardStory> Stories { get; init; }

    /// <summary>What is said in place of stories, a paragraph each; one that is an address is a link.</summary>
    public IReadOnlyList<string> Paragraphs { get; init; } = [];

    /// <summary>How far the feeds were read, a line for each.</summary>
    public required IReadOnlyList<string> Coverage { get; init; }

    /// <summary>Why this mail came, how to end it, and what to quote when asking about it: always last.</summary>
    public required IReadOnlyList<string> Administration { get; init; }
}
