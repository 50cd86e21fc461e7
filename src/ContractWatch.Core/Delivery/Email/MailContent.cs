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

    /// <summary>Where more is to be had, said before the stories; links are repeated behind them.</summary>
    public IReadOnlyList<MailLink> More { get; init; } = [];

    public required IReadOnlyList<AwardStory> Stories { get; init; }

    /// <summary>Its stories are numbered or set apart, with a heading each.</summary>
    public required bool IsDigest { get; init; }

    /// <summary>What is said in place of stories, a paragraph each; one that is an address is a link.</summary>
    public IReadOnlyList<string> Paragraphs { get; init; } = [];

    /// <summary>How far the feeds were read, a line for each.</summary>
    public required IReadOnlyList<string> Coverage { get; init; }

    /// <summary>Why this mail came; null where it says so itself.</summary>
    public string? Cause { get; init; }

    public WayOut? WayOut { get; init; }

    /// <summary>What to quote when asking about it: always last.</summary>
    public required IReadOnlyList<string> References { get; init; }
}

/// <summary>How to change or end what comes.</summary>
/// <param name="Sentence">Where nothing can be followed.</param>
/// <param name="Words">Where they can be.</param>
/// <param name="Address">Where they lead: a page, or a mail that is ready to be sent.</param>
internal sealed record WayOut(string Sentence, string Words, string Address);

/// <param name="Words">What the link leads to, a sentence without its end.</param>
/// <param name="Address">Of the web; on a page it may be relative.</param>
internal sealed record MailLink(string Words, string Address);
