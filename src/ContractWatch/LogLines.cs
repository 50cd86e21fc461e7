using System.Globalization;
using ContractWatch.Alerting;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;

namespace ContractWatch;

/// <summary>A log line: the moment in UTC, how grave it is, and what happened. Foreign text in it stays on its line.</summary>
internal sealed class LogLines() : ConsoleFormatter(Key)
{
    public const string Key = "contractwatch";
    private const int Longest = 2_000;

    public override void Write<TState>(in LogEntry<TState> logEntry, IExternalScopeProvider? scopeProvider, TextWriter textWriter)
    {
        var now = TimeProvider.System.GetUtcNow().UtcDateTime;
        var message = ForeignText.OneLine(logEntry.Formatter(logEntry.State, logEntry.Exception), Longest);
        textWriter.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{now:yyyy-MM-dd'T'HH:mm:ss'Z'} {Word(logEntry.LogLevel)} {message}"));
        if (logEntry.Exception is { } fault)
            textWriter.WriteLine(fault.ToString());
    }

    private static string Word(LogLevel level) => level switch
    {
        LogLevel.Critical or LogLevel.Error => "error",
        LogLevel.Warning => "warn ",
        LogLevel.Information => "info ",
        _ => "debug",
    };
}
