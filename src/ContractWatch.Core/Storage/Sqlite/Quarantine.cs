using System.Security.Cryptography;
using System.Text;
using ContractWatch.Polling;
using Microsoft.Data.Sqlite;

namespace ContractWatch.Storage.Sqlite;

/// <summary>Rows that could not be read, kept as received. A source repeats its bad rows every day, so a repeat only counts.</summary>
internal static class Quarantine
{
    public static void Add(SqliteConnection connection, long feed, PollCommit commit)
    {
        using var add = new Statement(connection, """
            INSERT INTO quarantine (feed, digest, reason, raw, first_seen, last_seen) VALUES (?1, ?2, ?3, ?4, ?5, ?5)
            ON CONFLICT (feed, digest) DO UPDATE SET last_seen = excluded.last_seen, times = times + 1
            """);
        foreach (var row in commit.Quarantined)
        {
            var digest = SHA256.HashData(Encoding.UTF8.GetBytes($"{row.Reason}\n{row.Raw}"));
            add.Run(feed, digest, row.Reason, row.Raw, commit.Time.Steps());
        }
    }
}
