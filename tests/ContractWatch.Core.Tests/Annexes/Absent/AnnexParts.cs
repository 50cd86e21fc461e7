using ContractWatch.Storage;

namespace ContractWatch.Annexes;

/// <summary>What the annexes bring: nothing, in this build. The same class with everything lies in the folder beside.</summary>
internal static class AnnexParts
{
    public static StoreProvider LiteDb => Absent<StoreProvider>();

    private static T Absent<T>()
    {
        Assert.Skip("not in this build; -p:FullRegistry=true has it");
        return default!;
    }
}
