
namespace ContractWatch.TestServers.UsaSpending;

/// <summary>What goes wrong instead of an answer.</summary>
public abstract record Fault
{
    private Fault()
    {
    }

    /// <summary>The connection is closed without a status.</summary>
    public sealed record Reset : Fault;

    /// <summary>A status with an empty body: 502, 503, 504.</summary>
    public sealed record Silent(int Status) : Fault;

    /// <summary>429, with Retry-After in seconds when given.</summary>
    public sealed record TooMany(int? RetryAfterSeconds = null) : Fault;

    /// <summary>500 with an HTML page.</summary>
    public sealed record HtmlError : Fault;

    /// <summary>200, and the connection closes in the middle of the body.</summary>
    public sealed record Cut : Fault;

    /// <summary>200 with a whole response whose JSON stops in the middle.</summary>
    public sealed record HalfJson : Fault;

    /// <summary>200 with this body.</summary>
    public sealed record OtherBody(string Body, string ContentType = "application/json") : Fault;

    /// <summary>200 with so many bytes, streamed.</summary>
    public sealed record Oversized(long Bytes) : Fault;

    /// <summary>Nothing, until the client gives up.</summary>
    public sealed record Stall : Fault;

    /// <summary>Any status with a body.</summary>
    public sealed record Answer(int Status, string Body, string ContentType = "application/json") : Fault;
}

/// <summary>Decides what goes wrong; null lets the request through. Asked once a request, from several threads.</summary>
public interface IFaults
{
    Fault? Next(HttpRequest request);
}

public sealed class NoFaults : IFaults
{
    public Fault? Next(HttpRequest request) => null;
}

/// <summary>One answer in so many goes wrong, each way as often.</summary>
public sealed class RandomFaults(double rate, int seed = 1) : IFaults
{
    private static readonly Func<Fault>[] Kinds =
    [
        () => new Fault.Reset(),
        () => new Fault.Silent(503),
        () => new Fault.TooMany(),
        () => new Fault.TooMany(7),
        () => new Fault.HtmlError(),
        () => new Fault.Cut(),
        () => new Fault.HalfJson(),
    ];

    private readonly Random _random = new(seed);
    private readonly Lock _gate = new();

    public Fault? Next(HttpRequest request)
    {
        lock (_gate)
            return _random.NextDouble() < rate ? Kinds[_random.Next(Kinds.Length)]() : null;
    }
}

/// <summary>Faults in the order given, for requests whose path ends so; then none.</summary>
public sealed class ScriptedFaults(string pathEnd, params Fault?[] faults) : IFaults
{
    private int _next = -1;

    public Fault? Next(HttpRequest request)
    {
        if (request.Path.Value?.EndsWith(pathEnd, StringComparison.Ordinal) != true)
            return null;
        var turn = Interlocked.Increment(ref _next);
        return turn < faults.Length ? faults[turn] : null;
    }
}

/// <summary>The same fault for every request whose path ends so.</summary>
public sealed class AlwaysFaults(string pathEnd, Fault fault) : IFaults
{
    public Fault? Next(HttpRequest request) =>
        request.Path.Value?.EndsWith(pathEnd, StringComparison.Ordinal) == true ? fault : null;
}
