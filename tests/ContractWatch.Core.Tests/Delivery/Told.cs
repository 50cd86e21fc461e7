using ContractWatch.Awards;
using ContractWatch.Diffing;
using ContractWatch.Matching;
using ContractWatch.Watches;

namespace ContractWatch.Delivery;

/// <summary>Changes and watches to be told of, from public facts.</summary>
internal static class Told
{
    public static readonly DateTimeOffset Noon = new(2026, 8, 12, 12, 0, 0, TimeSpan.Zero);

    public static readonly Agency Ice = new() { Name = "U.S. Immigration and Customs Enforcement", Department = "Department of Homeland Security" };

    public static AwardAction Action(string number = "P00004", decimal? obligation = 1_000_000, string award = "CONT_AWD_70CTD022FR0000170_7012_47QTCA19D00ML_4732") => new()
    {
        Key = new ActionKey(new AwardKey(award), number),
        Piid = award.Split('_')[2],
        ActionDate = new DateOnly(2026, 8, 3),
        ActionType = number == "0" ? null : "C",
        Obligation = obligation is { } value ? Money.Usd(value) : null,
        Description = "INVESTIGATIVE CASE MANAGEMENT LICENSES AND OPERATIONS SUPPORT",
        Recipient = new Recipient
        {
            Name = "PALANTIR USG, INC.",
            Identifiers = Identifiers.OfUei("HNN4F9JZWDY8"),
            ParentName = "PALANTIR TECHNOLOGIES INC.",
        },
        AwardingAgency = Ice,
        FundingAgency = Ice,
    };

    public static Change Change(ChangeKind? kind = null, AwardAction? action = null, DateTimeOffset? seen = null)
    {
        var (what, about) = (kind ?? ChangeKind.Modification, action ?? Action());
        return new Change
        {
            Id = ChangeId.Of("usaspending", about.Key, what, 1, "", ActionFacts.Fingerprint(about)),
            Kind = what,
            Feed = "usaspending",
            Action = about,
            FirstSeen = seen ?? Noon,
            Total = new RunningTotal(Money.Usd(51_000_000), Money.Usd(52_000_000), IsWhole: true),
            Page = new Uri($"https://www.usaspending.gov/award/{about.Key.Award}/"),
        };
    }

    public static Match Match(string watch = "palantir", Tier tier = Tier.Certain, Route route = Route.Prime) => new()
    {
        WatchId = watch,
        Tier = tier,
        Route = route,
        Evidence = [new Evidence("identifier", "UEI HNN4F9JZWDY8 is listed for this vendor")],
    };

    public static MatchedChange Matched(Change? change = null, params Match[] matches) =>
        new(change ?? Change(), matches.Length > 0 ? matches : [Match()]);

    public static StoredWatch Watch(string id, params Subscription[] notify) =>
        new(new Watch { Id = id, Note = "Case management at ICE", Notify = notify }, StoredWatch.CommandLine, Noon.AddDays(-30));

    public static Subscription Mail(string watch = "palantir", string address = "desk@example.org", Cadence cadence = Cadence.Immediately) =>
        new(watch, Subscription.Email, address, cadence);

    public static Subscription Issues(string watch = "palantir", string repository = "newsroom/contracts", Cadence cadence = Cadence.Immediately) =>
        new(watch, Subscription.GitHub, repository, cadence);

    /// <summary>Two changes of one award, whose source gave it another key between them.</summary>
    public static IReadOnlyList<MatchedChange> Moved()
    {
        var (before, after) = (Action("P00004"), Action("P00005", award: "CONT_AWD_70CTD022FR0000170_7012_MOVED_4732"));
        return [.. new[] { before, after }.Select(action => Matched(Change(action: action) with { FirstKnownAs = before.Key.Award }))];
    }

    /// <summary>The letter of the first message that the changes make.</summary>
    public static Letter Letter(StoredWatch watch, params MatchedChange[] changes) => new()
    {
        Message = AlertRouter.Route(changes, [watch], Noon)[0],
        Changes = changes,
        Notes = new Dictionary<string, string> { [watch.Watch.Id] = watch.Watch.Note! },
    };
}
