using ContractWatch.Rounds;
using ContractWatch.Storage;
using Quartz;

namespace ContractWatch.Scheduling;

/// <summary>Hears every five minutes what maintainers answered, and keeps the overviews they read up to date.</summary>
[DisallowConcurrentExecution]
internal sealed partial class AnswerJob(AnswerRound answers, OverviewRound overviews, ILogger<AnswerJob> log) : IJob
{
    public static readonly JobKey Key = new("answers");

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            await answers.RunAsync(cancellationToken);
            await overviews.RunAsync(cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The next start listens again.
        }
        catch (StoreException fault)
        {
            LogFault(fault.Message);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "answers cannot be heard: {Fault}; it is tried again in five minutes")]
    private partial void LogFault(string fault);
}
