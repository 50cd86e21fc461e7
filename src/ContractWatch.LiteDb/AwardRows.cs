using ContractWatch.Awards;
using ContractWatch.Storage;
using LiteDB;

namespace ContractWatch.LiteDb;

/// <summary>The rows of the awards that one commit touches, made as they are needed.</summary>
internal sealed class AwardRows(Shelves shelves, long feed)
{
    private readonly Dictionary<AwardKey, BsonDocument> _rows = [];

    private Shelf Awards => shelves[Tables.Awards];

    public static BsonDocument? Find(Shelves shelves, long feed, AwardKey award) =>
        shelves[Tables.Awards].With("by_key", Key.Of(award.Value)).Find(row => row.Number("feed") == feed);

    public long Id(AwardKey award) => Row(award).Number("id");

    /// <summary>The award's row, which learns the number people know it by if it has none yet.</summary>
    public long Id(AwardKey award, string? piid)
    {
        var row = Row(award);
        if (piid is not null && row.TextOrNull("piid") is null)
            Put(row, "piid", piid);
        return row.Number("id");
    }

    /// <summary>Keeps the facts of the award's own page, read at that time; facts that say something else are kept beside the earlier ones.</summary>
    public void Keep(Award facts, DateTimeOffset read)
    {
        var (award, text) = (Id(facts.Key, facts.Piid), StoredText.Of(facts));
        var row = Row(facts.Key);
        if (row.TextOrNull("facts") != text)
        {
            row["facts"] = text;
            shelves[Tables.AwardFacts].Put(new BsonDocument { ["award"] = award, ["read_at"] = read.Steps(), ["facts"] = text });
        }

        Put(row, "read_at", read.Steps());
    }

    /// <summary>Remembers that a change of the award concerns a watch.</summary>
    public void Watch(AwardKey award)
    {
        if (!Row(award).Flag("watched"))
            Put(Row(award), "watched", 1L);
    }

    private BsonDocument Row(AwardKey award) => _rows.TryGetValue(award, out var known) ? known : _rows[award] = Find(shelves, feed, award) ?? Make(award);

    private BsonDocument Make(AwardKey award)
    {
        var row = new BsonDocument { ["feed"] = feed, ["key"] = award.Value, ["watched"] = 0L };
        Awards.Add(row);
        return row;
    }

    private void Put(BsonDocument row, string column, BsonValue value)
    {
        row[column] = value;
        Awards.Put(row);
    }
}
