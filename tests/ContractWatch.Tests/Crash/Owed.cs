using ContractWatch.Alerting;
using ContractWatch.Awards;
using ContractWatch.Delivery;
using ContractWatch.Diffing;
using ContractWatch.Feeds;
using ContractWatch.Matching;
using ContractWatch.Polling;
using ContractWatch.Storage;
using ContractWatch.Watches;

namespace ContractWatch.Crash;

/// <summary>
/// What the commits of two polls owe: an immediate mail, a digest of two parts that come due on different days, two issues and a
/// later change of one of them, and a webhook; and a notice, so long that no pipe holds it.
/// </summary>
internal sealed class Owed(string repository, string hook)
{
    public const string Desk = "desk@example.org";
    public const string Reader = "reader@example.org";
    public const string Operator = "ops@example.org";

    private static readonly DateTimeOffset FirstPoll = new(2026, 7, 6, 10, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset SecondPoll = FirstPoll.AddDays(1);

    /// <summary>Everything is due by then.</summary>
    public static readonly DateTimeOffset Due = FirstPoll.AddDays(3);

    private readonly StoredWatch[] _watches =
    [
        .. new Subscription[]
        {
            new("mail", Subscription.Email, Desk), new("digest", Subscription.Email, Reader, Cadence.Daily), new("issues", Subscription.GitHub, repository), new("hook", Subscription.Webhook, hook),
        }.Select(one => new StoredWatch(new Watch { Id = one.WatchId, Notify = [one] }, StoredWatch.CommandLine, FirstPoll.AddDays(-30))),
    ];

    /// <summary>The numbers of all awards.</summary>
    public static IReadOnlyList<string> Awards { get; } = [.. Enumerable.Range(1, 6).Select(Number)];

    /// <summary>Of those, the ones that an address hears of by mail.</summary>
    public static IReadOnlyList<string> AwardsFor(string address) => address switch
    {
        Desk => [Number(1)],
        Reader => [Number(2), Number(3)],
        _ => [],
    };

    /// <summary>What the store owes now, after all that was put into it.</summary>
    public async Task<IReadOnlyList<OutboxMessage>> PutIntoAsync(IStore store, CancellationToken cancellation)
    {
        foreach (var watch in _watches)
            await store.Watches.SaveAsync(watch, cancellation);
        MatchedChange[] first = [New("mail", 1, FirstPoll), New("digest", 2, FirstPoll), New("issues", 4, FirstPoll), New("issues", 5, FirstPoll), New("hook", 6, FirstPoll)];
        await CommitAsync(store, first, FirstPoll, FeedCursor.Start, new FeedCursor("1"), cancellation);
        await CommitAsync(store, [New("digest", 3, SecondPoll), New("issues", 4, SecondPoll, "P00001")], SecondPoll, new FeedCursor("1"), new FeedCursor("2"), cancellation);
        var notice = new OutboxMessage
        {
            Key = AlertKey.Hash(["notice", Operator]),
            Channel = Subscription.Email,
            Address = Operator,
            Cadence = Cadence.Immediately,
            Alerts = [],
            Created = SecondPoll,
            Due = SecondPoll,
        };
        await store.Notices.OweAsync(notice, new Notice("Needs care", string.Join('\n', Enumerable.Repeat(new string('x', 1500), 60)), "thread"), cancellation);
        return await store.Outbox.MessagesAsync(MessageState.Owed, cancellation).ToListAsync(cancellation);
    }

    private Task CommitAsync(IStore store, IReadOnlyList<MatchedChange> changes, DateTimeOffset now, FeedCursor from, FeedCursor to, CancellationToken cancellation) =>
        store.Polls.CommitAsync(
            new PollCommit
            {
                Feed = "usaspending",
                From = from,
                To = to,
                Time = now,
                Actions = [.. changes.Select(told => new KnownAction { Action = told.Change.Action, Revision = 1, FirstSeen = now })],
                Changes = changes,
                Messages = AlertRouter.Route(changes, _watches, now),
                Health = FeedHealth.Unknown,
                Coverage = new PollCoverage { Started = now },
            },
            cancellation);

    private static MatchedChange New(string watch, int award, DateTimeOffset seen, string action = "0")
    {
        var about = new AwardAction
        {
            Key = new ActionKey(new AwardKey($"CONT_AWD_{Number(award)}_7012"), action),
            Piid = Number(award),
            ActionDate = new DateOnly(2026, 7, 1),
            Obligation = Money.Usd(1000),
            Recipient = new Recipient { Name = "PALANTIR USG, INC." },
            AwardingAgency = new Agency { Name = "U.S. Immigration and Customs Enforcement" },
        };
        var kind = action == "0" ? ChangeKind.NewAward : ChangeKind.Modification;
        return new MatchedChange(
            new Change { Id = ChangeId.Of("usaspending", about.Key, kind, 1, "", ActionFacts.Fingerprint(about)), Kind = kind, Feed = "usaspending", Action = about, FirstSeen = seen },
            [new Match { WatchId = watch, Tier = Tier.Certain, Route = Route.Prime, Evidence = [new Evidence("name", "it is the name")] }]);
    }

    private static string Number(int award) => $"70CTD{award:0000}";
}
