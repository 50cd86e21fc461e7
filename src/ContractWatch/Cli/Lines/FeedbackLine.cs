using ContractWatch.Watches;

namespace ContractWatch.Cli.Lines;

/// <summary>One line of <c>watch feedback --json</c>.</summary>
internal sealed record FeedbackLine
{
    public required string Id { get; init; }

    public required string Watch { get; init; }

    /// <summary><c>exclude</c> or <c>alias</c>.</summary>
    public required string Kind { get; init; }

    public required string What { get; init; }

    public required string By { get; init; }

    public required DateTimeOffset At { get; init; }

    /// <summary>Null while it is in force.</summary>
    public string? TakenBackBy { get; init; }

    public DateTimeOffset? TakenBackAt { get; init; }

    public static FeedbackLine Of(Feedback said) => new()
    {
        Id = said.Id,
        Watch = said.WatchId,
        Kind = said.Kind == FeedbackKind.Exclude ? "exclude" : "alias",
        What = said.What,
        By = said.By,
        At = said.At,
        TakenBackBy = said.TakenBack?.By,
        TakenBackAt = said.TakenBack?.At,
    };
}
