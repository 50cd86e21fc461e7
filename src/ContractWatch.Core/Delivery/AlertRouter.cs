using ContractWatch.Matching;
using ContractWatch.Watches;

namespace ContractWatch.Delivery;

public static class AlertRouter
{
    public static IReadOnlyList<OutboxMessage> Route(IReadOnlyList<MatchedChange> changes, IReadOnlyList<StoredWatch> watches, DateTimeOffset now) => [];
}
