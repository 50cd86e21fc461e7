using System.Text.Json;
using ContractWatch.Alerting;
using ContractWatch.Matching;
using ContractWatch.Rounds;
using ContractWatch.Storage;

namespace ContractWatch.Web;

/// <summary>What the daemon shows over HTTP: its health for programs, and a page for people. Nothing here changes anything.</summary>
internal sealed class WebPages(IReadOnlyList<ConfiguredFeed> feeds, IStore store, TimeProvider time)
{
    private const int ChangesShown = 50;

    private static readonly string[] Reading = [HttpMethods.Get, HttpMethods.Head];

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapMethods("/healthz", Reading, HealthAsync);
        routes.MapMethods("/", Reading, StatusAsync);
    }

    private async Task HealthAsync(HttpContext context)
    {
        var answer = await AnswerAsync(context.RequestAborted);
        Prepare(context.Response, "application/json; charset=utf-8", policy: "default-src 'none'");
        context.Response.StatusCode = answer.Status == HealthAnswer.Ok ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable;
        await context.Response.WriteAsync(JsonSerializer.Serialize(answer, HealthJson.Default.HealthAnswer), context.RequestAborted);
    }

    private async Task<HealthAnswer> AnswerAsync(CancellationToken cancellation)
    {
        try
        {
            var standings = await StandingsAsync(cancellation);
            var status = standings.Any(standing => standing.NeedsCare) ? HealthAnswer.Failing : HealthAnswer.Ok;
            return new HealthAnswer(status, [.. standings.Select(HealthOfFeed.Of)]);
        }
        catch (StoreException fault)
        {
            return new HealthAnswer(HealthAnswer.Failing, [], fault.Message);
        }
    }

    private async Task StatusAsync(HttpContext context)
    {
        var cancellation = context.RequestAborted;
        Prepare(context.Response, "text/html; charset=utf-8", StatusPage.ContentSecurityPolicy);
        try
        {
            var changes = new List<MatchedChange>();
            await foreach (var change in store.Changes.ChangesAsync(new ChangeQuery { Latest = ChangesShown }, cancellation))
                changes.Add(change);
            await context.Response.WriteAsync(StatusPage.Of(await StandingsAsync(cancellation), changes, time.GetUtcNow()), cancellation);
        }
        catch (StoreException fault)
        {
            context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            await context.Response.WriteAsync(StatusPage.OfFault(fault.Message), cancellation);
        }
    }

    private Task<IReadOnlyList<FeedStanding>> StandingsAsync(CancellationToken cancellation) =>
        FeedStanding.OfAllAsync(feeds, store.Polls, time.GetUtcNow(), cancellation);

    public static void Prepare(HttpResponse response, string type, string policy)
    {
        response.ContentType = type;
        response.Headers.ContentSecurityPolicy = policy;
        response.Headers.XContentTypeOptions = "nosniff";
        response.Headers.CacheControl = "no-store";
        response.Headers["Referrer-Policy"] = "no-referrer";
    }
}
