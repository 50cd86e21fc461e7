using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace ContractWatch.TestServers.UsaSpending;

/// <summary>
/// USAspending API v2 as the feed meets it, on loopback: strict about requests, unstable among equal sort keys,
/// silent about filters it does not know.
/// </summary>
public sealed class UsaSpendingServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly SearchEndpoints _search;
    private volatile Universe _universe;

    private UsaSpendingServer(WebApplication app, Universe universe, int seed)
    {
        _app = app;
        _universe = universe;
        _search = new SearchEndpoints(new Random(seed));
    }

    /// <summary>Such as <c>http://127.0.0.1:43211/</c>.</summary>
    public Uri BaseAddress { get; private set; } = new("http://127.0.0.1/");

    public RequestLog Log { get; } = new();

    /// <summary>What the server holds; may be replaced at any time, and is for each request the same to its end.</summary>
    public Universe Universe
    {
        get => _universe;
        set => _universe = value;
    }

    public IFaults Faults { get; set; } = new NoFaults();

    /// <summary>Filters the server pretends not to know: it drops them without a word.</summary>
    public ImmutableHashSet<string> IgnoredFilters { get; set; } = [];

    /// <summary>Called before each request is answered; a test may change the universe under the reader's feet.</summary>
    public Action<string>? Asked { get; set; }

    /// <param name="universe">What it holds at first.</param>
    /// <param name="seed">Of the order of ties.</param>
    public static async Task<UsaSpendingServer> StartAsync(Universe? universe = null, int seed = 1)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(options => options.Listen(System.Net.IPAddress.Loopback, 0));
        builder.Services.Configure<Microsoft.Extensions.Hosting.HostOptions>(options => options.ShutdownTimeout = TimeSpan.FromSeconds(1));
        var app = builder.Build();
        var server = new UsaSpendingServer(app, universe ?? Universe.Empty, seed);
        app.Run(server.AnswerAsync);
        await app.StartAsync();
        var address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        server.BaseAddress = new Uri(address + "/");
        return server;
    }

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    private async Task AnswerAsync(HttpContext context)
    {
        Log.Enter();
        try
        {
            using var reader = new StreamReader(context.Request.Body, Encoding.UTF8);
            var body = await reader.ReadToEndAsync(context.RequestAborted);
            Asked?.Invoke(context.Request.Path);
            var reply = Negotiated(context.Request, Answer(context.Request, body));
            var fault = Faults.Next(context.Request);
            Log.Add(new LoggedRequest(
                context.Request.Method,
                RawPath(context.Request),
                body,
                context.Request.Headers.UserAgent.ToString(),
                StatusOf(fault, reply),
                fault));
            if (fault is null)
                await reply.WriteAsync(context.Response);
            else
                await FaultWriter.WriteAsync(context, fault, reply);
        }
        finally
        {
            Log.Leave();
        }
    }

    private Reply Answer(HttpRequest request, string body)
    {
        var path = RawPath(request);
        var universe = _universe;
        try
        {
            if (!path.EndsWith('/'))
                return new Reply(301, "") { Location = path + "/" };
            return path switch
            {
                RequestLog.Search => _search.Search(universe, Posted(request, body), IgnoredFilters),
                RequestLog.Count => SearchEndpoints.Count(universe, Posted(request, body), IgnoredFilters),
                RequestLog.Transactions => AwardEndpoints.Transactions(universe, Posted(request, body)),
                RequestLog.Subawards => SubawardEndpoints.List(universe, Posted(request, body)),
                RequestLog.SubawardSearch => SubawardEndpoints.Search(universe, Posted(request, body), IgnoredFilters),
                RequestLog.LastUpdated => Gotten(request, () => AwardEndpoints.LastUpdated(universe)),
                _ when KeyIn(path) is { } key => Gotten(request, () => AwardEndpoints.Award(universe, key)),
                _ => new Reply(404, "<!DOCTYPE html>\n<html><body><h1>Not Found</h1></body></html>", "text/html"),
            };
        }
        catch (RefusalException refusal)
        {
            return refusal.Reply;
        }
    }

    private static JsonObject Posted(HttpRequest request, string body)
    {
        Expect(request, "POST");
        if (request.ContentType?.StartsWith("application/json", StringComparison.OrdinalIgnoreCase) != true)
            throw RefusalException.Of(415, $"Unsupported media type \"{request.ContentType}\" in request.");
        try
        {
            return JsonNode.Parse(body) as JsonObject ?? throw RefusalException.Of(400, "Invalid data. Expected a dictionary.");
        }
        catch (JsonException)
        {
            throw RefusalException.Of(400, "JSON parse error - Expecting value: line 1 column 1 (char 0)");
        }
    }

    private static Reply Gotten(HttpRequest request, Func<Reply> answer)
    {
        Expect(request, "GET");
        return answer();
    }

    private static void Expect(HttpRequest request, string method)
    {
        if (request.Method != method)
            throw RefusalException.Of(405, $"Method \"{request.Method}\" not allowed.");
    }

    /// <summary>Who does not ask for JSON is shown the browsable page.</summary>
    private static Reply Negotiated(HttpRequest request, Reply reply) =>
        reply.ContentType == "application/json" && reply.Bytes.Length > 0
            && !request.Headers.Accept.ToString().Contains("application/json", StringComparison.OrdinalIgnoreCase)
            ? reply with { Body = Wire.Html(reply.Body), ContentType = "text/html" }
            : reply;

    /// <summary>Of an award's own page: everything between <c>awards/</c> and the last slash, unescaped once.</summary>
    private static string? KeyIn(string path) =>
        path.StartsWith(RequestLog.Awards, StringComparison.Ordinal) && path.Length > RequestLog.Awards.Length
            ? Uri.UnescapeDataString(path[RequestLog.Awards.Length..^1])
            : null;

    private static string RawPath(HttpRequest request)
    {
        var target = request.HttpContext.Features.Get<Microsoft.AspNetCore.Http.Features.IHttpRequestFeature>()!.RawTarget;
        var query = target.IndexOf('?', StringComparison.Ordinal);
        return query < 0 ? target : target[..query];
    }

    private static int StatusOf(Fault? fault, Reply reply) => fault switch
    {
        null => reply.Status,
        Fault.Silent silent => silent.Status,
        Fault.Answer answer => answer.Status,
        Fault.TooMany => 429,
        Fault.HtmlError => 500,
        Fault.Reset or Fault.Stall => 0,
        _ => 200,
    };
}
