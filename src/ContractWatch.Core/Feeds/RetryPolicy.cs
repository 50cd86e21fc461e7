using Polly;
using Polly.Retry;

namespace ContractWatch.Feeds;

/// <summary>How often and after how long a request is tried again, by what went wrong.</summary>
internal static class RetryPolicy
{
    /// <summary>After the first attempt, whatever went wrong.</summary>
    public const int MostRetries = 5;

    private const int LongestInDelays = 12;

    private static readonly ResiliencePropertyKey<List<SourceFault>> FaultsSoFar = new("faults");

    /// <summary>The pipeline's result is the fault of the last attempt, or null when it went well.</summary>
    public static ResiliencePipeline<SourceFault?> Build(TimeSpan delay, TimeProvider time) =>
        new ResiliencePipelineBuilder<SourceFault?> { TimeProvider = time }
            .AddRetry(new RetryStrategyOptions<SourceFault?>
            {
                MaxRetryAttempts = MostRetries,
                ShouldHandle = args => ValueTask.FromResult(args.Outcome.Result is { } fault && MayRetry(fault, args.Context)),
                DelayGenerator = args => ValueTask.FromResult<TimeSpan?>(Delay(args.Outcome.Result!, args.AttemptNumber, delay)),
            })
            .Build();

    /// <summary>Runs the attempts.</summary>
    /// <returns>Every fault there was, and whether the last attempt went well.</returns>
    public static async Task<(bool Fine, IReadOnlyList<SourceFault> Faults)> RunAsync(
        ResiliencePipeline<SourceFault?> pipeline, Func<CancellationToken, Task<SourceFault?>> attempt, CancellationToken cancellation)
    {
        var faults = new List<SourceFault>();
        var context = ResilienceContextPool.Shared.Get(cancellation);
        try
        {
            context.Properties.Set(FaultsSoFar, faults);
            var last = await pipeline.ExecuteAsync(
                async within =>
                {
                    var fault = await attempt(within.CancellationToken);
                    if (fault is not null)
                        faults.Add(fault);
                    return fault;
                },
                context);
            return (last is null, faults);
        }
        finally
        {
            ResilienceContextPool.Shared.Return(context);
        }
    }

    private static bool MayRetry(SourceFault fault, ResilienceContext context) =>
        context.Properties.GetValue(FaultsSoFar, []).Count(one => one.Kind == fault.Kind) <= fault.Retries;

    /// <summary>What the source asks for, else doubling from the base with up to half as much again at random.</summary>
    private static TimeSpan Delay(SourceFault fault, int attempt, TimeSpan shortest)
    {
        if (fault.RetryAfter is { } asked)
            return asked;
        var doubled = shortest * Math.Pow(2, attempt);
        var jittered = doubled * (1 + (Random.Shared.NextDouble() / 2));
        var longest = shortest * LongestInDelays;
        return jittered < longest ? jittered : longest;
    }
}
