using System.CommandLine;

namespace ContractWatch.Cli;

/// <summary>The options that every command takes.</summary>
internal static class GlobalOptions
{
    public static readonly Option<string?> Config = new("--config")
    {
        Description = "The configuration file (default: config/contractwatch.json)",
        HelpName = "FILE",
        Recursive = true,
    };

    public static readonly Option<string?> Data = new("--data")
    {
        Description = "The data directory, in place of the configured one",
        HelpName = "DIR",
        Recursive = true,
    };

    public static readonly Option<DateTimeOffset?> Now = new("--now")
    {
        Description = "Rehearse: let the clock start at this moment (ISO 8601) and run on from there",
        HelpName = "TIMESTAMP",
        Recursive = true,
        CustomParser = result => Moment.Parse(result, "a moment such as 2026-08-03T12:00:00Z"),
    };

    /// <summary>One JSON object a line, for programs.</summary>
    public static Option<bool> Json() => new("--json") { Description = "One JSON object a line" };
}
