using ContractWatch.Awards;
using ContractWatch.Diffing;
using ContractWatch.Polling;
using ContractWatch.Storage;
using LiteDB;

namespace ContractWatch.LiteDb;

/// <summary>Sub-awards, under the row of their prime award, and when they were read.</summary>
internal static class SubawardRows
{
    public static ILookup<AwardKey, KnownSubaward> Of(Shelves shelves, string feed, IEnumerable<AwardKey> primes)
    {
        var number = shelves.Feed(feed) ?? 0;
        return primes.Distinct().Select(prime => AwardRows.Find(shelves, number, prime)).OfType<BsonDocument>()
            .SelectMany(award => shelves[Tables.Subawards].With("award", award["id"]).Select(row => (Prime: new AwardKey(award.Text("key")), Row: row)))
            .ToLookup(known => known.Prime, known => new KnownSubaward
            {
                Key = known.Row.Text("key"),
                Revision = known.Row.Int("revision"),
                Subaward = Subaward(known.Row, known.Prime),
            });
    }

    public static IReadOnlyList<Subaward> OfAward(Shelves shelves, BsonDocument award) =>
        [.. shelves[Tables.Subawards].With("award", award["id"]).Select(row => Subaward(row, new AwardKey(award.Text("key"))))
            .OrderBy(subaward => subaward.ActionDate).ThenBy(subaward => subaward.Number, StringComparer.Ordinal)];

    public static IReadOnlyDictionary<string, SubawardReading> Readings(Shelves shelves, string feed, IEnumerable<string> subjects)
    {
        var number = shelves.Feed(feed) ?? 0;
        return subjects.Distinct(StringComparer.Ordinal).Select(subject => shelves[Tables.SubawardReadings].At(Tables.Subject(number, subject))).OfType<BsonDocument>()
            .Select(row => new SubawardReading(row.Text("subject"), row.Moment("read_at"), row.Int("count")))
            .ToDictionary(reading => reading.Subject, StringComparer.Ordinal);
    }

    public static void Keep(Shelves shelves, long feed, PollCommit commit, AwardRows awards)
    {
        foreach (var state in commit.Subawards)
        {
            shelves[Tables.Subawards].Put(new BsonDocument
            {
                ["award"] = awards.Id(state.Subaward.Prime),
                ["key"] = state.Key,
                ["revision"] = state.Revision,
                ["content"] = StoredText.Of(state.Subaward),
            });
        }

        foreach (var reading in commit.SubawardReadings)
            shelves[Tables.SubawardReadings].Put(Row(feed, reading.Subject, reading.Read.Steps(), reading.Count));
    }

    /// <summary>The rows of a moved award stay under it; what was noted of its key goes with it.</summary>
    public static void Move(Shelves shelves, long feed, IEnumerable<AwardMove> moves)
    {
        foreach (var (from, to) in moves)
        {
            if (shelves[Tables.SubawardReadings].At(Tables.Subject(feed, SubawardReading.Of(from))) is not { } row)
                continue;
            shelves[Tables.SubawardReadings].Remove(row["_id"]);
            shelves[Tables.SubawardReadings].Put(Row(feed, SubawardReading.Of(to), row.Number("read_at"), row.Number("count")));
        }
    }

    private static BsonDocument Row(long feed, string subject, long read, long count) =>
        new() { ["feed"] = feed, ["subject"] = subject, ["read_at"] = read, ["count"] = count };

    private static Subaward Subaward(BsonDocument row, AwardKey prime) => StoredText.Subaward(row.Text("content")) with { Prime = prime };
}
