using System.Text.Json;
using ContractWatch.Alerting;
using ContractWatch.Delivery;
using ContractWatch.Matching;
using ContractWatch.Rounds;
using ContractWatch.Storage;
using ContractWatch.Watches;

namespace ContractWatch.Web;

/// <summary>What the daemon shows over HTTP: its health for programs, and a page for people. Nothing here changes anything.</summary>
internal sealed class WebPages(IReadOnlyList<ConfiguredFeed> feeds, IStore store, VolumeBrake brake, Troubles troubles, TimeProvider time)
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
            var words = (await troubles.NowAsync(cancellation)).Select(trouble => trouble.What).ToList();
            var needsCare = words.Count > 0 || standings.Any(standing => standing.NeedsCare);
            return new HealthAnswer(needsCare ? HealthAnswer.Failing : HealthAnswer.Ok, words, [.. standings.Select(HealthOfFeed.Of)], await ChannelsAsync(cancellation));
        }
        catch (StoreException fault)
        {
            return new HealthAnswer(HealthAnswer.Failing, [], [], [], fault.Message);
        }
    }

    private async Task<List<HealthOfChannel>> ChannelsAsync(CancellationToken cancellation)
    {
        var channels = new List<HealthOfChannel>();
        foreach (var standing in await store.Outbox.StandingsAsync(time.GetUtcNow(), cancellation))
        {
            var held = await brake.HeldAsync(standing.Channel, cancellation);
            channels.Add(new HealthOfChannel(standing.Channel, standing.Due, standing.Overdue, standing.Suppressed, held, standing.Refused));
        }

        return channels;
    }

    /// <summary>Whoever may see the page need not be a subscriber: what is not public is left out of it.</summary>
    private async Task<IReadOnlySet<string>> PublicAsync(CancellationToken cancellation) =>
        (await store.Watches.WatchesAsync(cancellation)).Where(stored => stored.Watch.Privacy == Privacy.Public).Select(stored => stored.Watch.Id).ToHashSet(StringComparer.Ordinal);

    private async Task StatusAsync(HttpContext context)
    {
        var cancellation = context.RequestAborted;
        Prepare(context.Response, "text/html; charset=utf-8", StatusPage.ContentSecurityPolicy);
        try
        {
            var changes = new List<MatchedChange>();
            await foreach (var change in store.Changes.ChangesAsync(new ChangeQuery { Latest = ChangesShown }, cancellation))
                changes.Add(change);
            var isPublic = await PublicAsync(cancellation);
            changes = changes.ConvertAll(change => change with { Matches = [.. change.Matches.Where(match => isPublic.Contains(match.WatchId))] });
            await context.Response.WriteAsync(StatusPage.Of(await StandingsAsync(cancellation), changes, time.GetUtcNow()), cancellation);
        }
        catch (StoreException fault)
        {
            context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            await context.Response.WriteAsync(StatusPage.OfFault(fault.Message), cancellation);
        }
    }

    private Task<IReadOnlyList<FeedStanding>> StandingsAsync(CancellationToken cancellation) =>
        FeedStanding.OfAllAsync(feeds, store, time.GetUtcNow(), cancellation);

    public static void Prepare(HttpResponse response, string type, string policy)
    {
        response.ContentType = type;
        response.Headers.ContentSecurityPolicy = policy;
        response.Headers.XContentTypeOptions = "nosniff";
        response.Headers.CacheControl = "no-store";
        response.Headers["Referrer-Policy"] = "no-referrer";
    }
}
