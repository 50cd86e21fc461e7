using ContractWatch.Awards;

namespace ContractWatch.Diffing;

/// <summary>
/// The source gave an award another key: its generated key names the vehicle the award was ordered under, and that is sometimes
/// corrected. The award is neither new nor withdrawn.
/// </summary>
public sealed record AwardMove(AwardKey From, AwardKey To);
