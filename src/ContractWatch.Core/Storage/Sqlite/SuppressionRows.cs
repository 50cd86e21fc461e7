using ContractWatch.Delivery;
using Microsoft.Data.Sqlite;

namespace ContractWatch.Storage.Sqlite;

/// <summary>Addresses that nothing is sent to, and what waits there.</summary>
internal static class SuppressionRows
{
    /// <summary>For a query of <c>messages</c>.</summary>
    public const string IsSuppressed =
        "EXISTS (SELECT 1 FROM suppressions s WHERE s.channel = messages.channel AND s.folded_address = messages.folded_address)";

    /// <summary>The first refusal is the one that is kept.</summary>
    public static bool Add(SqliteConnection connection, Suppression suppression)
    {
        using var add = new Statement(connection, """
            INSERT INTO suppressions (channel, folded_address, address, since, reason) VALUES (?1, ?2, ?3, ?4, ?5)
            ON CONFLICT (channel, folded_address) DO NOTHING
            """);
        return add.Run(suppression.Channel, suppression.Address.ToLowerInvariant(), suppression.Address, suppression.Since.Steps(), suppression.Reason) > 0;
    }

    public static IReadOnlyList<Suppression> All(SqliteConnection connection, CancellationToken cancellation)
    {
        using var all = new Statement(connection, "SELECT channel, address, reason, since FROM suppressions ORDER BY since, channel, folded_address");
        return all.All([], row => new Suppression(row.Text(0), row.Text(1), row.Text(2), row.Moment(3)), cancellation);
    }

    public static bool Lift(SqliteConnection connection, string channel, string address, DateTimeOffset now)
    {
        using var lift = new Statement(connection, "DELETE FROM suppressions WHERE channel = ?1 AND folded_address = ?2");
        if (lift.Run(channel, address.ToLowerInvariant()) == 0)
            return false;
        using var owe = new Statement(connection, """
            UPDATE messages SET state = 'Owed', due = min(due, ?3), promised = max(promised, ?3)
            WHERE channel = ?1 AND folded_address = ?2 AND (state = 'Refused' OR (state = 'Owed' AND promised <= ?3))
            """);
        owe.Run(channel, address.ToLowerInvariant(), now.Steps());
        return true;
    }

    public static IReadOnlyList<ChannelStanding> Standings(SqliteConnection connection, DateTimeOffset now, CancellationToken cancellation)
    {
        using var standings = new Statement(connection, $"""
            SELECT channel, sum(NOT refused), sum(late), sum(held), min(CASE WHEN late THEN promised END), sum(refused)
            FROM (
                SELECT channel, promised, held, NOT held AND promised <= ?2 AS late, 0 AS refused
                FROM (SELECT channel, promised, {IsSuppressed} AS held FROM messages WHERE state = 'Owed' AND promised <= ?1)
                UNION ALL SELECT channel, promised, 0, 0, 1 FROM messages WHERE state = 'Refused')
            GROUP BY channel ORDER BY channel
            """);
        return standings.All(
            [now.Steps(), (now - ChannelStanding.Patience).Steps()],
            row => new ChannelStanding(row.Text(0)) { Due = row.Int(1), Overdue = row.Int(2), Suppressed = row.Int(3), OverdueSince = row.MomentOrNull(4), Refused = row.Int(5) },
            cancellation);
    }
}
