using ContractWatch.Delivery;
using LiteDB;

namespace ContractWatch.LiteDb;

/// <summary>Every collection of the store.</summary>
internal static class Tables
{
    /// <summary>Of a message: its address is suppressed. Like the keys no column, for it follows from the suppressions.</summary>
    public const string Held = Table.Found + "hold";

    public static readonly Table Feeds = Numbered("feeds", "id") with { Indexed = ["name"] };

    public static readonly Table Awards = Numbered("awards", "id") with
    {
        Keys = Keys(
            ("by_key", row => Key.Of(row.Text("key"))),
            ("by_piid", row => row.TextOrNull("piid") is { } piid ? Key.Of(piid) : BsonValue.Null),
            ("by_watched", row => row.Flag("watched") ? row["feed"] : BsonValue.Null)),
    };

    public static readonly Table Phrases = Numbered("phrases", "id") with { Keys = Keys(("by_text", row => Key.Of(row.Text("text")))) };

    public static readonly Table States = Numbered("states", "id");

    public static readonly Table Actions = new("actions", row => Action(row.Number("award"), row.Text("number"), row.Int("twin")))
    {
        Indexed = ["award"],
        Keys = Keys(
            ("by_day", row => !row.Flag("withdrawn") && row.TextOrNull("signed") is { } day ? Day(row.Number("feed"), day) : BsonValue.Null),
            ("by_missing", row => !row.Flag("withdrawn") && row.NumberOrNull("missing_since") is not null ? row["feed"] : BsonValue.Null)),
    };

    public static readonly Table Changes = Numbered("changes", "place") with
    {
        Indexed = ["id", "award"],
        Keys = Keys(("by_time", row => Time(row.Number("first_seen"), Key.Number(row.Number("place"))))),
    };

    public static readonly Table ChangesByWatch = new(
        "changes_by_watch", row => WatchTime(row.Text("watch"), row.Number("first_seen"), Key.Number(row.Number("place"))));

    public static readonly Table CoveredAwards = new("covered_awards", row => Key.Of(Key.Number(row.Number("award")), Key.Number(row.Number("place"))))
    {
        Indexed = ["award"],
    };

    public static readonly Table AwardFacts = new("award_facts", row => Key.Of(Key.Number(row.Number("award")), Key.Moment(row.Number("read_at"))))
    {
        Indexed = ["award"],
    };

    public static readonly Table FormerKeys = Numbered("former_keys", "place") with { Indexed = ["award"], Keys = Keys(("by_key", row => Key.Of(row.Text("key")))) };

    public static readonly Table VendorNames = new("vendor_names", row => Party(row.Number("feed"), row.Text("party")));

    public static readonly Table FormerNames = new("former_names", row => Key.Of(Party(row.Number("feed"), row.Text("party")), row.Text("name")))
    {
        Keys = Keys(("by_party", row => Party(row.Number("feed"), row.Text("party")))),
    };

    public static readonly Table Recipients = new("recipients", row => Key.Of(row.Text("uei")));

    public static readonly Table Growth = new("growth", row => Key.Of(Key.Number(row.Number("award")), row.Text("watch"))) { Indexed = ["award"] };

    public static readonly Table Subawards = new("subawards", row => Key.Of(Key.Number(row.Number("award")), row.Text("key"))) { Indexed = ["award"] };

    public static readonly Table SubawardReadings = new("subaward_readings", row => Subject(row.Number("feed"), row.Text("subject")));

    public static readonly Table Messages = Numbered("messages", "place") with
    {
        Indexed = ["key"],
        Keys = Keys(
            ("by_due", row => IsOwed(row) ? Due(row.Text("channel"), row.Number("due"), Key.Number(row.Number("place"))) : BsonValue.Null),
            ("by_address", row => IsOwed(row) ? Key.Of(row.Text("channel"), row.Text("folded_address")) : BsonValue.Null),
            ("by_held", row => IsHeld(row) ? Key.Of(row.Text("channel"), row.Text("folded_address")) : BsonValue.Null),
            ("by_sending", row => row.TextOrNull("sending") is { } sending ? Key.Of(sending) : BsonValue.Null),
            ("by_refused", row => row.Text("state") == nameof(MessageState.Refused) ? Key.Of(row.Text("channel")) : BsonValue.Null)),
    };

