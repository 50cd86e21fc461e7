using ContractWatch.Feeds.UsaSpending.Wire;

namespace ContractWatch.Feeds.UsaSpending;

/// <summary>The two search endpoints.</summary>
internal sealed class SearchClient(FeedHttp http)
{
    public const int MostPerPage = 100;
    public const string SearchPath = "api/v2/search/spending_by_transaction/";
    private const string CountPath = "api/v2/search/spending_by_transaction_count/";
    private const string TooDeep = "maximum result limit";
    private const string ExpectedCount = "an object whose \"results\" count \"contracts\" and \"idvs\"";
    private const string ExpectedPage = "an object with \"results\", an array of actions, and \"page_metadata\"";

    /// <param name="filters">What is asked for.</param>
    /// <param name="sent">Called for every request.</param>
    public async Task<int> CountAsync(Filters filters, Action sent, CancellationToken cancellation)
    {
        var posted = FeedRequest.Post(CountPath, new CountRequest(filters), RequestJson.Default.CountRequest, ExpectedCount);
        var request = posted with { MayBeNarrowed = true, Sent = sent };
        var answer = await http.AskAsync(request, WireJson.Default.CountAnswer, cancellation);
        return answer?.Results is { } results && (results.Contracts ?? results.Idvs) is not null
            ? (results.Contracts ?? 0) + (results.Idvs ?? 0)
            : throw new FeedException($"{request}: expected {ExpectedCount}, but something else came");
    }

    /// <returns>The rows in order, and whether more follow.</returns>
    public async Task<(IReadOnlyList<ReadRow> Rows, bool HasNext)> PageAsync(SearchRequest search, Action sent, CancellationToken cancellation)
    {
        var posted = FeedRequest.Post(SearchPath, search, RequestJson.Default.SearchRequest, ExpectedPage);
        var request = posted with { MayBeNarrowed = true, Sent = sent };
        var received = await ReceiveAsync(request, cancellation);
        if (received.Value is not { Rows: { } raw, Page: { } page } answer)
            throw new FeedException($"{request}: expected {ExpectedPage}, but a part is missing");
        var observation = received.Observe();
        var rows = raw.Select((row, at) => ReadRow.Of(row, new Sighting(observation, SearchAnswer.PointerTo(at)))).ToList();
        if (rows.Count > 0 && rows.TrueForAll(row => row.Row is null))
        {
            throw new FeedException(
                $"{request}: expected actions with {SearchRow.KeyField} and Mod, but no row of the page can be read " +
                $"({rows[0].Unreadable!.Reason}); the first begins \"{Excerpt.Of(rows[0].Unreadable!.Raw)}\"");
        }

        if (answer.Messages?.FirstOrDefault(message => message.Contains("were not used", StringComparison.Ordinal)) is { } unused)
            throw new FeedException($"{request}: a filter was ignored: \"{Excerpt.Of(unused)}\"");
        return (rows, page.HasNext);
    }

    private async Task<Received<SearchAnswer>> ReceiveAsync(FeedRequest request, CancellationToken cancellation)
    {
        try
        {
            return await http.ReceiveAsync(request, WireJson.Default.SearchAnswer, cancellation);
        }
        catch (FeedRefusedException refusal) when (refusal.Message.Contains(TooDeep, StringComparison.Ordinal))
        {
            throw new FeedTooWideException(refusal.Message, refusal);
        }
    }
}
