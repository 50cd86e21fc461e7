namespace ContractWatch.Alerting;

/// <summary>A change worth telling one subscription.</summary>
/// <param name="Key">32 hex digits over change and subscription: a repeat is recognised by it.</param>
/// <param name="ChangeId">What is told.</param>
/// <param name="SubscriptionId">Who is told.</param>
/// <param name="WatchId">On whose behalf.</param>
public sealed record Alert(string Key, string ChangeId, string SubscriptionId, string WatchId);
