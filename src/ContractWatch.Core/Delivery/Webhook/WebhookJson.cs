using System.Text.Json.Serialization;

namespace ContractWatch.Delivery.Webhook;

/// <summary>The JSON that receivers build on: described in <c>deploy/webhooks.md</c>. What is added leaves the version; what changes or goes raises it.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(WireMessage))]
internal sealed partial class WebhookJson : JsonSerializerContext
{
    public const int Version = 1;
}

/// <summary>What is posted; one of <see cref="Data"/> and <see cref="Notice"/> is null.</summary>
internal sealed record WireMessage(string Type, int Version, string Id, DateTimeOffset Timestamp, WirePart? Part, WireAlerts? Data, WireNotice? Notice);

/// <param name="Message">The key of the whole message: the same in all its parts.</param>
/// <param name="Number">From 1.</param>
/// <param name="Count">How many there are.</param>
internal sealed record WirePart(string Message, int Number, int Count);

internal sealed record WireNotice(string Thread, string Subject, string Text);

internal sealed record WireAlerts(string Every, IReadOnlyList<string> Watches, IReadOnlyList<WireAward> Awards, IReadOnlyList<string> Coverage);

internal sealed record WireAward
{
    public required string Feed { get; init; }

    public required string Award { get; init; }

    public required string? Number { get; init; }

    public required string Subject { get; init; }

    public required string Severity { get; init; }

    public required string? Url { get; init; }

    public required WireRecipient Recipient { get; init; }

    public required string? AwardingAgency { get; init; }

    public required string? FundingAgency { get; init; }

    public required IReadOnlyList<string> Reasons { get; init; }

    public required IReadOnlyList<string> Notes { get; init; }

    public required IReadOnlyList<WireChange> Changes { get; init; }
}

internal sealed record WireRecipient(string Name, IReadOnlyDictionary<string, string> Ids, string? Parent);

internal sealed record WireChange
{
    public required string Id { get; init; }

    public required string Kind { get; init; }

    public required string Action { get; init; }

    public required DateOnly? ActionDate { get; init; }

    public required DateTimeOffset FirstSeen { get; init; }

    public required string Sentence { get; init; }

    public required string? Description { get; init; }

    public required WireAmount? Amount { get; init; }

    public required WireAmount? Total { get; init; }

    public required WireAmount? Ceiling { get; init; }

    public required IReadOnlyList<WireField> Fields { get; init; }

    public required IReadOnlyList<WireMatch> Matches { get; init; }
}

/// <param name="Value">A decimal number as text: no reader turns it into a binary fraction.</param>
/// <param name="Currency">ISO 4217.</param>
/// <param name="Meaning"><c>delta</c>, <c>cumulative</c> or <c>ceiling</c>.</param>
internal sealed record WireAmount(string Value, string Currency, string Meaning);

internal sealed record WireField(string Name, string? Old, string? New);

internal sealed record WireMatch(string Watch, string Tier, string Route, IReadOnlyList<string> Evidence);
