using ContractWatch.Awards;
using ContractWatch.Feeds;

namespace ContractWatch.Polling;

/// <summary>
/// The readings of one poll, each action once. Slices overlap (an order can be both awarded and funded by a watched agency),
/// and a source may move between two of them: then the later reading holds.
/// </summary>
public sealed class Harvest
{
    private readonly Dictionary<(AwardKey, string Number), Gathered> _actions = [];
    private readonly List<QuarantinedRow> _quarantined = [];
    private readonly Lock _gate = new();

    public IReadOnlyList<QuarantinedRow> Quarantined => _quarantined;

    public int OutOfScope { get; private set; }

    public int Requests { get; private set; }

    public int Count => _actions.Values.Sum(gathered => gathered.Twins.Count);

    public void Add(FeedReading reading)
    {
        lock (_gate)
        {
            foreach (var twins in reading.Actions.GroupBy(action => (action.Key.Award, action.Key.Number)))
            {
                var read = twins.ToList();
                if (!_actions.TryGetValue(twins.Key, out var before) || read.Count >= before.Twins.Count)
                    _actions[twins.Key] = new Gathered(read, reading);
            }

            _quarantined.AddRange(reading.Quarantined);
            OutOfScope += reading.OutOfScope;
            Requests += reading.Requests;
        }
    }

    public ILookup<AwardKey, AwardAction> ByAward() =>
        _actions.Values.SelectMany(gathered => gathered.Twins).ToLookup(action => action.Key.Award);

    public DateOnly? NewestActionDate() => _actions.Values.SelectMany(gathered => gathered.Twins).Max(action => action.ActionDate);

    /// <summary>Where the action was read, and its twins with it: which twin is which, only the comparison tells.</summary>
    public IEnumerable<Sighting> SightingsOf(ActionKey action) =>
        _actions.TryGetValue((action.Award, action.Number), out var gathered)
            ? gathered.Twins.Select(twin => gathered.From.Sightings.GetValueOrDefault(twin.Key)).OfType<Sighting>()
            : [];

    private sealed record Gathered(IReadOnlyList<AwardAction> Twins, FeedReading From);
}
