using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using ContractWatch.Awards;

namespace ContractWatch.Diffing;

/// <summary>
/// A change's id is a hash of what it is about: feed, action, kind and the states it lies between. The same change found
/// again, on another machine or after a crash, has the same id.
/// </summary>
public static class ChangeId
{
    /// <summary>32 hex digits of SHA-256.</summary>
    public static string Of(string feed, ActionKey action, ChangeKind kind, int revision, string contentBefore, string contentAfter)
    {
        var about = string.Join(
            '\n', feed, action.ToString(), kind.Name, revision.ToString(CultureInfo.InvariantCulture), contentBefore, contentAfter);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(about)))[..32];
    }
}
