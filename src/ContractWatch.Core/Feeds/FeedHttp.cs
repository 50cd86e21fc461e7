using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.Extensions.Logging;
using Polly;

namespace ContractWatch.Feeds;

/// <summary>
/// Asks a source over HTTP, politely: paced, few at once, tried again where that helps, never more than
/// <see cref="RetryPolicy.MostRetries"/> times, never following a redirect, never reading without a limit.
/// </summary>
public sealed partial class FeedHttp : IDisposable
{
    private readonly FeedHttpOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger _log;
    private readonly HttpClient _client;
    private readonly Pacer _pacer;
    private readonly ResiliencePipeline<SourceFault?> _retries;

    public FeedHttp(FeedHttpOptions options, TimeProvider time, ILogger<FeedHttp> log)
    {
        (_options, _time, _log) = (options, time, log);
        _pacer = new Pacer(options.RequestsPerSecond, options.MaxConcurrency, time);
        _retries = RetryPolicy.Build(options.RetryDelay, time);
        _client = new HttpClient(Handler(options.MaxConcurrency), disposeHandler: true)
        {
            BaseAddress = options.BaseUrl,
            Timeout = Timeout.InfiniteTimeSpan,
        };
        _client.DefaultRequestHeaders.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        _client.DefaultRequestHeaders.UserAgent.ParseAdd(UserAgent);
    }

    /// <summary>Says who asks and where to complain.</summary>
    public static string UserAgent { get; } =
        $"ContractWatch/{typeof(FeedHttp).Assembly.GetName().Version?.ToString(3)} (+https://github.com/contractwatch/contractwatch)";

    public void Dispose()
    {
        _client.Dispose();
        _pacer.Dispose();
    }

    /// <summary>The answer, or null when the source says that there is no such thing and the request allows that.</summary>
    /// <exception cref="FeedTooWideException">The source gave up on a request that may be narrowed.</exception>
    /// <exception cref="FeedRefusedException">The source will not answer this request.</exception>
    /// <exception cref="FeedException">No whole answer of the expected shape came.</exception>
    public async Task<T?> AskAsync<T>(FeedRequest request, JsonTypeInfo<T> shape, CancellationToken cancellation)
        where T : class =>
        (await ReceiveAsync(request, shape, cancellation)).Value;

    /// <summary>As <see cref="AskAsync"/>, with the answer's bytes.</summary>
    public async Task<Received<T>> ReceiveAsync<T>(FeedRequest request, JsonTypeInfo<T> shape, CancellationToken cancellation)
        where T : class
    {
        Received<T>? answer = null;
        var (fine, faults) = await RetryPolicy.RunAsync(
            _retries,
            async within =>
            {
                var (read, fault) = await AttemptAsync(request, shape, within);
                answer = read;
                Heed(request, fault);
                return fault;
            },
            cancellation);
        return fine ? answer! : throw new FeedException($"{request}: {faults[^1].What}; tried {faults.Count} times");
    }

    private async Task<(Received<T>?, SourceFault?)> AttemptAsync<T>(FeedRequest request, JsonTypeInfo<T> shape, CancellationToken cancellation)
        where T : class
    {
        await _pacer.EnterAsync(cancellation);
        using var late = new CancellationTokenSource(_options.Timeout, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, late.Token);
        try
        {
            request.Sent?.Invoke();
            using var message = Message(request);
            using var response = await _client.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, either.Token);
            var body = await AnswerBody.ReadAsync(response, request, _options.MaxBytes, either.Token);
            return Judge(request, shape, response, body);
        }
        catch (OperationCanceledException) when (late.IsCancellationRequested && !cancellation.IsCancellationRequested)
        {
            return (null, new SourceFault(FaultKind.Silent, $"no whole answer within {_options.Timeout.TotalSeconds:0} s"));
        }
        catch (HttpRequestException failure)
        {
            return (null, new SourceFault(FaultKind.Closed, $"the connection failed ({failure.HttpRequestError})"));
        }
        catch (IOException)
        {
            return (null, new SourceFault(FaultKind.Closed, "the connection was closed in the middle of the answer"));
        }
        finally
        {
            _pacer.Leave();
        }
    }

    private (Received<T>?, SourceFault?) Judge<T>(FeedRequest request, JsonTypeInfo<T> shape, HttpResponseMessage response, ReadOnlyMemory<byte> body)
        where T : class
    {
        if (response.StatusCode == HttpStatusCode.NotFound && request.MayBeAbsent && StatusRules.SaysSoItself(body.Span))
            return (Answer(null), null);
        if (StatusRules.Fault(request, response, body.Span, _time) is { } fault)
            return (null, fault);
        try
        {
            return (Answer(JsonSerializer.Deserialize(body.Span, shape) ?? throw OtherShape(request, body.Span)), null);
        }
        catch (JsonException) when (AnswerBody.IsCut(body.Span))
        {
            return (null, new SourceFault(FaultKind.Closed, "the answer stops in the middle of its JSON"));
        }
        catch (JsonException failure)
        {
            throw OtherShape(request, body.Span, failure);
        }

        Received<T> Answer(T? value) => new(value, request, new Uri(_options.BaseUrl, request.Path), response.StatusCode, _time.GetUtcNow(), body);
    }

    private void Heed(FeedRequest request, SourceFault? fault)
    {
        if (fault is null)
        {
            _pacer.Good();
            return;
        }

        LogFault(_log, request.Path, fault.What);
        if (fault.IsThrottling)
            _pacer.Narrow();
    }

    private static FeedException OtherShape(FeedRequest request, ReadOnlySpan<byte> body, Exception? inner = null)
    {
        var message = $"{request}: expected {request.Expects}, but the answer begins \"{Excerpt.Of(body)}\"";
        return inner is null ? new FeedException(message) : new FeedException(message, inner);
    }

    private static HttpRequestMessage Message(FeedRequest request)
    {
        var message = new HttpRequestMessage(request.Method, request.Path);
        if (request.Json is { } json)
        {
            message.Content = new ReadOnlyMemoryContent(json);
            message.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        }

        return message;
    }

    /// <summary>A POST that is redirected arrives as a GET, so redirects are not followed.</summary>
    private static SocketsHttpHandler Handler(int connections) => new()
    {
        AllowAutoRedirect = false,
        AutomaticDecompression = DecompressionMethods.All,
        ConnectTimeout = TimeSpan.FromSeconds(30),
        MaxConnectionsPerServer = connections,
        PooledConnectionLifetime = TimeSpan.FromMinutes(10),
        UseCookies = false,
    };

    [LoggerMessage(Level = LogLevel.Debug, Message = "{Path}: {What}")]
    private static partial void LogFault(ILogger log, string path, string what);
}
