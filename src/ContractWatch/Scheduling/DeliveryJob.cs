using ContractWatch.Rounds;
using ContractWatch.Storage;
using Quartz;

namespace ContractWatch.Scheduling;

/// <summary>Delivers what is due, every minute and after every poll that owes something.</summary>
[DisallowConcurrentExecution]
internal sealed partial class DeliveryJob(DeliveryRound round, ILogger<DeliveryJob> log) : IJob
{
    public static readonly JobKey Key = new("deliver");

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            await round.RunAsync(TimeSpan.Zero, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // What was not sent stays owed.
        }
        catch (StoreException fault)
        {
            LogFault(fault.Message);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "delivery: {Fault}; it is tried again in a minute")]
    private partial void LogFault(string fault);
}
