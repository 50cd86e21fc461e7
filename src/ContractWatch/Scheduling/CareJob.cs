using ContractWatch.Rounds;
using ContractWatch.Storage;
using Quartz;

namespace ContractWatch.Scheduling;

/// <summary>Looks every quarter of an hour whether something needs care, and tells who looks after it.</summary>
[DisallowConcurrentExecution]
internal sealed partial class CareJob(CareRound round, ILogger<CareJob> log) : IJob
{
    public static readonly JobKey Key = new("care");

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            await round.RunAsync(cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The next start looks again.
        }
        catch (StoreException fault)
        {
            LogFault(fault.Message);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "operators cannot be told: {Fault}; it is tried again in a quarter of an hour")]
    private partial void LogFault(string fault);
}
