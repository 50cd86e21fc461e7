using Octokit.Internal;

namespace ContractWatch.Octokit;

/// <summary>Leaves JSON as it is: the port reads and writes it.</summary>
internal sealed class AsText : IJsonSerializer
{
    public string Serialize(object item) => (string)item;

    public T Deserialize<T>(string json) => default!;
}
