using ContractWatch.Awards;

namespace ContractWatch.Diffing;

/// <summary>How a reading is judged.</summary>
/// <param name="Feed">The feed it came from.</param>
/// <param name="Now">When it was read.</param>
/// <param name="HistorySince">
/// Unknown actions signed before this day are history: they were published long ago and are merely touched now.
/// <see cref="DateOnly.MaxValue"/> makes everything unknown history.
/// </param>
public sealed record DiffTerms(string Feed, DateTimeOffset Now, DateOnly HistorySince)
{
    public bool IsHistory(AwardAction action) => HistorySince == DateOnly.MaxValue || action.ActionDate < HistorySince;

    /// <summary>The change that leads from one state of an action to the next.</summary>
    public Change Change(ChangeKind kind, KnownAction? before, KnownAction after, IReadOnlyList<FieldChange> fields) => new()
    {
        Id = ChangeId.Of(
            Feed,
            after.Action.Key,
            Family(kind),
            after.Revision,
            before is null ? "" : ActionFacts.Fingerprint(before.Action),
            ActionFacts.Fingerprint(after.Action)),
        Kind = kind,
        Feed = Feed,
        Action = after.Action,
        FirstSeen = Now,
        Fields = fields,
        ObligationBefore = before is not null && before.Action.Obligation != after.Action.Obligation ? before.Action.Obligation : null,
    };

    /// <summary>What a modification does may be learned later, from its award's page; it is the same change all the while.</summary>
    private static ChangeKind Family(ChangeKind kind) => kind.IsModification ? ChangeKind.Modification : kind;
}
