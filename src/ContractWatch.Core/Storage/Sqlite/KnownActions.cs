using ContractWatch.Awards;
using ContractWatch.Diffing;
using Microsoft.Data.Sqlite;

namespace ContractWatch.Storage.Sqlite;

/// <summary>Reads known actions from rows.</summary>
internal static class KnownActions
{
    public const string Columns = "SELECT a.key, n.number, n.twin, n.revision, n.first_seen, n.missing_since, n.missing_polls, n.withdrawn, n.content";

    /// <summary>Those of the feed named by <c>?1</c>; a further condition follows.</summary>
    public const string OfFeed = $"{Columns} FROM feeds f CROSS JOIN actions n ON n.feed = f.id CROSS JOIN awards a ON a.id = n.award WHERE f.name = ?1";

    public static KnownAction Of(SqliteDataReader row) => new()
    {
        Action = StoredText.Action(row.GetString(8), new ActionKey(new AwardKey(row.GetString(0)), row.GetString(1), row.GetInt32(2))),
        Revision = row.GetInt32(3),
        FirstSeen = row.Moment(4),
        MissingSince = row.MomentOrNull(5),
        MissingPolls = row.GetInt32(6),
        IsWithdrawn = row.GetBoolean(7),
    };
}
