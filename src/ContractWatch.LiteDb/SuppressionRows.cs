using ContractWatch.Delivery;
using ContractWatch.Storage;
using ContractWatch.Watches;
using LiteDB;

namespace ContractWatch.LiteDb;

/// <summary>Addresses that nothing is sent to, and what waits there: messages that are owed and held.</summary>
internal static class SuppressionRows
{
    private static readonly string Owed = nameof(MessageState.Owed);

    public static bool IsSuppressed(Shelves shelves, string channel, string address) =>
        shelves[Tables.Suppressions].At(Key.Of(channel, address.ToLowerInvariant())) is not null;

    /// <summary>The first refusal is the one that is kept.</summary>
    public static bool Add(Shelves shelves, Suppression suppression)
    {
        if (IsSuppressed(shelves, suppression.Channel, suppression.Address))
            return false;
        var folded = suppression.Address.ToLowerInvariant();
        shelves[Tables.Suppressions].Put(new BsonDocument
        {
            ["channel"] = suppression.Channel,
            ["folded_address"] = folded,
            ["address"] = suppression.Address,
            ["since"] = suppression.Since.Steps(),
            ["reason"] = suppression.Reason,
        });
        Hold(shelves, suppression.Channel, folded);
        return true;
    }

    /// <summary>Holds what is owed there.</summary>
    public static void Hold(Shelves shelves, string channel, string folded)
    {
        foreach (var row in shelves[Tables.Messages].With("by_address", Key.Of(channel, folded)))
            Put(shelves, row, isHeld: true);
    }

    public static IReadOnlyList<Suppression> All(Shelves shelves) =>
    [
        .. shelves[Tables.Suppressions].All()
            .OrderBy(row => row.Number("since")).ThenBy(row => row.Text("channel"), StringComparer.Ordinal).ThenBy(row => row.Text("folded_address"), StringComparer.Ordinal)
            .Select(row => new Suppression(row.Text("channel"), row.Text("address"), row.Text("reason"), row.Moment("since"))),
    ];

    public static bool Lift(Shelves shelves, string channel, string address, DateTimeOffset now)
    {
        var (folded, moment) = (address.ToLowerInvariant(), now.Steps());
        if (!shelves[Tables.Suppressions].Remove(Key.Of(channel, folded)))
            return false;
        foreach (var row in shelves[Tables.Messages].All().Where(row => row.Text("channel") == channel && row.Text("folded_address") == folded))
        {
            var isOwed = row.Text("state") == Owed;
            if (row.Text("state") == nameof(MessageState.Refused) || (isOwed && row.Number("promised") <= moment))
                OweAgain(shelves, row, moment);
            else if (isOwed)
                Put(shelves, row, isHeld: false);
        }

        return true;
    }

    /// <summary>From now on, unless its address is suppressed.</summary>
    public static void OweAgain(Shelves shelves, BsonDocument row, long now)
    {
        row["state"] = Owed;
        row["due"] = Math.Min(row.Number("due"), now);
        row["promised"] = Math.Max(row.Number("promised"), now);
        Put(shelves, row, IsSuppressed(shelves, row.Text("channel"), row.Text("address")));
    }

    public static IReadOnlyList<ChannelStanding> Standings(Shelves shelves, DateTimeOffset now)
    {
        var (moment, overdue) = (now.Steps(), (now - ChannelStanding.Patience).Steps());
        var owed = Everything(shelves, "by_due").Concat(Everything(shelves, "by_held")).Where(row => row.Number("promised") <= moment);
        return
        [
            .. owed.Concat(Everything(shelves, "by_refused")).GroupBy(row => row.Text("channel"), StringComparer.Ordinal).OrderBy(channel => channel.Key, StringComparer.Ordinal).Select(channel =>
            {
                var due = channel.Where(row => row.Text("state") == Owed).ToList();
                var late = due.Where(row => !row.Flag(Tables.Held) && row.Number("promised") <= overdue).ToList();
                return new ChannelStanding(channel.Key)
                {
                    Due = due.Count,
                    Overdue = late.Count,
                    Suppressed = due.Count(row => row.Flag(Tables.Held)),
                    Refused = channel.Count() - due.Count,
                    OverdueSince = late.MinBy(row => row.Number("promised"))?.Moment("promised"),
                };
            }),
        ];
    }

    /// <summary>A digest is one for its address and cadence, however many parts it has.</summary>
    public static string Sending(BsonDocument row) =>
        row.TextOrNull("award") is null && row.Text("cadence") != nameof(Cadence.Immediately) ? Key.Of(row.Text("folded_address"), row.Text("cadence")) : row.Text("key");

    private static List<BsonDocument> Everything(Shelves shelves, string index) => shelves[Tables.Messages].Between(index, "", "\uffff");

    private static void Put(Shelves shelves, BsonDocument row, bool isHeld)
    {
        row[Tables.Held] = isHeld;
        shelves[Tables.Messages].Put(row);
    }
}
