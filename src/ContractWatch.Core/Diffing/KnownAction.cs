using ContractWatch.Awards;

namespace ContractWatch.Diffing;

/// <summary>The latest known state of an action, against which newness and change are judged.</summary>
public sealed record KnownAction
{
    public required AwardAction Action { get; init; }

    /// <summary>Counts the states it has had, from 1; part of a change's id, so that A→B→A→B is three changes.</summary>
    public required int Revision { get; init; }

    public required DateTimeOffset FirstSeen { get; init; }

    /// <summary>When a complete reading that should have brought it first did not.</summary>
    public DateTimeOffset? MissingSince { get; init; }

    /// <summary>In how many complete polls in a row it was looked for and not found.</summary>
    public int MissingPolls { get; init; }

    public bool IsWithdrawn { get; init; }
}
