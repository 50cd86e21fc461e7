using ContractWatch.Awards;

namespace ContractWatch.Feeds;

/// <summary>Sub-awards as a source lists them.</summary>
/// <param name="Rows">All it listed, equal ones once.</param>
public sealed record SubawardAnswer(IReadOnlyList<SeenSubaward> Rows);

/// <summary>A sub-award, and where it was read.</summary>
/// <param name="Under">The prime award, as far as a search by sub-awardee tells of it; null where one award was asked for.</param>
public sealed record SeenSubaward(Subaward Subaward, AwardAction? Under, Sighting Seen);
