using System.CommandLine;

namespace ContractWatch.Cli.Commands;

internal static class CheckCommand
{
    public static Command Create(Terminal terminal) => new("check", "The whole pipeline in a minute on a bundled recorded feed, without network");
}
