using ContractWatch.Awards;

namespace ContractWatch.Diffing;

/// <summary>
/// Sources lose rows and find them again, so an action is withdrawn only after <see cref="PollsNeeded"/> complete polls without
/// it and a look at the award's own page that confirms it.
/// </summary>
public static class Absence
{
    public const int PollsNeeded = 3;

    /// <summary>A page that is gone altogether must stay away this long: pages vanish while a source reloads.</summary>
    public static readonly TimeSpan WholeAwardNeeds = TimeSpan.FromHours(24);

    public static KnownAction Noticed(KnownAction state, DateTimeOffset now) =>
        state.MissingSince is null ? state with { MissingSince = now, MissingPolls = 1 } : state;

    /// <summary>Another complete poll without it, and the award's page does not list it.</summary>
    public static KnownAction Confirmed(KnownAction state) => state with { MissingPolls = state.MissingPolls + 1 };

    /// <summary>The award's page lists it: only the search had lost it.</summary>
    public static KnownAction Found(KnownAction state) => state with { MissingSince = null, MissingPolls = 0 };

    public static bool IsProven(KnownAction state, bool wholeAwardIsGone, DateTimeOffset now) =>
        state.MissingPolls >= PollsNeeded && (!wholeAwardIsGone || now - state.MissingSince >= WholeAwardNeeds);

    public static (KnownAction State, Change Change) Withdrawn(DiffTerms terms, KnownAction state)
    {
        var gone = state with { IsWithdrawn = true, Revision = state.Revision + 1 };
        return (gone, terms.Change(ChangeKind.Withdrawn, state, gone, []));
    }
}
