using System.CommandLine;

namespace ContractWatch.Cli.Commands;

internal static class DemoCommand
{
    public static Command Create(Terminal terminal) => new("demo", "The whole pipeline in a minute on a bundled recorded feed, without network");
}
