using System.Globalization;
using ContractWatch.Awards;

namespace ContractWatch.Feeds.Recorded;

/// <summary>
/// Plays a bundled recording of a real source, without any network: what it shows depends on the clock alone. Every poll reads
/// the whole recording, so that what is missing is noticed.
/// </summary>
public sealed class RecordedFeed : IFeed
{
    private const string Currency = "USD";
    private readonly TimeProvider _time;
    private readonly Scenario _scenario = Scenario.Bundled();

    public RecordedFeed(string id, TimeProvider time) => (Id, _time) = (id, time);

    public string Id { get; }

    /// <summary>The moments at which the recording changes.</summary>
    public IReadOnlyList<DateTimeOffset> Polls => _scenario.Polls;

    /// <summary>How many actions the recording holds in all.</summary>
    public int ActionsInAll => _scenario.Awards.Sum(award => award.Actions.Count);

    public Task<FeedPlan> PlanAsync(FeedCursor cursor, FeedScope scope, PlanReason reason, CancellationToken cancellation)
    {
        var poll = PollNow();
        var here = new FeedCursor(poll.ToString(CultureInfo.InvariantCulture));
        var day = DateOnly.FromDateTime(_time.GetUtcNow().UtcDateTime);
        var covers = new SignedBetween(_scenario.HistorySince, day, _ => true);
        var all = new FeedSlice($"the recording of {day:yyyy-MM-dd}", poll, covers);
        var isFirst = cursor == FeedCursor.Start;
        var isUnchanged = cursor == here && reason == PlanReason.Scheduled;
        return Task.FromResult(new FeedPlan
        {
            Slices = isUnchanged ? [] : [all],
            Next = here,
            History = isFirst ? [new HistorySlice(all with { Covers = null }, here)] : [],
            HistorySince = _scenario.HistorySince,
            NothingNew = isUnchanged ? "the recording has not moved on" : null,
            IsSweep = true,
        });
    }

    public Task<FeedReading> ReadAsync(FeedSlice slice, CancellationToken cancellation)
    {
        var poll = (int)slice.Query;
        var actions = _scenario.Awards.SelectMany(award => Seen(award, poll).Select(action => Published(award, action))).ToList();
        return Task.FromResult(new FeedReading { Slice = slice, Actions = actions, Expected = actions.Count, Requests = 1 });
    }

    public Uri PageOf(AwardKey award) => new($"https://www.usaspending.gov/award/{award}/");

    public Task<AwardReading?> ReadAwardAsync(AwardKey award, CancellationToken cancellation)
    {
        var poll = PollNow();
        var recorded = _scenario.Awards.FirstOrDefault(one => one.Key == award.Value);
        var actions = recorded is null ? [] : Seen(recorded, poll).ToList();
        return Task.FromResult(actions.Count == 0 ? null : new AwardReading(Facts(recorded!, actions), [.. actions.Select(Listed)]));
    }

    private static IEnumerable<RecordedAction> Seen(RecordedAward award, int poll) =>
        award.Actions.Where(action => action.IsSeenAt(poll)).Select(action => action.At(poll));

    private static AwardAction Published(RecordedAward award, RecordedAction action) => new()
    {
        Key = new ActionKey(new AwardKey(award.Key), action.Number),
        Piid = award.Piid,
        ActionDate = action.Signed,
        Obligation = new Money(action.Obligated, Currency),
        Description = action.Description,
        Recipient = SupplierOf(award, action),
        AwardingAgency = AgencyOf(award),
        FundingAgency = AgencyOf(award),
        Naics = new Classification(null, award.Naics),
        ProductOrService = new Classification(null, award.ProductOrService),
    };

    /// <summary>The sum on the page is left out where the recording does not begin with the award.</summary>
    private Award Facts(RecordedAward award, List<RecordedAction> actions) => new()
    {
        Key = new AwardKey(award.Key),
        Piid = award.Piid,
        Description = actions[0].Description,
        Recipient = SupplierOf(award, actions[^1]),
        AwardingAgency = AgencyOf(award),
        FundingAgency = AgencyOf(award),
        Obligated = actions[0].Number == ActionKey.Base ? new Money(actions.Sum(action => action.Obligated), Currency) : null,
        Signed = actions[0].Number == ActionKey.Base ? actions[0].Signed : null,
        Page = PageOf(new AwardKey(award.Key)),
    };

    private static PublishedAction Listed(RecordedAction action) => new(
        action.Number, action.Number, action.Signed, null, null, new Money(action.Obligated, Currency), action.Description);

    private static Recipient SupplierOf(RecordedAward award, RecordedAction action) => new()
    {
        Name = action.Recipient ?? award.Recipient,
        Identifiers = Identifiers.OfUei(award.Uei),
    };

    private static Agency AgencyOf(RecordedAward award) => new() { Name = award.Agency, Department = "Department of Homeland Security" };

    /// <summary>The last recorded look at the source that the clock has passed; the first one before that.</summary>
    private int PollNow()
    {
        var now = _time.GetUtcNow();
        return Math.Max(0, _scenario.Polls.Count(poll => poll <= now) - 1);
    }
}
