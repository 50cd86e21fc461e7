using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace ContractWatch.TestServers.Webhook;

/// <summary>
/// A receiver as Standard Webhooks asks for it (https://www.standardwebhooks.com): it takes JSON with a true signature and a fresh
/// moment, each id once, and refuses everything else.
/// </summary>
public sealed class WebhookServer : IAsyncDisposable
{
    /// <summary>The secret it was given.</summary>
    public const string Secret = "whsec_bXVzdCBiZSBhdCBsZWFzdCAyNCBieXRlcyBsb25n";

    private static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(5);

    private readonly WebApplication _app;
    private readonly TimeProvider _time;
    private readonly ConcurrentQueue<(int Status, string? RetryAfter)> _answers;
    private readonly ConcurrentQueue<ReceivedMessage> _taken = new();
    private int _losses;
    private int _requests;

    private WebhookServer(WebApplication app, WebhookConduct conduct, TimeProvider time)
    {
        (_app, _time, Conduct, _losses) = (app, time, conduct, conduct.LosesAnswers);
        _answers = new(conduct.Answers);
    }

    public WebhookConduct Conduct { get; }

    /// <summary>Where to post; the path is as secret as a token.</summary>
    public string Address => _app.Urls.Single() + "/hooks/secret-path?token=secret-token";

    /// <summary>In the order they came, each id once.</summary>
    public IReadOnlyList<ReceivedMessage> Taken => [.. _taken];

    /// <summary>However they were answered.</summary>
    public int Requests => _requests;

    /// <summary>Who sees what it is asked; null for nobody.</summary>
    public Onlooker? Onlooker { get; set; }

    public static async Task<WebhookServer> StartAsync(WebhookConduct? conduct = null, TimeProvider? time = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var server = new WebhookServer(builder.Build(), conduct ?? new WebhookConduct(), time ?? TimeProvider.System);
        server._app.Run(call => OnlookedAnswer.AnswerAsync(call, server.Onlooker, server.AnswerAsync));
        await server._app.StartAsync();
        return server;
    }

    /// <summary>Starts anew, as if nothing had come.</summary>
    public void Forget() => _taken.Clear();

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task AnswerAsync(HttpContext call)
    {
        Interlocked.Increment(ref _requests);
        if (Conduct.Stalls)
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, call.RequestAborted);
        if (Conduct.RedirectsTo is { } elsewhere)
        {
            call.Response.StatusCode = StatusCodes.Status307TemporaryRedirect;
            call.Response.Headers.Location = elsewhere.AbsoluteUri;
        }
        else if (_answers.TryDequeue(out var told))
        {
            call.Response.StatusCode = told.Status;
            call.Response.Headers.RetryAfter = told.RetryAfter;
        }
        else
        {
            await TakeAsync(call);
        }
    }

    private async Task TakeAsync(HttpContext call)
    {
        using var content = new MemoryStream();
        await call.Request.Body.CopyToAsync(content, call.RequestAborted);
        call.Response.StatusCode = Fault(call.Request, content.ToArray());
        if (call.Response.StatusCode != StatusCodes.Status204NoContent)
            return;

        var id = call.Request.Headers["webhook-id"].Single()!;
        if (_taken.All(known => known.Id != id))
            _taken.Enqueue(new ReceivedMessage(id, Encoding.UTF8.GetString(content.ToArray())));
        if (Interlocked.Decrement(ref _losses) >= 0)
            call.Abort();
    }

    private int Fault(HttpRequest request, byte[] body)
    {
        if (request.Method != "POST")
            return StatusCodes.Status405MethodNotAllowed;
        if (request.ContentType != "application/json; charset=utf-8")
            return StatusCodes.Status415UnsupportedMediaType;
        return IsSigned(request.Headers, body) ? StatusCodes.Status204NoContent : StatusCodes.Status401Unauthorized;
    }

    private bool IsSigned(IHeaderDictionary headers, byte[] body)
    {
        if (headers["webhook-id"] is not [{ Length: > 0 } id] || headers["webhook-timestamp"] is not [{ } stamp] || headers["webhook-signature"] is not [{ } signatures])
            return false;
        if (!long.TryParse(stamp, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds))
            return false;
        if ((_time.GetUtcNow() - DateTimeOffset.FromUnixTimeSeconds(seconds)).Duration() > Tolerance)
            return false;

        using var hash = new HMACSHA256(Convert.FromBase64String(Secret["whsec_".Length..]));
        byte[] signed = [.. Encoding.UTF8.GetBytes(id), (byte)'.', .. Encoding.UTF8.GetBytes(stamp), (byte)'.', .. body];
        var expected = Encoding.ASCII.GetBytes("v1," + Convert.ToBase64String(hash.ComputeHash(signed)));
        return signatures.Split(' ').Any(given => CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(given), expected));
    }
}
