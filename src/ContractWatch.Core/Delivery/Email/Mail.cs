namespace ContractWatch.Delivery.Email;

/// <summary>A finished mail, before any library has seen it. No value holds a line break but the bodies.</summary>
public sealed record Mail
{
    /// <summary>With its angle brackets. The same mail has the same one, however often it is sent.</summary>
    public required string MessageId { get; init; }

    public required string From { get; init; }

    /// <summary>Personal data: never logged.</summary>
    public required string To { get; init; }

    public required string Subject { get; init; }

    public required DateTimeOffset Date { get; init; }

    public required string Text { get; init; }

    public required string Html { get; init; }

    /// <summary>Further headers, in order.</summary>
    public required IReadOnlyList<MailHeader> Headers { get; init; }

    /// <summary>What it has no room for; null when it says everything.</summary>
    public MailAttachment? Attachment { get; init; }

    /// <summary>The name it gets as a file, without extension.</summary>
    public required string FileName { get; init; }
}

public sealed record MailHeader(string Name, string Value);

/// <summary>A file that goes with a mail; its name is ASCII.</summary>
public sealed record MailAttachment(string FileName, string MediaType, ReadOnlyMemory<byte> Content);
