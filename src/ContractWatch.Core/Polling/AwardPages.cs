using ContractWatch.Awards;
using ContractWatch.Feeds;

namespace ContractWatch.Polling;

/// <summary>The awards' own pages, each read at most once in a poll.</summary>
public sealed class AwardPages(IFeed feed)
{
    private readonly Dictionary<AwardKey, AwardAnswer> _read = [];
    private readonly Dictionary<AwardKey, string> _unread = [];

    /// <summary>Facts of every page read.</summary>
    public IReadOnlyList<Award> Facts => [.. _read.Values.Select(answer => answer.Reading?.Award).OfType<Award>()];

    /// <summary>Pages that could not be read, and why; the next poll reads them again, and this one goes on without them.</summary>
    public IReadOnlyDictionary<AwardKey, string> Unread => _unread;

    public bool HasAnswered(AwardKey award) => _read.ContainsKey(award);

    /// <summary>What the award's own page was read from in this poll, as received; nothing when it was not read.</summary>
    public IReadOnlyList<Observation> ObservationsOf(AwardKey award) => _read.GetValueOrDefault(award)?.Observations ?? [];

    /// <returns>False when the page could not be read; null reading when the source says there is no such award.</returns>
    public async Task<(bool Answered, AwardReading? Reading)> ReadAsync(AwardKey award, CancellationToken cancellation)
    {
        if (_read.TryGetValue(award, out var known))
            return (true, known.Reading);

        try
        {
            var answer = await feed.ReadAwardAsync(award, cancellation);
            _read.Add(award, answer);
            _unread.Remove(award);
            return (true, answer.Reading);
        }
        catch (FeedException failure)
        {
            _unread[award] = $"the page of {award} could not be read: {failure.Message}";
            return (false, null);
        }
    }
}
