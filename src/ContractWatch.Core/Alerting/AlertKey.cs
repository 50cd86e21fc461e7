using System.Security.Cryptography;
using System.Text;

namespace ContractWatch.Alerting;

/// <summary>Keys by which a repeat is recognised: hashes of what they are about, the same on every machine.</summary>
public static class AlertKey
{
    /// <summary>The key of telling one change to one subscription.</summary>
    public static string Of(string changeId, string subscriptionId) => Hash([changeId, subscriptionId]);

    /// <summary>32 hex digits of SHA-256 over the parts in their order.</summary>
    public static string Hash(IEnumerable<string> parts) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', parts))))[..32];
}
