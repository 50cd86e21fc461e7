using ContractWatch.Awards;
using ContractWatch.Diffing;
using ContractWatch.Polling;
using ContractWatch.Storage;
using ContractWatch.Watches;
using LiteDB;

namespace ContractWatch.LiteDb;

/// <summary>What is remembered of awards and vendors as wholes.</summary>
internal sealed class AwardMemory(Shelves shelves, long feed)
{
    public Dictionary<AwardKey, KnownAward> FactsOf(IEnumerable<AwardKey> awards) => Rows(awards)
        .Where(award => award.Row.TextOrNull("facts") is not null)
        .ToDictionary(award => award.Key, award => new KnownAward(
            StoredText.Award(award.Row.Text("facts")), shelves[Tables.AwardFacts].With("award", award.Row["id"]).Count));

    public ILookup<string, AwardKey> AwardsWithPiid(IEnumerable<string> piids) => shelves[Tables.Awards]
        .WithAny("by_piid", piids.Select(piid => (BsonValue)Key.Of(piid))).Where(IsOfFeed)
        .ToLookup(row => row.Text("piid"), row => new AwardKey(row.Text("key")), StringComparer.Ordinal);

    public Dictionary<AwardKey, AwardKey> PresentKeys(IEnumerable<AwardKey> former) => former.Distinct()
        .Select(key => (From: key, Move: shelves[Tables.FormerKeys].With("by_key", Key.Of(key.Value)).Find(IsOfFeed)))
        .Where(move => move.Move is not null)
        .ToDictionary(move => move.From, move => new AwardKey(shelves[Tables.Awards].At(move.Move!["award"])!.Text("key")));

    public Dictionary<string, string> NamesOf(IEnumerable<string> parties) => parties.Distinct(StringComparer.Ordinal)
        .Select(party => shelves[Tables.VendorNames].At(Tables.Party(feed, party))).OfType<BsonDocument>()
        .ToDictionary(row => row.Text("party"), row => row.Text("name"), StringComparer.Ordinal);

    public ILookup<string, string> FormerNamesOf(IReadOnlyCollection<string> parties)
    {
        var present = NamesOf(parties);
        return shelves[Tables.FormerNames].WithAny("by_party", parties.Select(party => (BsonValue)Tables.Party(feed, party)))
            .Where(row => present.TryGetValue(row.Text("party"), out var name) && name != row.Text("name"))
            .ToLookup(row => row.Text("party"), row => row.Text("name"), StringComparer.Ordinal);
    }

    public IReadOnlyList<ToldAction> ToldOf(IEnumerable<AwardKey> awards)
    {
        var changes = Rows(awards).SelectMany(award => shelves[Tables.Changes].With("award", award.Row["id"]).Select(change => (award.Key, Change: change)));
        return [.. changes.OrderBy(one => one.Change.Number("place"))
            .SelectMany(one => shelves[Tables.Alerts].With("change", one.Change["id"]).OrderBy(alert => alert.Text("subscription"), StringComparer.Ordinal)
                .Select(alert => new ToldAction(
                    new ActionKey(one.Key, one.Change.Text("number"), one.Change.Int("twin")), alert.Text("watch"), alert.Text("subscription"))))
            .Distinct()];
    }

    public IReadOnlyList<GrowthMark> GrowthOf(IEnumerable<AwardKey> awards) => [.. Rows(awards).SelectMany(award => shelves[Tables.Growth]
        .With("award", award.Row["id"]).Select(mark => new GrowthMark(award.Key, mark.Text("watch"), StoredText.Growth(mark.Text("bands")))))];

    public IReadOnlyList<Change> EditsOf(IEnumerable<AwardKey> awards, DateTimeOffset since)
    {
        var changes = new ChangeRows(shelves);
        return [.. Rows(awards).SelectMany(award => shelves[Tables.Changes].With("award", award.Row["id"]))
            .Where(row => row.Text("kind") is "correction" or "withdrawn" or "restored" && row.Number("first_seen") >= since.Steps())
            .OrderBy(row => row.Text("by_time"), StringComparer.Ordinal).Select(row => changes.Read(row).Change)];
    }

    /// <summary>
    /// The award keeps its row, and with it all that is known of it; only its key changes. The key it had stays known, so that a
    /// source that shows both for a while brings nothing new, and recorded changes go on saying it.
    /// </summary>
    public void Move(IEnumerable<AwardMove> moves)
    {
        foreach (var (from, to) in moves)
        {
            var moved = AwardRows.Find(shelves, feed, from);
            if (moved is not null)
                Remember(moved);
            if (Former(to) is { } forgotten)
                shelves[Tables.FormerKeys].Remove(forgotten["place"]);
            if (AwardRows.Find(shelves, feed, to) is { } other)
            {
                other["piid"] = BsonValue.Null;
                Rename(other, $"superseded:{other.Number("id")}:{to.Value}");
            }

            if (moved is not null)
                Rename(moved, to.Value);
        }
    }

    public void KeepNames(IEnumerable<VendorName> names)
    {
        foreach (var known in names)
        {
            shelves[Tables.VendorNames].Put(new BsonDocument { ["feed"] = feed, ["party"] = known.Party, ["name"] = known.Name });
            if (known.Before is not null)
                shelves[Tables.FormerNames].Put(new BsonDocument { ["feed"] = feed, ["party"] = known.Party, ["name"] = known.Before });
        }
    }

    private void Remember(BsonDocument award)
    {
        var key = award.Text("key");
        if (Former(new AwardKey(key)) is null)
            shelves[Tables.FormerKeys].Add(new BsonDocument { ["feed"] = feed, ["key"] = key, ["award"] = award["id"] });
        foreach (var change in shelves[Tables.Changes].With("award", award["id"]).Where(change => change.TextOrNull("told_as") is null))
        {
            change["told_as"] = key;
            shelves[Tables.Changes].Put(change);
        }
    }

    private void Rename(BsonDocument award, string key)
    {
        award["key"] = key;
        shelves[Tables.Awards].Put(award);
    }

    private BsonDocument? Former(AwardKey key) => shelves[Tables.FormerKeys].With("by_key", Key.Of(key.Value)).Find(IsOfFeed);

    private IEnumerable<(AwardKey Key, BsonDocument Row)> Rows(IEnumerable<AwardKey> awards) => awards.Distinct()
        .Select(award => (Key: award, Row: AwardRows.Find(shelves, feed, award))).Where(award => award.Row is not null).Select(award => (award.Key, award.Row!));

    private bool IsOfFeed(BsonDocument row) => row.Number("feed") == feed;
}
