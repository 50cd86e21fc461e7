using System.CommandLine;

namespace ContractWatch.Cli;

/// <summary>What a command works with: what was typed, where it writes, and the opened house.</summary>
internal sealed record CommandScene(ParseResult Typed, Terminal Terminal, Composition House);

/// <summary>Opens the house for a command and closes it after.</summary>
internal sealed class CommandHost(Terminal terminal)
{
    public Terminal Terminal => terminal;

    /// <summary>A command's action: reads the configuration, opens the store, works, closes.</summary>
    public void Runs(Command command, Func<CommandScene, CancellationToken, Task<int>> work) =>
        command.SetAction(async (typed, cancellation) =>
        {
            using var logs = LogTo.Errors();
            await using var house = await Composition.OpenAsync(GlobalOptions.Settings(typed), GlobalOptions.Clock(typed), logs, cancellation);
            return await work(new CommandScene(typed, terminal, house), cancellation);
        });
}
