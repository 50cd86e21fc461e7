using ContractWatch.Awards;

namespace ContractWatch.Diffing;

/// <summary>What differs from what was known of an action.</summary>
public sealed record Change
{
    /// <summary>32 hex digits; see <see cref="ChangeId"/>.</summary>
    public required string Id { get; init; }

    public required ChangeKind Kind { get; init; }

    public required string Feed { get; init; }

    /// <summary>The action as it is now; as it last was, when it was withdrawn.</summary>
    public required AwardAction Action { get; init; }

    /// <summary>When this was noticed: newness is first publication, never signature.</summary>
    public required DateTimeOffset FirstSeen { get; init; }

    /// <summary>The published facts that differ; empty when an action was published, withdrawn or restored as it was.</summary>
    public IReadOnlyList<FieldChange> Fields { get; init; } = [];

    /// <summary>Every action the change is about, when it is more than <see cref="Action"/>: all those a rename touched.</summary>
    public IReadOnlyList<ActionKey> Covers { get; init; } = [];

    /// <summary>The obligation as it was known before a correction of it; null otherwise.</summary>
    public Money? ObligationBefore { get; init; }

    /// <summary>The actions it offsets or is offset by, when there are any: they are one story.</summary>
    public OffsetChain? Chain { get; init; }

    /// <summary>The award or its vendor as a whole changed; <see cref="Action"/> is the latest action it is shown with.</summary>
    public bool IsOfWholeAward { get; init; }

    /// <summary>More of an event that was told before, such as a rename that reaches the vendor's other actions: recorded, not told.</summary>
    public bool IsContinued { get; init; }

    /// <summary>The key the award was first known by, where its source has moved it since: what keeps its messages together.</summary>
    public AwardKey? FirstKnownAs { get; init; }

    /// <summary>The first key of its award: the same for all changes of it.</summary>
    public AwardKey FirstKey => FirstKnownAs ?? Action.Key.Award;

    /// <summary>What the change adds to the obligations of its award; an edit adds the difference.</summary>
    public decimal Delta
    {
        get
        {
            var obligation = Action.Obligation?.Value ?? 0;
            if (Kind.IsPublication || Kind == ChangeKind.Restored)
                return obligation;
            if (Kind == ChangeKind.Withdrawn)
                return -obligation;
            return Kind == ChangeKind.Correction && ObligationBefore is { } before ? obligation - before.Value : 0;
        }
    }

    /// <summary>What was obligated on the award before and with this change, over the actions known.</summary>
    public RunningTotal? Total { get; init; }

    /// <summary>The award's ceiling before and with this change; null when it is not known.</summary>
    public Ceiling? Ceiling { get; init; }

    /// <summary>The sub-award that was reported, or as it was reported anew; null for every other kind of change.</summary>
    public Subaward? Subaward { get; init; }

    /// <summary>The page a person opens to check it.</summary>
    public Uri? Page { get; init; }
}

/// <summary>A published fact that was edited.</summary>
/// <param name="Name">The fact: <c>recipient</c>, <c>obligation</c>, <c>actionDate</c>, <c>description</c>, …</param>
/// <param name="Old">As it was known, or null.</param>
/// <param name="New">As it is published now, or null.</param>
public sealed record FieldChange(string Name, string? Old, string? New);

/// <summary>The sum of the obligations of the known actions of an award, before and after a change.</summary>
/// <param name="IsWhole">False when older actions of the award may be missing from the sum.</param>
public sealed record RunningTotal(Money Before, Money After, bool IsWhole);

/// <summary>Base and all options, before and after a change.</summary>
/// <param name="Before">As last read; null when the change does not touch it, or it was never read before.</param>
public sealed record Ceiling(Money? Before, Money After);
