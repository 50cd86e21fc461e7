using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace ContractWatch.Watches;

public enum FeedbackKind
{
    /// <summary>This recipient is not the watched vendor.</summary>
    Exclude,

    /// <summary>This recipient is the watched vendor, too.</summary>
    Alias,
}

/// <summary>
/// What somebody said of a watch's answers: who, when and what. It is laid over the watch, wherever that comes from, and is never
/// deleted: what was said in error is taken back.
/// </summary>
public sealed record Feedback
{
    /// <summary>The watch's id. A watch that is removed and comes back under its id finds what was said of it.</summary>
    public required string WatchId { get; init; }

    public required FeedbackKind Kind { get; init; }

    /// <summary>A name as published, or an identifier such as a UEI.</summary>
    public required string What { get; init; }

    /// <summary>Who said it: a user of the machine, or a name on GitHub.</summary>
    public required string By { get; init; }

    public required DateTimeOffset At { get; init; }

    /// <summary>Null while it is in force.</summary>
    public TakenBack? TakenBack { get; init; }

    public bool IsInForce => TakenBack is null;

    /// <summary>12 hex digits of SHA-256 over watch, kind, what and moment: what is read twice from the same place is said once.</summary>
    public string Id => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Create(
        CultureInfo.InvariantCulture, $"{WatchId}\n{Kind}\n{What.ToUpperInvariant()}\n{At.UtcDateTime:O}"))))[..12];

    public bool Says(FeedbackKind kind, string what) => Kind == kind && string.Equals(What, what, StringComparison.OrdinalIgnoreCase);
}

/// <summary>Who took feedback back, and when.</summary>
public sealed record TakenBack(string By, DateTimeOffset At);
