using ContractWatch.Awards;

namespace ContractWatch.Feeds;

/// <summary>A slice, read whole.</summary>
public sealed record FeedReading
{
    public required FeedSlice Slice { get; init; }

    /// <summary>Every action once.</summary>
    public required IReadOnlyList<AwardAction> Actions { get; init; }

    /// <summary>How many the source counts.</summary>
    public required int Expected { get; init; }

    /// <summary>How many rows were left out because they lie outside what was asked for.</summary>
    public int OutOfScope { get; init; }

    /// <summary>Rows that could not be read, each with what was wrong.</summary>
    public IReadOnlyList<QuarantinedRow> Quarantined { get; init; } = [];

    public int Requests { get; init; }

    /// <summary>Where each action was read; an action without one leaves no proof behind.</summary>
    public IReadOnlyDictionary<ActionKey, Sighting> Sightings { get; init; } = new Dictionary<ActionKey, Sighting>();
}

/// <summary>What a source answered when it was asked for one award.</summary>
/// <param name="Reading">Null when the source says there is no such award.</param>
/// <param name="Observations">The answers as received.</param>
public sealed record AwardAnswer(AwardReading? Reading, IReadOnlyList<Observation> Observations);

/// <summary>An award's own page and its actions.</summary>
/// <param name="Award">The facts of the award now.</param>
/// <param name="Actions">Its actions, all of them.</param>
public sealed record AwardReading(Award Award, IReadOnlyList<PublishedAction> Actions);

/// <summary>An action as the award's own history lists it.</summary>
/// <param name="Id">The source's id of the action, <c>CONT_TX_…</c>.</param>
public sealed record PublishedAction(
    string Id,
    string Number,
    DateOnly? ActionDate,
    string? ActionType,
    string? ActionTypeDescription,
    Money? Obligation,
    string? Description);

/// <summary>A row that could not be read, kept as received.</summary>
public sealed record QuarantinedRow(string Raw, string Reason);
