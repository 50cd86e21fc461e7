using System.Globalization;
using ContractWatch.Awards;
using ContractWatch.Feeds.UsaSpending.Wire;

namespace ContractWatch.Feeds.UsaSpending;

/// <summary>Reads the sub-awards of an award, and those of a vendor under any award.</summary>
internal sealed class SubawardReader(FeedHttp http)
{
    public const string ListPath = "api/v2/subawards/";
    public const string SearchPath = "api/v2/search/spending_by_award/";

    /// <summary>Fifty thousand sub-awards are on no award and with no vendor; a source that always has one more page is not believed.</summary>
    private const int MostPages = 500;

    private const string ExpectedList = "an object with \"results\", an array of sub-awards, and \"page_metadata\"";

    public async Task<SubawardAnswer> OfPrimeAsync(AwardKey prime, CancellationToken cancellation)
    {
        var rows = new List<SeenSubaward>();
        for (var number = 1; number <= MostPages; number++)
        {
            var asked = new SubawardsRequest { AwardKey = prime.Value, Page = number };
            var request = FeedRequest.Post(ListPath, asked, RequestJson.Default.SubawardsRequest, ExpectedList);
            var received = await http.ReceiveAsync(request, WireJson.Default.SubawardsAnswer, cancellation);
            if (received.Value is not { Rows: { } listed, Page: { } page })
                throw new FeedException($"{request}: expected {ExpectedList}, but a part is missing");
            var observation = received.Observe();
            rows.AddRange(listed.Select((row, at) => Seen(Subawards.Of(row, prime), null, observation, at)).OfType<SeenSubaward>());
            if (!page.HasNext)
                return Whole(rows);
        }

        throw Endless(ListPath);
    }

    public async Task<SubawardAnswer> OfVendorAsync(string term, CancellationToken cancellation)
    {
        var rows = new List<SeenSubaward>();
        var last = new LastRecord();
        for (var number = 1; number <= MostPages; number++)
        {
            var asked = new SubawardSearchRequest
            {
                Filters = new SubawardFilters(Question.AllTypes, [term]),
                Page = number,
                LastId = long.TryParse(last.Id, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : null,
                LastValue = last.Id is null ? null : last.Value,
            };
            var (found, page) = await SearchAsync(asked, cancellation);
            rows.AddRange(found);
            if (!page.HasNext)
                return Whole(rows);
            if (page.Id is null)
                throw new FeedException($"POST {SearchPath}: more sub-awards follow, but the answer does not say after which");
            last = page;
        }

        throw Endless(SearchPath);
    }

    private async Task<(IEnumerable<SeenSubaward> Rows, LastRecord Page)> SearchAsync(SubawardSearchRequest asked, CancellationToken cancellation)
    {
        var request = FeedRequest.Post(SearchPath, asked, RequestJson.Default.SubawardSearchRequest, ExpectedList);
        var received = await http.ReceiveAsync(request, WireJson.Default.SubawardSearchAnswer, cancellation);
        if (received.Value is not { Rows: { } found, Page: { } page } answer)
            throw new FeedException($"{request}: expected {ExpectedList}, but a part is missing");
        if (answer.Messages?.FirstOrDefault(message => message.Contains("were not used", StringComparison.Ordinal)) is { } unused)
            throw new FeedException($"{request}: a filter was ignored: \"{Excerpt.Of(unused)}\"");
        var observation = received.Observe();
        return (found.Select((row, at) => Seen(Subawards.Of(row), Subawards.Prime(row), observation, at)).OfType<SeenSubaward>(), page);
    }

    private static SeenSubaward? Seen(Subaward? subaward, AwardAction? under, Observation observation, int at) =>
        subaward is null ? null : new SeenSubaward(subaward, under, new Sighting(observation, SearchAnswer.PointerTo(at)));

    /// <summary>The source lists some reports twice, alike in every word.</summary>
    private static SubawardAnswer Whole(IEnumerable<SeenSubaward> rows) => new([.. rows.DistinctBy(row => row.Subaward)]);

    private static FeedException Endless(string path) =>
        new($"POST {path}: more than {MostPages * SubawardsRequest.MostPerPage} sub-awards, which is not believed");
}

/// <summary>Rows of sub-awards in the words of the house; one that names nobody says nothing.</summary>
internal static class Subawards
{
    public static Subaward? Of(SubawardRow row, AwardKey prime) => string.IsNullOrWhiteSpace(row.Recipient) ? null : new Subaward
    {
        Prime = prime,
        Number = row.Number ?? "",
        Recipient = new Recipient { Name = row.Recipient },
        Amount = row.Amount is { } amount ? Money.Usd(amount) : null,
        ActionDate = row.ActionDate,
        Description = row.Description,
    };

    public static Subaward? Of(SubawardSearchRow row) => string.IsNullOrWhiteSpace(row.Recipient) || string.IsNullOrWhiteSpace(row.PrimeKey) ? null : new Subaward
    {
        Prime = new AwardKey(row.PrimeKey),
        Number = row.Number ?? "",
        Recipient = new Recipient { Name = row.Recipient, Identifiers = Identifiers.OfUei(row.Uei) },
        Amount = row.Amount is { } amount ? Money.Usd(amount) : null,
        ActionDate = row.ActionDate,
        Description = row.Description,
    };

    /// <summary>The prime award as the row shows it: an action that says who and for whom, and nothing of money.</summary>
    public static AwardAction Prime(SubawardSearchRow row) => new()
    {
        Key = new ActionKey(new AwardKey(row.PrimeKey ?? ""), "", 0),
        Piid = row.PrimePiid,
        Recipient = new Recipient { Name = row.PrimeRecipient ?? "", Identifiers = Identifiers.OfUei(row.PrimeUei) },
        AwardingAgency = (row.AwardingAgency ?? row.AwardingDepartment) is { } agency ? new Agency { Name = agency, Department = row.AwardingDepartment } : null,
    };
}
