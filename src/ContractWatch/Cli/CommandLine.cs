using System.CommandLine;
using ContractWatch.Cli.Commands;
using ContractWatch.Configuration;

namespace ContractWatch.Cli;

/// <summary>Runs the daemon until it is told to stop; answers the exit code.</summary>
internal delegate Task<int> RunDaemon(Settings settings, TimeProvider time, CancellationToken cancellation);

/// <summary>Everything that can be typed after <c>contractwatch</c>.</summary>
internal static class CommandLine
{
    /// <summary>Parses and runs; 0 when all went well, 1 on an error, 3 when a feed was not read whole.</summary>
    public static Task<int> RunAsync(string[] arguments, Terminal terminal, RunDaemon daemon, CancellationToken cancellation) =>
        Create(terminal, daemon).Parse(arguments).InvokeAsync(
            new InvocationConfiguration
            {
                Output = terminal.Output,
                Error = terminal.Error,
                EnableDefaultExceptionHandler = false,
                ProcessTerminationTimeout = null,
            },
            cancellation);

    private static RootCommand Create(Terminal terminal, RunDaemon daemon)
    {
        var host = new CommandHost(terminal);
        var root = new RootCommand("Watches public procurement feeds and tells who asked when a watched vendor comes up.")
        {
            RunCommand.Create(daemon),
            PollCommand.Create(host),
            DeliverCommand.Create(host),
            WatchCommands.Create(host),
            ChangesCommand.Create(host),
            MessageCommands.Alerts(host),
            MessageCommands.Outbox(host),
            AwardCommand.Create(host),
            ExplainCommand.Create(host),
            EvidenceCommand.Create(host),
            VerifyCommand.Create(terminal),
            FeedsCommand.Create(host),
            StoreCommands.Create(terminal),
            DemoCommand.Create(terminal),
            CheckCommand.Create(host),
        };
        foreach (var command in SubscriptionCommands.All(host))
            root.Add(command);
        foreach (var option in GlobalOptions.All)
            root.Add(option);
        root.SetAction((typed, cancellation) => RunCommand.RunAsync(typed, daemon, cancellation));
        return root;
    }
}
