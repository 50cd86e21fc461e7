using ContractWatch.Awards;
using ContractWatch.Diffing;
using ContractWatch.Feeds;

namespace ContractWatch.Polling;

/// <summary>
/// Reads the sub-awards of watched awards, when their page counts others than were read, and those of watched vendors, under any
/// award, once a day. What the first reading brings was there before and is told to nobody.
/// </summary>
internal sealed class SubawardCheck(IFeed feed, IPollStore store, DiffTerms terms)
{
    private const int PrimesPerPoll = 30;
    private const int VendorsPerPoll = 20;
    private const int FailuresPerPoll = 3;
    private static readonly TimeSpan PrimesEvery = TimeSpan.FromDays(7);

    /// <summary>Less than a day, so that a poll at the same hour of the next day reads again.</summary>
    private static readonly TimeSpan VendorsEvery = TimeSpan.FromHours(20);

    private readonly Dictionary<(AwardKey Prime, string Key), KnownSubaward> _states = [];
    private readonly Dictionary<string, Sighting> _seenAt = new(StringComparer.Ordinal);
    private readonly Dictionary<AwardKey, AwardAction> _shownUnder = [];
    private readonly List<Change> _changes = [];
    private readonly List<SubawardReading> _readings = [];
    private readonly Dictionary<AwardKey, string> _unread = [];

    /// <summary>New and altered states.</summary>
    public IReadOnlyList<KnownSubaward> States => [.. _states.Values];

    public IReadOnlyList<SubawardReading> Readings => _readings;

    /// <summary>Awards whose sub-awards could not be read whole, and why.</summary>
    public IReadOnlyDictionary<AwardKey, string> Unread => _unread;

    /// <summary>Why the sub-awards of some vendor could not be read; null when they were.</summary>
    public string? VendorFault { get; private set; }

    /// <summary>Where the sub-award that a change is about was read.</summary>
    public IEnumerable<Sighting> SightingsOf(Change change) => _seenAt.TryGetValue(change.Id, out var seen) ? [seen] : [];

    /// <returns>What there is to tell, each with an action of its award.</returns>
    public async Task<IReadOnlyList<Change>> FindAsync(
        AwardPages pages, FeedScope scope, ILookup<AwardKey, AwardAction> published, CancellationToken cancellation)
    {
        await ReadPrimesAsync(pages.Facts, cancellation);
        await ReadVendorsAsync(scope.VendorTerms, cancellation);
        if (_changes.Count == 0)
            return [];
        var latest = await LatestActions.OfAsync(store, feed.Id, [.. _changes.Select(change => change.Action.Key.Award).Distinct()], published, cancellation);
        return [.. _changes.Select(change => change with { Action = latest[change.Action.Key.Award] ?? _shownUnder.GetValueOrDefault(change.Action.Key.Award, change.Action) })];
    }

    private async Task ReadPrimesAsync(IReadOnlyList<Award> pages, CancellationToken cancellation)
    {
        var read = await store.SubawardReadingsAsync(feed.Id, [.. pages.Select(page => SubawardReading.Of(page.Key))], cancellation);
        var due = pages.Where(page => IsDue(page, read.GetValueOrDefault(SubawardReading.Of(page.Key)))).Take(PrimesPerPoll);
        foreach (var page in due.TakeWhile(_ => _unread.Count < FailuresPerPoll))
        {
            var isFirst = !read.ContainsKey(SubawardReading.Of(page.Key));
            if (page.SubawardCount is 0)
                _readings.Add(new SubawardReading(SubawardReading.Of(page.Key), terms.Now, 0));
            else
                await ReadPrimeAsync(page, isFirst, cancellation);
        }
    }

    private bool IsDue(Award page, SubawardReading? read) =>
        page.SubawardCount is { } count && (read is null || read.Count != count || (count > 0 && read.Read <= terms.Now - PrimesEvery));

    private async Task ReadPrimeAsync(Award page, bool isFirst, CancellationToken cancellation)
    {
        try
        {
            if (await feed.ReadSubawardsAsync(page.Key, cancellation) is not { } answer)
                return;
            var isWhole = answer.Rows.Count >= page.SubawardCount;
            await CompareAsync(answer, isFirst, isWhole, cancellation);
            if (isWhole)
                _readings.Add(new SubawardReading(SubawardReading.Of(page.Key), terms.Now, page.SubawardCount!.Value));
            else
                _unread[page.Key] = $"{answer.Rows.Count} of the {page.SubawardCount} sub-awards that the page of {page.Key} counts are listed";
        }
        catch (FeedException failure)
        {
            _unread[page.Key] = $"the sub-awards of {page.Key} could not be read: {failure.Message}";
        }
    }

    private async Task ReadVendorsAsync(IReadOnlyList<VendorTerm> vendors, CancellationToken cancellation)
    {
        var named = vendors.DistinctBy(SubawardReading.Of).ToList();
        var read = await store.SubawardReadingsAsync(feed.Id, [.. named.Select(SubawardReading.Of)], cancellation);
        foreach (var vendor in named.Where(vendor => !(Last(vendor)?.Read > terms.Now - VendorsEvery)).OrderBy(vendor => Last(vendor)?.Read).Take(VendorsPerPoll))
        {
            try
            {
                if (await feed.FindSubawardsAsync(vendor, cancellation) is not { } answer)
                    continue;
                await CompareAsync(answer, isFirst: Last(vendor) is null, isWhole: true, cancellation);
                _readings.Add(new SubawardReading(SubawardReading.Of(vendor), terms.Now, answer.Rows.Count));
            }
            catch (FeedException failure)
            {
                VendorFault = failure.Message;
                return;
            }
        }

        SubawardReading? Last(VendorTerm vendor) => read.GetValueOrDefault(SubawardReading.Of(vendor));
    }

    private async Task CompareAsync(SubawardAnswer answer, bool isFirst, bool isWhole, CancellationToken cancellation)
    {
        var known = await store.SubawardsAsync(feed.Id, [.. answer.Rows.Select(row => row.Subaward.Prime).Distinct()], cancellation);
        foreach (var prime in answer.Rows.GroupBy(row => row.Subaward.Prime))
        {
            var seen = prime.DistinctBy(row => SubawardFacts.Identity(row.Subaward)).ToDictionary(row => SubawardFacts.Identity(row.Subaward), StringComparer.Ordinal);
            foreach (var (state, change) in SubawardDiff.Of(terms, Latest(prime.Key, known[prime.Key]), [.. prime.Select(row => row.Subaward)], isWhole))
            {
                _states[(prime.Key, state.Key)] = state;
                if (change is null || isFirst)
                    continue;
                var row = seen[SubawardFacts.Identity(state.Subaward)];
                _changes.Add(change);
                _seenAt[change.Id] = row.Seen;
                if (row.Under is { } under)
                    _shownUnder[prime.Key] = under;
            }
        }
    }

    /// <summary>What is known with what this poll has learned of it.</summary>
    private List<KnownSubaward> Latest(AwardKey prime, IEnumerable<KnownSubaward> known) =>
        [.. known.Where(state => !_states.ContainsKey((prime, state.Key))), .. _states.Where(state => state.Key.Prime == prime).Select(state => state.Value)];
}
