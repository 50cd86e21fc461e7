using System.Globalization;
using System.Text;
using ContractWatch.Feeds;

namespace ContractWatch.Ledger;

/// <summary>
/// The hashes that chain the ledger, all SHA-256 in lower-case hex. They are taken over plain lines, so that they can be computed
/// again with a text editor and <c>sha256sum</c>.
/// </summary>
public static class LedgerChain
{
    /// <summary>The link before the first entry.</summary>
    public static readonly string Start = new('0', 64);

    /// <summary>Over seven lines: feed, time, method and URL, hash of the request or <c>-</c>, status, hash of the body, versions.</summary>
    public static string Seal(string feed, Observation observation, string versions)
    {
        var said = new StringBuilder();
        foreach (var line in (ReadOnlySpan<string>)
                 [
                     feed,
                     observation.Time.UtcDateTime.ToString("O", CultureInfo.InvariantCulture),
                     $"{observation.Method} {observation.Url}",
                     observation.Request is { } request ? Hash(request) : "-",
                     observation.Status.ToString(CultureInfo.InvariantCulture),
                     observation.Sha256,
                     versions,
                 ])
        {
            said.Append(line).Append('\n');
        }

        return Hash(said.ToString());
    }

    /// <summary>Over two lines: the link before, and the entry's seal.</summary>
    public static string Link(string before, string seal) => Hash($"{before}\n{seal}\n");

    /// <summary>What is wrong with an entry that should follow a link; null when it does follow.</summary>
    public static string? Fault(LedgerEntry entry, string before) =>
        SealFault(entry) ?? (entry.Link == Link(before, entry.Seal) ? null : "it does not follow from the entry before it");

    /// <summary>What is wrong with an entry by itself.</summary>
    public static string? SealFault(LedgerEntry entry) =>
        BodyFault(entry.Observation)
        ?? (entry.Seal == Seal(entry.Feed, entry.Observation, entry.Versions)
            ? null
            : "its feed, time, address, request, status, hash or versions are not those it was sealed with");

    private static string? BodyFault(Observation observation)
    {
        try
        {
            return Observation.HashOf(observation.Body()) == observation.Sha256 ? null : "its body is not the one that was received";
        }
        catch (InvalidDataException)
        {
            return "its body cannot be unpacked";
        }
    }

    private static string Hash(string text) => Observation.HashOf(Encoding.UTF8.GetBytes(text));
}
