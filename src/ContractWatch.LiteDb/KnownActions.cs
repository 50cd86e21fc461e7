using ContractWatch.Awards;
using ContractWatch.Diffing;
using ContractWatch.Polling;
using ContractWatch.Storage;
using LiteDB;

namespace ContractWatch.LiteDb;

/// <summary>The latest known state of every action.</summary>
internal sealed class KnownActions(Shelves shelves)
{
    private readonly Dictionary<long, AwardKey> _keys = [];
    private readonly States _states = new(shelves);

    private Shelf Actions => shelves[Tables.Actions];

    public IEnumerable<KnownAction> OfAwards(string feed, IEnumerable<AwardKey> awards) => shelves.Feed(feed) is { } number
        ? awards.Distinct().SelectMany(award => AwardRows.Find(shelves, number, award) is { } row ? OfAward(row.Number("id")) : [])
        : [];

    /// <summary>The actions of an award, by signing date, then number.</summary>
    public IEnumerable<KnownAction> OfAward(long award) => Actions.With("award", award).Select(Of)
        .OrderBy(known => known.Action.ActionDate).ThenBy(known => known.Action.Key.Number, StringComparer.Ordinal).ThenBy(known => known.Action.Key.Twin);

    public IEnumerable<KnownAction> SignedBetween(string feed, DateOnly first, DateOnly last) => shelves.Feed(feed) is { } number
        ? Actions.Between("by_day", Tables.Day(number, first.Iso()), Tables.Day(number, last.Iso())).OrderBy(row => row.Text("signed"), StringComparer.Ordinal)
            .ThenBy(row => row.Number("award")).ThenBy(row => row.Text("number"), StringComparer.Ordinal).ThenBy(row => row.Int("twin")).Select(Of)
        : [];

    /// <summary>The first day from this on of which an action is known.</summary>
    public DateOnly? DayFrom(string feed, DateOnly first) =>
        shelves.Feed(feed) is { } number && Actions.Between("by_day", Tables.Day(number, first.Iso()), Tables.Day(number, Key.Last), 1) is [var row]
            ? Moments.Day(row.Text("signed"))
            : null;

    public IEnumerable<KnownAction> Missing(string feed) => shelves.Feed(feed) is { } number ? Actions.With("by_missing", number).Select(Of) : [];

    /// <summary>Keeps the new and changed actions of a commit; returns how many are new.</summary>
    public static int Write(Shelves shelves, PollCommit commit, long feed, AwardRows awards, States states, CancellationToken cancellation)
    {
        var added = 0;
        foreach (var known in commit.Actions)
        {
            cancellation.ThrowIfCancellationRequested();
            var (key, award) = (known.Action.Key, awards.Id(known.Action.Key.Award, known.Action.Piid));
            var present = shelves[Tables.Actions].At(Tables.Action(award, key.Number, key.Twin));
            shelves[Tables.Actions].Put(new BsonDocument
            {
                ["award"] = award,
                ["number"] = key.Number,
                ["twin"] = key.Twin,
                ["feed"] = feed,
                ["state"] = states.Keep(known.Action, present?.Number("state")),
                ["signed"] = known.Action.ActionDate?.Iso(),
                ["revision"] = known.Revision,
                ["first_seen"] = known.FirstSeen.Steps(),
                ["missing_since"] = known.MissingSince?.Steps(),
                ["missing_polls"] = known.MissingPolls,
                ["withdrawn"] = known.IsWithdrawn ? 1L : 0L,
            });
            added += present is null ? 1 : 0;
        }

        return added;
    }

    private KnownAction Of(BsonDocument row) => new()
    {
        Action = _states.Read(row.Number("state"), new ActionKey(AwardKey(row.Number("award")), row.Text("number"), row.Int("twin"))),
        Revision = row.Int("revision"),
        FirstSeen = row.Moment("first_seen"),
        MissingSince = row.MomentOrNull("missing_since"),
        MissingPolls = row.Int("missing_polls"),
        IsWithdrawn = row.Flag("withdrawn"),
    };

    private AwardKey AwardKey(long award) =>
        _keys.TryGetValue(award, out var key) ? key : _keys[award] = new AwardKey(shelves[Tables.Awards].At(award)!.Text("key"));
}
