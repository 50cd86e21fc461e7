using ContractWatch.Awards;

namespace ContractWatch.Diffing;

/// <summary>A sub-award in its latest state.</summary>
public sealed record KnownSubaward
{
    /// <summary>Tells it from the other sub-awards of its award, whatever becomes of its amount.</summary>
    public required string Key { get; init; }

    public required Subaward Subaward { get; init; }

    /// <summary>How often it was reported so far, each time with other facts.</summary>
    public required int Revision { get; init; }
}
