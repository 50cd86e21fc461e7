using ContractWatch.Awards;
using ContractWatch.Feeds.UsaSpending.Wire;

namespace ContractWatch.Feeds.UsaSpending;

/// <summary>Reads an award's own page and the list of its actions.</summary>
internal sealed class AwardReader(FeedHttp http)
{
    /// <summary>Forty thousand actions are on no award; a source that always has one more page is not believed.</summary>
    private const int MostPages = 8;

    public const string TransactionsPath = "api/v2/transactions/";
    private const string ExpectedAward = "an award with \"generated_unique_award_id\"";
    private const string ExpectedActions = "an object with \"results\", an array of actions with \"id\", and \"page_metadata\"";

    public async Task<AwardAnswer> ReadAsync(AwardKey award, CancellationToken cancellation)
    {
        var request = FeedRequest.Get(PathOf(award), ExpectedAward) with { MayBeAbsent = true };
        var received = await http.ReceiveAsync(request, WireJson.Default.AwardPage, cancellation);
        var observations = new List<Observation> { received.Observe() };
        if (received.Value is not { } page)
            return new AwardAnswer(null, observations);
        if (page.Key is null)
            throw new FeedException($"{request}: expected {ExpectedAward}, but it has none");
        return new AwardAnswer(new AwardReading(Facts(award, page), await ActionsAsync(award, observations, cancellation)), observations);
    }

    public static string PathOf(AwardKey award) => $"api/v2/awards/{Uri.EscapeDataString(award.Value)}/";

    /// <summary>For a person to open.</summary>
    public static Uri PageOf(AwardKey award) => new($"https://www.usaspending.gov/award/{Uri.EscapeDataString(award.Value)}/");

    /// <summary>An empty list says nothing: an unknown award has one too.</summary>
    private async Task<IReadOnlyList<PublishedAction>> ActionsAsync(AwardKey award, List<Observation> observations, CancellationToken cancellation)
    {
        var actions = new Dictionary<string, PublishedAction>(StringComparer.Ordinal);
        for (var number = 1; number <= MostPages; number++)
        {
            var asked = new TransactionsRequest { AwardKey = award.Value, Page = number };
            var request = FeedRequest.Post(TransactionsPath, asked, RequestJson.Default.TransactionsRequest, ExpectedActions);
            var received = await http.ReceiveAsync(request, WireJson.Default.TransactionsAnswer, cancellation);
            if (received.Value is not { Rows: { } rows, Page: { } page })
                throw new FeedException($"{request}: expected {ExpectedActions}, but a part is missing");
            observations.Add(received.Observe());
            foreach (var row in rows)
            {
                var action = Action(row) ?? throw new FeedException($"{request}: expected {ExpectedActions}, but an action of {award} has no id or number");
                actions[action.Id] = action;
            }

            if (!page.HasNext)
                return [.. actions.Values];
        }

        throw new FeedException($"POST {TransactionsPath}: {award} has more than {MostPages * TransactionsRequest.MostPerPage} actions, which is not believed");
    }

    public static PublishedAction? Action(TransactionRow row) => row is not { Id: { } id, Mod: { } number }
        ? null
        : new PublishedAction(id, number, row.ActionDate, row.ActionType, row.ActionTypeDescription, Usd(row.Obligation), row.Description);

    public static Award Facts(AwardKey key, AwardPage page) => new()
    {
        Key = key,
        Piid = page.Piid,
        Description = page.Description,
        Recipient = Recipient(page.Recipient),
        AwardingAgency = Agency(page.AwardingAgency),
        FundingAgency = Agency(page.FundingAgency),
        Obligated = Usd(page.Obligated),
        CurrentValue = Usd(page.CurrentValue),
        Ceiling = Usd(page.Ceiling),
        Paid = Usd(page.AccountOutlay ?? page.Outlay),
        Signed = page.Signed,
        Start = page.Period?.Start,
        End = page.Period?.End,
        PotentialEnd = page.Period?.PotentialEnd,
        Parent = page.Parent?.Key is { Length: > 0 } parent ? new AwardKey(parent) : null,
        OffersReceived = page.Contract?.OffersReceived,
        ExtentCompeted = page.Contract?.ExtentCompeted,
        SubawardCount = page.SubawardCount,
        Page = PageOf(key),
    };

    private static Recipient? Recipient(RecipientFacts? facts) => facts?.Name is not { } name
        ? null
        : new Recipient
        {
            Name = name,
            Identifiers = Identifiers.Of([new("uei", facts.Uei), new("duns", facts.Duns)]),
            ParentName = facts.ParentName,
            ParentIdentifiers = Identifiers.OfUei(facts.ParentUei),
        };

    private static Agency? Agency(AgencyFacts? facts) => (facts?.SubTier?.Name ?? facts?.TopTier?.Name) is { } name
        ? new Agency { Name = name, Department = facts?.TopTier?.Name }
        : null;

    private static Money? Usd(decimal? amount) => amount is { } value ? Money.Usd(value) : null;
}
