using ContractWatch.Alerting;
using ContractWatch.Awards;
using ContractWatch.Matching;
using ContractWatch.Polling;
using ContractWatch.Storage;
using LiteDB;

namespace ContractWatch.LiteDb;

/// <summary>Recorded changes. A place in the log is a time, then the order of recording.</summary>
internal sealed class ChangeRows(Shelves shelves)
{
    private readonly Dictionary<long, string> _feeds = shelves[Tables.Feeds].All().ToDictionary(feed => feed.Number("id"), feed => feed.Text("name"));
    private readonly States _states = new(shelves);

    private Shelf Changes => shelves[Tables.Changes];

    /// <summary>The changes asked for behind a place, oldest first, at most so many.</summary>
    public List<BsonDocument> After(ChangeQuery query, (long FirstSeen, string Place) position, int limit) => query switch
    {
        { Ids: { } ids } => [.. ByIds(ids, query.WatchId)
            .Where(row => string.CompareOrdinal(row.Text("by_time"), Tables.Time(position.FirstSeen, position.Place)) > 0).Take(limit)],
        { WatchId: { } watch } => [.. shelves[Tables.ChangesByWatch]
            .Between("_id", Tables.WatchTime(watch, position.FirstSeen, position.Place), Tables.WatchTime(watch, long.MaxValue >> 2, Key.Last), limit + 1)
            .Where(row => !IsAt(row, position)).Take(limit).Select(row => Changes.At(row["place"])!)],
        _ => [.. Changes.Between("by_time", Tables.Time(position.FirstSeen, position.Place), Tables.Time(long.MaxValue >> 2, Key.Last), limit + 1)
            .Where(row => !IsAt(row, position)).Take(limit)],
    };

    /// <summary>The place just before the first change asked for; null when there is none.</summary>
    public (long FirstSeen, string Place)? Start(ChangeQuery query)
    {
        var since = query.Since?.Steps() ?? long.MinValue;
        if (query.Latest is not { } latest)
            return (since, Key.First);

        var newest = latest == 0 ? [] : query switch
        {
            { Ids: { } ids } => [.. ByIds(ids, query.WatchId).Where(row => row.Number("first_seen") >= since).Reverse().Take(latest)],
            { WatchId: { } watch } => shelves[Tables.ChangesByWatch].LastBetween(
                "_id", Tables.WatchTime(watch, since, Key.First), Tables.WatchTime(watch, long.MaxValue >> 2, Key.Last), latest),
            _ => Changes.LastBetween("by_time", Tables.Time(since, Key.First), Tables.Time(long.MaxValue >> 2, Key.Last), latest),
        };
        return newest.LastOrDefault() is { } first ? (first.Number("first_seen"), Key.Number(first.Number("place") - 1)) : null;
    }

    public IReadOnlyList<MatchedChange> OfAward(long award)
    {
        var rows = Changes.With("award", award)
            .Concat(shelves[Tables.CoveredAwards].With("award", award).Select(covered => Changes.At(covered["place"])!));
        return [.. rows.DistinctBy(row => row.Number("place")).OrderBy(row => row.Text("by_time"), StringComparer.Ordinal).Select(Read)];
    }

    public MatchedChange Read(BsonDocument row)
    {
        var award = shelves[Tables.Awards].At(row["award"])!;
        var key = new ActionKey(new AwardKey(row.TextOrNull("told_as") ?? award.Text("key")), row.Text("number"), row.Int("twin"));
        var change = StoredText.Change(
            row.Text("content"), row.Text("id"), ChangeKindText.Of(row.Text("kind")), _feeds[award.Number("feed")],
            _states.Read(row.Number("state"), key), row.Moment("first_seen")) with
        {
            FirstKnownAs = shelves[Tables.FormerKeys].With("award", award["id"], 1) is [var first] ? new AwardKey(first.Text("key")) : null,
        };
        return new MatchedChange(change, row.TextOrNull("matches") is { } text ? StoredText.Matches(text) : []);
    }

    /// <summary>Keeps the changes that were not known, and returns their ids.</summary>
    public static List<string> Write(Shelves shelves, PollCommit commit, AwardRows awards, States states, CancellationToken cancellation)
    {
        var recorded = new List<string>();
        foreach (var (change, matches) in commit.Changes)
        {
            cancellation.ThrowIfCancellationRequested();
            if (change.Feed != commit.Feed)
                throw new ArgumentException($"a commit of the feed {commit.Feed} holds a change of {change.Feed}", nameof(commit));
            if (shelves[Tables.Changes].Has("id", change.Id))
                continue;

            var (key, seen) = (change.Action.Key, change.FirstSeen.Steps());
            var place = shelves[Tables.Changes].Add(new BsonDocument
            {
                ["id"] = change.Id,
                ["kind"] = change.Kind.Name,
                ["award"] = awards.Id(key.Award),
                ["number"] = key.Number,
                ["twin"] = key.Twin,
                ["first_seen"] = seen,
                ["state"] = states.Of(change.Action),
                ["content"] = StoredText.Of(change),
                ["matches"] = matches.Count == 0 ? null : StoredText.Of(matches),
                ["told_as"] = BsonValue.Null,
            });
            if (matches.Count > 0)
                awards.Watch(key.Award);
            foreach (var award in change.Covers.Select(action => action.Award).Distinct().Where(award => award != key.Award))
                shelves[Tables.CoveredAwards].Put(new BsonDocument { ["award"] = awards.Id(award), ["place"] = place });
            foreach (var match in matches)
                shelves[Tables.ChangesByWatch].Put(new BsonDocument { ["watch"] = match.WatchId, ["first_seen"] = seen, ["place"] = place });
            recorded.Add(change.Id);
        }

        return recorded;
    }

    private IEnumerable<BsonDocument> ByIds(IEnumerable<string> ids, string? watch) => Changes.WithAny("id", ids.Select(id => (BsonValue)id))
        .Where(row => watch is null || shelves[Tables.ChangesByWatch].At(Tables.WatchTime(watch, row.Number("first_seen"), Key.Number(row.Number("place")))) is not null)
        .OrderBy(row => row.Text("by_time"), StringComparer.Ordinal);

    private static bool IsAt(BsonDocument row, (long FirstSeen, string Place) position) =>
        row.Number("first_seen") == position.FirstSeen && Key.Number(row.Number("place")) == position.Place;
}
