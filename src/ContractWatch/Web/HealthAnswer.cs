using System.Text.Json.Serialization;
using ContractWatch.Rounds;

namespace ContractWatch.Web;

/// <summary>The body of <c>/healthz</c>.</summary>
/// <param name="Status"><c>ok</c>, or <c>failing</c> when a feed, a channel or the store needs care.</param>
/// <param name="Troubles">Everything that needs care, a sentence each, as operators and <c>check</c> are told.</param>
/// <param name="Channels">Those by which something is owed that has been due, or was refused.</param>
/// <param name="Error">What is wrong with the store.</param>
internal sealed record HealthAnswer(
    string Status, IReadOnlyList<string> Troubles, IReadOnlyList<HealthOfFeed> Feeds, IReadOnlyList<HealthOfChannel> Channels, string? Error = null)
{
    public const string Ok = "ok";
    public const string Failing = "failing";
}

internal sealed record HealthOfFeed
{
    public required string Feed { get; init; }

    /// <summary><c>ok</c>, <c>starting</c>, <c>late</c>, <c>failing</c>, <c>disabled</c>.</summary>
    public required string Status { get; init; }

    public DateTimeOffset? LastComplete { get; init; }

    public DateTimeOffset? LastAttempt { get; init; }

    public DateTimeOffset? FailingSince { get; init; }

    public int Failures { get; init; }

    public string? LastError { get; init; }

    public DateOnly? NewestActionDate { get; init; }

    public string? History { get; init; }

    public static HealthOfFeed Of(FeedStanding standing) => new()
    {
        Feed = standing.Feed.Id,
        Status = standing.StatusWord,
        LastComplete = standing.Health.LastComplete,
        LastAttempt = standing.Health.LastAttempt,
        FailingSince = standing.Health.FailingSince,
        Failures = standing.Health.FailuresInARow,
        LastError = standing.Health.LastError,
        NewestActionDate = standing.Health.NewestActionDate,
        History = standing.Health.History,
    };
}

/// <summary>Whether everything that was due by a channel was delivered.</summary>
/// <param name="Due">Messages owed that have been due.</param>
/// <param name="Overdue">Of these, owed for longer than a day.</param>
/// <param name="Suppressed">Of these, waiting at an address that was refused for good.</param>
/// <param name="Held">So many are held by the volume brake.</param>
/// <param name="Refused">Refused for good, and nobody has looked after them since.</param>
internal sealed record HealthOfChannel(string Channel, int Due, int Overdue, int Suppressed, int Held, int Refused);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(HealthAnswer))]
internal sealed partial class HealthJson : JsonSerializerContext;
