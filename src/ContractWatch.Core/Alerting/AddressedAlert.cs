using ContractWatch.Matching;
using ContractWatch.Watches;

namespace ContractWatch.Alerting;

/// <summary>An alert with the subscription it goes to.</summary>
/// <param name="Cadence">How soon: the subscription's cadence, or slower where the match is too weak for it.</param>
public sealed record AddressedAlert(Alert Alert, Subscription Subscription, MatchedChange Told, Cadence Cadence);
