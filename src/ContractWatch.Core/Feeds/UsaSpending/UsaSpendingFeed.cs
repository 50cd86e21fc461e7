using ContractWatch.Awards;
using ContractWatch.Feeds.UsaSpending.Wire;

namespace ContractWatch.Feeds.UsaSpending;

/// <summary>
/// USAspending API v2, the only source without a key that shows every modification of every federal contract.
/// https://api.usaspending.gov/docs/endpoints
/// </summary>
/// <param name="id">The feed's name in the configuration.</param>
/// <param name="options">What is asked, and how hard.</param>
/// <param name="http">Set up with <see cref="HttpOptions"/>.</param>
/// <param name="time">What day it is.</param>
/// <param name="progress">Told how far a slice has come.</param>
public sealed class UsaSpendingFeed(
    string id, UsaSpendingOptions options, FeedHttp http, TimeProvider time, IProgress<FeedProgress>? progress = null) : IFeed, IDisposable
{
    private readonly SearchClient _search = new(http);
    private readonly AwardReader _awards = new(http);
    private readonly SubawardReader _subawards = new(http);
    private readonly UsaSpendingPlanner _planner = new(options, time);

    public string Id => id;

    public static FeedHttpOptions HttpOptions(UsaSpendingOptions options) => new()
    {
        BaseUrl = options.BaseUrl.AbsoluteUri.EndsWith('/') ? options.BaseUrl : new Uri(options.BaseUrl.AbsoluteUri + "/"),
        RequestsPerSecond = options.RequestsPerSecond,
        MaxConcurrency = options.MaxConcurrency,
        RetryDelay = TimeSpan.FromSeconds(options.RetryDelaySeconds),
        Timeout = TimeSpan.FromSeconds(options.TimeoutSeconds),
    };

    public async Task<FeedPlan> PlanAsync(FeedCursor cursor, FeedScope scope, PlanReason reason, CancellationToken cancellation)
    {
        var at = UsaSpendingCursor.Read(cursor);
        var parts = new ScopeParts(options, scope);
        var history = _planner.HistoryPlan(at, parts);
        if (history.History.Count > 0)
            return history;

        var updated = reason == PlanReason.Scheduled ? await SourceUpdatedAsync(cancellation) : null;
        return _planner.MayBelieve(at, parts, updated) ? _planner.NothingNewPlan(at) : _planner.PollPlan(at, parts, updated);
    }

    public Task<FeedReading> ReadAsync(FeedSlice slice, CancellationToken cancellation) => slice.Query is Question question
        ? new SliceReader(_search, slice, progress).ReadAsync(question, cancellation)
        : throw new ArgumentException("the slice belongs to another feed", nameof(slice));

    public Uri PageOf(AwardKey award) => AwardReader.PageOf(award);

    public Task<AwardAnswer> ReadAwardAsync(AwardKey award, CancellationToken cancellation) => _awards.ReadAsync(award, cancellation);

    public async Task<SubawardAnswer?> ReadSubawardsAsync(AwardKey prime, CancellationToken cancellation) =>
        options.Subawards ? await _subawards.OfPrimeAsync(prime, cancellation) : null;

    public async Task<SubawardAnswer?> FindSubawardsAsync(VendorTerm vendor, CancellationToken cancellation) =>
        options.Subawards && ScopeParts.Term(vendor) is { } term ? await _subawards.OfVendorAsync(term, cancellation) : null;

    public void Dispose() => http.Dispose();

    /// <summary>When the source last loaded anything, in its own words; null when it does not say, which is no reason not to read.</summary>
    private async Task<string?> SourceUpdatedAsync(CancellationToken cancellation)
    {
        try
        {
            var request = FeedRequest.Get("api/v2/awards/last_updated/", "an object with \"last_updated\"");
            return (await http.AskAsync(request, WireJson.Default.LastUpdated, cancellation))?.Day;
        }
        catch (FeedException)
        {
            return null;
        }
    }
}
