using System.Globalization;
using System.Text;
using ContractWatch.Feeds;
using ContractWatch.Storage;

namespace ContractWatch.LiteDb;

/// <summary>Keys of several parts as one text, which can be read back by a person and cannot be mistaken for one another.</summary>
internal static class Key
{
    /// <summary>LiteDB takes index keys up to 1,022 bytes; foreign text may be longer.</summary>
    private const int LongestKey = 1000;

    /// <summary>Sorts before every number of its width.</summary>
    public const string First = "";

    /// <summary>Sorts after every number of its width.</summary>
    public const string Last = "~";

    /// <summary>For finding, and for ranges whose last part is <see cref="First"/> to <see cref="Last"/>. A key too long is found by its hash.</summary>
    public static string Of(params IEnumerable<string> parts)
    {
        var key = StoredText.Of(parts);
        return key.Length <= LongestKey / 3 || Encoding.UTF8.GetByteCount(key) <= LongestKey ? key : Observation.HashOf(Encoding.UTF8.GetBytes(key));
    }

    /// <summary>In a width in which texts sort as their numbers do.</summary>
    public static string Number(long number) => number.ToString("D19", CultureInfo.InvariantCulture);

    /// <summary>Steps before 1970 are negative; what is sorted by is not.</summary>
    public static string Moment(long steps) => Number(Math.Max(steps, -DateTimeOffset.UnixEpoch.UtcTicks) + DateTimeOffset.UnixEpoch.UtcTicks);
}
