using Microsoft.Extensions.Logging;

namespace ContractWatch.Rounds;

/// <summary>Keeps what is logged: how grave it is, and what happened.</summary>
internal sealed class WrittenLog : ILogger<CareRound>
{
    public List<string> Lines { get; } = [];

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        Lines.Add($"{logLevel} {formatter(state, exception)}");
}
