using System.CommandLine;
using ContractWatch.Configuration;

namespace ContractWatch.Cli;

/// <summary>The options that every command takes.</summary>
internal static class GlobalOptions
{
    private static readonly Option<string?> Config = new("--config")
    {
        Description = $"The configuration file (default: {SettingsReader.DefaultFile})",
        HelpName = "FILE",
        Recursive = true,
    };

    private static readonly Option<string?> Data = new("--data")
    {
        Description = "The data directory, in place of the configured one",
        HelpName = "DIR",
        Recursive = true,
    };

    private static readonly Option<DateTimeOffset?> Now = new("--now")
    {
        Description = "Rehearse: let the clock start at this moment (ISO 8601) and run on from there",
        HelpName = "TIMESTAMP",
        Recursive = true,
        CustomParser = result => Moment.Parse(result, "a moment such as 2026-08-03T12:00:00Z"),
    };

    public static IReadOnlyList<Option> All => [Config, Data, Now];

    /// <summary>One JSON object a line, for programs.</summary>
    public static Option<bool> Json() => new("--json") { Description = "One JSON object a line" };

    /// <exception cref="SettingsException">With every fault.</exception>
    public static Settings Settings(ParseResult typed) => Composition.SettingsReader.Read(
        typed.GetValue(Config) ?? SettingsReader.DefaultFile, typed.GetValue(Data), Environment.GetEnvironmentVariables());

    public static TimeProvider Clock(ParseResult typed) =>
        typed.GetValue(Now) is { } start ? new RehearsedTime(start) : TimeProvider.System;
}
