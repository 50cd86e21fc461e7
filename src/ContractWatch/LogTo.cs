using Microsoft.Extensions.Logging.Console;

namespace ContractWatch;

/// <summary>Where log lines go.</summary>
internal static class LogTo
{
    /// <summary>For commands: warnings and worse, on the error stream, so that what programs read stays clean.</summary>
    public static ILoggerFactory Errors() => LoggerFactory.Create(logging =>
    {
        logging.SetMinimumLevel(LogLevel.Warning);
        Console(logging, LogLevel.Trace);
    });

    /// <summary>For the daemon: our own lines, and the warnings of what it is built on.</summary>
    public static void Daemon(ILoggingBuilder logging)
    {
        logging.SetMinimumLevel(LogLevel.Warning);
        logging.AddFilter(nameof(ContractWatch), LogLevel.Information);
        // That the host could not start is said by Program, once and without a stack.
        logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.None);
        Console(logging, LogLevel.Error);
    }

    private static void Console(ILoggingBuilder logging, LogLevel toErrorStream)
    {
        logging.AddConsole(console =>
        {
            console.FormatterName = LogLines.Key;
            console.LogToStandardErrorThreshold = toErrorStream;
        });
        logging.AddConsoleFormatter<LogLines, ConsoleFormatterOptions>();
    }
}
