using ContractWatch.LiteDb;
using ContractWatch.Storage;

namespace ContractWatch.Annexes;

/// <summary>What the annexes bring to a full build.</summary>
internal static class AnnexParts
{
    public static StoreProvider LiteDb => LiteDbStore.Provider;
}
