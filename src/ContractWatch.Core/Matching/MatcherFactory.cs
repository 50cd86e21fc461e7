using ContractWatch.Watches;

namespace ContractWatch.Matching;

/// <summary>Prepares the product's matcher.</summary>
public sealed class MatcherFactory : IMatcherFactory
{
    public IMatcher For(IReadOnlyList<Watch> watches) => new WatchMatcher(watches);
}