    public static readonly Table Suppressions = new("suppressions", row => Key.Of(row.Text("channel"), row.Text("folded_address")));

    public static readonly Table Alerts = Numbered("alerts", "rowid") with { Indexed = ["key", "message", "change"] };

    public static readonly Table Watches = new("watches", row => row["id"]);

    public static readonly Table FormerWatches = new("former_watches", row => row["id"]);

    public static readonly Table Subscriptions = new("subscriptions", row => row["id"]);

    public static readonly Table Notices = new("notices", row => row["message"]);

    public static readonly Table Feedback = Numbered("feedback", "place") with { Indexed = ["id"] };

    public static readonly Table Quarantine = new("quarantine", row => Key.Of(Key.Number(row.Number("feed")), Convert.ToHexStringLower(row.Bytes("digest"))));

    public static readonly Table Kept = new("kept", row => row["name"]);

    public static readonly Table Ledger = new("ledger", row => row["place"]);

    public static readonly Table Witnesses = new("witnesses", row => Key.Of(row.Text("change"), Key.Number(row.Number("place")), row.Text("pointer")))
    {
        Indexed = ["change"],
    };

    public static readonly Table Polls = new("polls", row => Poll(row.Number("feed"), Key.Moment(row.Number("started"))));

    public static readonly Table Gaps = new(
        "gaps", row => Key.Of(Key.Number(row.Number("feed")), row.Text("kind"), row.Text("subject"), Key.Moment(row.Number("since"))))
    {
        Indexed = ["feed"],
        Keys = Keys(("by_open", row => row.NumberOrNull("filled") is null ? row["feed"] : BsonValue.Null)),
    };

    public static IReadOnlyList<Table> All { get; } =
    [
        Feeds, Awards, Phrases, States, Actions, Changes, ChangesByWatch, CoveredAwards, AwardFacts, FormerKeys, VendorNames, FormerNames, Recipients,
        Growth, Subawards, SubawardReadings, Messages, Suppressions, Alerts, Watches, FormerWatches, Subscriptions, Notices, Feedback, Quarantine, Kept, Ledger, Witnesses, Polls, Gaps,
    ];

    public static string Action(long award, string number, int twin) => Key.Of(Key.Number(award), number, Key.Number(twin));

    public static string Day(long feed, string day) => Key.Of(Key.Number(feed), day);

    /// <summary>A place in the change log.</summary>
    public static string Time(long firstSeen, string place) => Key.Of(Key.Moment(firstSeen), place);

    public static string WatchTime(string watch, long firstSeen, string place) => Key.Of(watch, Key.Moment(firstSeen), place);

    public static string Party(long feed, string party) => Key.Of(Key.Number(feed), party);

    public static string Subject(long feed, string subject) => Key.Of(Key.Number(feed), subject);

    public static string Due(string channel, long due, string place) => Key.Of(channel, Key.Moment(due), place);

    public static string Poll(long feed, string started) => Key.Of(Key.Number(feed), started);

    private static bool IsOwed(BsonDocument row) => row.Text("state") == nameof(MessageState.Owed) && !row.Flag(Held);

    private static bool IsHeld(BsonDocument row) => row.Text("state") == nameof(MessageState.Owed) && row.Flag(Held);

    private static Table Numbered(string name, string column) => new(name, row => row[column]) { Numbered = column };

    private static Dictionary<string, Func<BsonDocument, BsonValue>> Keys(params (string Name, Func<BsonDocument, BsonValue> Key)[] keys) =>
        keys.ToDictionary(one => one.Name, one => one.Key);
}
