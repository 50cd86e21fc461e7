using System.Globalization;
using ContractWatch.Storage;

namespace ContractWatch.Rounds;

/// <summary>Who has a turn that is waited for.</summary>
internal static class Turn
{
    public static string HolderOf(string directory, string name) =>
        NamedLock.HolderOf(directory, name) is { } process
            ? string.Create(CultureInfo.InvariantCulture, $"process {process}")
            : "another process";
}
