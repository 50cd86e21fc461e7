using ContractWatch.Awards;

namespace ContractWatch.Watches;

/// <summary>What a subscriber asks for beside the watch itself; what is left empty asks nothing.</summary>
public sealed record Wishes
{
    public static readonly Wishes None = new();

    /// <summary>The hour at which digests come, in <see cref="Zone"/>; null for 07:00.</summary>
    public TimeOnly? At { get; init; }

    /// <summary>A time zone of the IANA database, such as <c>America/Chicago</c>; null for UTC (https://www.iana.org/time-zones).</summary>
    public string? Zone { get; init; }

    /// <summary>The kinds of change worth telling, of those the watch tells; empty for all.</summary>
    public IReadOnlyList<ChangeKind> Changes { get; init; } = [];

    /// <summary>As <see cref="Watch.MinimumAmount"/>; the larger of the two counts.</summary>
    public decimal MinimumAmount { get; init; }

    /// <summary>Nothing is told before this day. What happens until then is recorded, not kept back.</summary>
    public DateOnly? MutedUntil { get; init; }

    /// <summary>Nothing is told until somebody says otherwise.</summary>
    public bool Paused { get; init; }

    /// <summary>The subscriber's own words, repeated in every alert.</summary>
    public string? Note { get; init; }

    public bool Equals(Wishes? other) =>
        other is not null
        && (At, Zone, MinimumAmount, MutedUntil, Paused, Note) == (other.At, other.Zone, other.MinimumAmount, other.MutedUntil, other.Paused, other.Note)
        && Changes.SequenceEqual(other.Changes);

    public override int GetHashCode() => HashCode.Combine(At, Zone, MinimumAmount, MutedUntil, Paused, Note, Changes.Count);
}
