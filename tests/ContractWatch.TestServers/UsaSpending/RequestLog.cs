using System.Collections.Immutable;

namespace ContractWatch.TestServers.UsaSpending;

/// <summary>One request as it came in.</summary>
/// <param name="Status">What was answered; 0 when the connection was closed instead.</param>
public sealed record LoggedRequest(string Method, string Path, string Body, string UserAgent, int Status, Fault? Fault);

/// <summary>Everything that was asked, in order of answer.</summary>
public sealed class RequestLog
{
    public const string Search = "/api/v2/search/spending_by_transaction/";
    public const string Count = "/api/v2/search/spending_by_transaction_count/";
    public const string Transactions = "/api/v2/transactions/";
    public const string Subawards = "/api/v2/subawards/";
    public const string SubawardSearch = "/api/v2/search/spending_by_award/";
    public const string LastUpdated = "/api/v2/awards/last_updated/";
    public const string Awards = "/api/v2/awards/";

    private ImmutableList<LoggedRequest> _requests = [];
    private int _now;
    private int _most;

    public ImmutableList<LoggedRequest> Requests => _requests;

    public int Total => _requests.Count;

    /// <summary>The most requests that were open at one time.</summary>
    public int MostAtOnce => _most;

    /// <summary>How many requests one endpoint had; award pages are counted under <see cref="Awards"/>.</summary>
    public int Of(string endpoint) => _requests.Count(request => EndpointOf(request.Path) == endpoint);

    public void Clear() => _requests = [];

    internal void Enter()
    {
        var now = Interlocked.Increment(ref _now);
        for (var most = _most; now > most; most = _most)
        {
            if (Interlocked.CompareExchange(ref _most, now, most) == most)
                break;
        }
    }

    internal void Leave() => Interlocked.Decrement(ref _now);

    internal void Add(LoggedRequest request) => ImmutableInterlocked.Update(ref _requests, (all, one) => all.Add(one), request);

    private static string EndpointOf(string path) =>
        path.StartsWith(Awards, StringComparison.Ordinal) && path != LastUpdated ? Awards : path;
}
