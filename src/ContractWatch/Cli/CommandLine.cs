using System.CommandLine;

namespace ContractWatch.Cli;

/// <summary>Everything that can be typed after <c>contractwatch</c>.</summary>
internal static class CommandLine
{
    public static RootCommand Create(Terminal terminal)
    {
        var root = new RootCommand("Watches public procurement feeds and tells who asked when a watched vendor comes up.")
        {
            GlobalOptions.Config,
            GlobalOptions.Data,
            GlobalOptions.Now,
        };
        return root;
    }

    /// <summary>Parses and runs; 0 when all went well, 1 on an error, 3 when a feed was not read whole.</summary>
    public static Task<int> RunAsync(string[] arguments, Terminal terminal, CancellationToken cancellation)
    {
        var parsed = Create(terminal).Parse(arguments);
        return parsed.InvokeAsync(
            new InvocationConfiguration
            {
                Output = terminal.Output,
                Error = terminal.Error,
                EnableDefaultExceptionHandler = false,
                ProcessTerminationTimeout = null,
            },
            cancellation);
    }
}
