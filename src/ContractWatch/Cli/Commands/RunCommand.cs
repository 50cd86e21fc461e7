using System.CommandLine;

namespace ContractWatch.Cli.Commands;

/// <summary><c>run</c>: the daemon. It is also what happens when nothing is typed.</summary>
internal static class RunCommand
{
    public static Command Create(RunDaemon daemon)
    {
        var command = new Command("run", "The daemon: polls by schedule, delivers, serves the status page (default)");
        command.SetAction((typed, cancellation) => RunAsync(typed, daemon, cancellation));
        return command;
    }

    public static Task<int> RunAsync(ParseResult typed, RunDaemon daemon, CancellationToken cancellation) =>
        daemon(GlobalOptions.Settings(typed), GlobalOptions.Clock(typed), cancellation);
}
