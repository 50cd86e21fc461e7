using System.Globalization;
using System.Net;
using ContractWatch.Awards;

namespace ContractWatch.Feeds.Recorded;

/// <summary>
/// Plays a bundled recording of a real source, without any network: what it shows depends on the clock alone. Every poll reads
/// the whole recording, so that what is missing is noticed.
/// </summary>
public sealed class RecordedFeed : IFeed
{
    private const string Currency = "USD";
    private const string Address = "recording:scenario.json";
    private readonly TimeProvider _time;
    private readonly Scenario _scenario;
    private readonly Observation _file;

    public RecordedFeed(string id, TimeProvider time)
    {
        (Id, _time) = (id, time);
        var file = Scenario.BundledFile();
        _scenario = Scenario.Of(file);
        _file = new Observation
        {
            Method = HttpMethod.Get.Method,
            Url = Address,
            Status = (int)HttpStatusCode.OK,
            Time = _scenario.Polls[0],
            Sha256 = Observation.HashOf(file),
            Packed = Observation.Pack(file),
        };
    }

    public static AnswerFormat Answers { get; } = new("recording", answer => answer.Url == Address, Retell);

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
        var file = FileAt(poll);
        var seen = _scenario.SeenAt(poll).Select(one => (Action: Published(one.Award, one.Action), Seen: new Sighting(file, one.Pointer))).ToList();
        return Task.FromResult(new FeedReading
        {
            Slice = slice,
            Actions = [.. seen.Select(one => one.Action)],
            Expected = seen.Count,
            Requests = 1,
            Sightings = seen.ToDictionary(one => one.Action.Key, one => one.Seen),
        });
    }

    public Uri PageOf(AwardKey award) => Page(award);

    public Task<AwardAnswer> ReadAwardAsync(AwardKey award, CancellationToken cancellation) =>
        Task.FromResult(new AwardAnswer(PageAt(_scenario, award, PollNow()), [FileAt(PollNow())]));

    private static AwardReading? PageAt(Scenario scenario, AwardKey award, int poll)
    {
        var seen = scenario.SeenAt(poll).Where(one => one.Award.Key == award.Value).ToList();
        List<RecordedAction> actions = [.. seen.Select(one => one.Action)];
        return seen.Count == 0 ? null : new AwardReading(Facts(seen[0].Award, actions), [.. actions.Select(Listed)]);
    }

    /// <summary>The recording says in one file what every look at the source brought: which look it was, the observation's time tells.</summary>
    private static Retelling? Retell(Sighting sighting, AwardKey award)
    {
        var scenario = Scenario.Of(sighting.Observation.Body());
        var poll = scenario.Polls.Index().LastOrDefault(one => one.Item <= sighting.Observation.Time).Index;
        if (sighting.Pointer.Length == 0)
        {
            var page = PageAt(scenario, award, poll);
            return new Retelling { Facts = page?.Award, Listed = page?.Actions, IsGone = page is null };
        }

        var (recorded, action, _) = scenario.SeenAt(poll).FirstOrDefault(one => one.Pointer == sighting.Pointer);
        return recorded?.Key == award.Value ? new Retelling { Action = Published(recorded, action) } : null;
    }

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
    private static Award Facts(RecordedAward award, List<RecordedAction> actions) => new()
    {
        Key = new AwardKey(award.Key),
        Piid = award.Piid,
        Description = actions[0].Description,
        Recipient = SupplierOf(award, actions[^1]),
        AwardingAgency = AgencyOf(award),
        FundingAgency = AgencyOf(award),
        Obligated = actions[0].Number == ActionKey.Base ? new Money(actions.Sum(action => action.Obligated), Currency) : null,
        Signed = actions[0].Number == ActionKey.Base ? actions[0].Signed : null,
        Page = Page(new AwardKey(award.Key)),
    };

    private static PublishedAction Listed(RecordedAction action) => new(
        action.Number, action.Number, action.Signed, null, null, new Money(action.Obligated, Currency), action.Description);

    private static Recipient SupplierOf(RecordedAward award, RecordedAction action) => new()
    {
        Name = action.Recipient ?? award.Recipient,
        Identifiers = Identifiers.OfUei(award.Uei),
    };

    private static Agency AgencyOf(RecordedAward award) => new() { Name = award.Agency, Department = "Department of Homeland Security" };

    private static Uri Page(AwardKey award) => new($"https://www.usaspending.gov/award/{award}/");

    /// <summary>What was received when the source was looked at: the bundled file, at the recorded moment.</summary>
    private Observation FileAt(int poll) => _file with { Time = _scenario.Polls[poll] };

    /// <summary>The last recorded look at the source that the clock has passed; the first one before that.</summary>
    private int PollNow()
    {
        var now = _time.GetUtcNow();
        return Math.Max(0, _scenario.Polls.Count(poll => poll <= now) - 1);
    }
}
