using System.Security.Cryptography;
using System.Text;
using ContractWatch.Awards;
using ContractWatch.Feeds;
using ContractWatch.Polling;
using ContractWatch.Storage;
using LiteDB;

namespace ContractWatch.LiteDb;

/// <summary>Writes a poll's commit inside the caller's transaction.</summary>
internal static class LiteDbCommit
{
    public static void Write(Shelves shelves, PollCommit commit, CancellationToken cancellation)
    {
        var row = FeedOf(shelves, commit);
        var feed = row.Number("id");
        var memory = new AwardMemory(shelves, feed);
        memory.Move(commit.Moves);
        SubawardRows.Move(shelves, feed, commit.Moves);
        var (awards, states) = (new AwardRows(shelves, feed), new States(shelves));

        var added = KnownActions.Write(shelves, commit, feed, awards, states, cancellation);
        foreach (var award in commit.Awards)
            awards.Keep(award, commit.Time);
        KeepRecipients(shelves, commit.Awards);
        memory.KeepNames(commit.Names);
        var recorded = ChangeRows.Write(shelves, commit, awards, states, cancellation);
        foreach (var mark in commit.Growth)
            shelves[Tables.Growth].Put(new BsonDocument { ["award"] = awards.Id(mark.Award), ["watch"] = mark.WatchId, ["bands"] = StoredText.Of(mark.Bands) });
        SubawardRows.Keep(shelves, feed, commit, awards);
        LiteDbLedger.Append(shelves, commit, recorded);
        LiteDbOutbox.Add(shelves, commit.Messages);
        KeepUnreadable(shelves, feed, commit);
        CoverageRows.Keep(shelves, feed, commit.Coverage);

        row["cursor"] = commit.To.Json;
        row["health"] = StoredText.Of(commit.Health);
        row["known_actions"] = row.Number("known_actions") + added;
        shelves[Tables.Feeds].Put(row);
        cancellation.ThrowIfCancellationRequested();
    }

    /// <summary>The feed's row, made when there is none.</summary>
    public static BsonDocument Feed(Shelves shelves, string feed)
    {
        if (shelves[Tables.Feeds].First("name", feed) is { } known)
            return known;
        var made = new BsonDocument { ["name"] = feed, ["cursor"] = FeedCursor.Start.Json, ["health"] = "{}", ["known_actions"] = 0L };
        shelves[Tables.Feeds].Add(made);
        return made;
    }

    private static BsonDocument FeedOf(Shelves shelves, PollCommit commit)
    {
        var row = Feed(shelves, commit.Feed);
        return row.Text("cursor") == commit.From.Json ? row : throw new StaleCursorException(
            $"The feed {commit.Feed} was polled by somebody else meanwhile: the store holds another cursor than this poll started from. Nothing of it was kept.");
    }

    private static void KeepRecipients(Shelves shelves, IEnumerable<Award> awards)
    {
        foreach (var recipient in awards.Select(award => award.Recipient).OfType<Recipient>())
        {
            if (recipient.Identifiers.Uei is { } uei)
                shelves[Tables.Recipients].Put(new BsonDocument { ["uei"] = uei, ["shown"] = StoredText.Of(recipient) });
        }
    }

    /// <summary>Rows that could not be read, as received. A source repeats its bad rows every day, so a repeat only counts.</summary>
    private static void KeepUnreadable(Shelves shelves, long feed, PollCommit commit)
    {
        foreach (var bad in commit.Quarantined)
        {
            var row = new BsonDocument
            {
                ["feed"] = feed,
                ["digest"] = SHA256.HashData(Encoding.UTF8.GetBytes($"{bad.Reason}\n{bad.Raw}")),
                ["reason"] = bad.Reason,
                ["raw"] = bad.Raw,
                ["first_seen"] = commit.Time.Steps(),
                ["times"] = 0L,
            };
            row = shelves[Tables.Quarantine].At(Tables.Quarantine.Id(row)) ?? row;
            row["last_seen"] = commit.Time.Steps();
            row["times"] = row.Number("times") + 1;
            shelves[Tables.Quarantine].Put(row);
        }
    }
}
