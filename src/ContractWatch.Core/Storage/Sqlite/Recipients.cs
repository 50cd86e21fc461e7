using ContractWatch.Awards;
using Microsoft.Data.Sqlite;

namespace ContractWatch.Storage.Sqlite;

/// <summary>Recipients with their parents, by UEI, as award pages show them.</summary>
internal static class Recipients
{
    private const string Shown = "SELECT r.uei, r.shown FROM json_each(?1) u JOIN recipients r ON r.uei = u.value";

    public static void Keep(SqliteConnection connection, IEnumerable<Award> awards)
    {
        using var keep = new Statement(connection, "INSERT INTO recipients (uei, shown) VALUES (?1, ?2) ON CONFLICT (uei) DO UPDATE SET shown = excluded.shown");
        foreach (var recipient in awards.Select(award => award.Recipient).OfType<Recipient>())
        {
            if (recipient.Identifiers.Uei is { } uei)
                keep.Run(uei, StoredText.Of(recipient));
        }
    }

    public static IReadOnlyDictionary<string, Recipient> Read(SqliteConnection connection, IEnumerable<string> ueis, CancellationToken cancellation)
    {
        using var shown = new Statement(connection, Shown);
        return shown.All([StoredText.Of(ueis)], row => (Uei: row.Text(0), Recipient: StoredText.Recipient(row.Text(1))), cancellation)
            .ToDictionary(found => found.Uei, found => found.Recipient, StringComparer.Ordinal);
    }
}
