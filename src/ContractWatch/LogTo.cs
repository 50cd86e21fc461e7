using Microsoft.Extensions.Logging.Console;

namespace ContractWatch;

/// <summary>Where log lines go: one line each, in UTC.</summary>
internal static class LogTo
{
    private const string Timestamp = "yyyy-MM-dd'T'HH:mm:ss'Z' ";

    /// <summary>For commands: warnings and worse, on the error stream, so that what programs read stays clean.</summary>
    public static ILoggerFactory Errors() => LoggerFactory.Create(logging =>
    {
        logging.SetMinimumLevel(LogLevel.Warning);
        Console(logging, LogLevel.Trace);
    });

    /// <summary>For the daemon: our own lines, and the warnings of what it is built on.</summary>
    public static void Daemon(ILoggingBuilder logging)
    {
        logging.ClearProviders();
        logging.SetMinimumLevel(LogLevel.Warning);
        logging.AddFilter(nameof(ContractWatch), LogLevel.Information);
        Console(logging, LogLevel.Error);
    }

    private static void Console(ILoggingBuilder logging, LogLevel toErrorStream)
    {
        logging.AddSimpleConsole(console =>
        {
            console.SingleLine = true;
            console.UseUtcTimestamp = true;
            console.TimestampFormat = Timestamp;
            console.ColorBehavior = LoggerColorBehavior.Default;
        });
        logging.Services.Configure<ConsoleLoggerOptions>(console => console.LogToStandardErrorThreshold = toErrorStream);
    }
}
