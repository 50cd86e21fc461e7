using ContractWatch.Configuration;
using ContractWatch.Feeds;
using ContractWatch.Rounds;
using ContractWatch.Storage;

namespace ContractWatch.Cli;

/// <summary>What went wrong, for people: every fault on a line of its own, on the error stream.</summary>
internal static class Faults
{
    public const int ExitCode = 1;

    /// <summary>As a shell counts a process that was interrupted.</summary>
    private const int Interrupted = 130;

    public static int Report(Terminal terminal, Exception fault)
    {
        switch (fault)
        {
            case OperationCanceledException:
                terminal.Complain("contractwatch: stopped before it was done");
                return Interrupted;
            case SettingsException settings:
                Lines(terminal, settings.Faults);
                break;
            case WatchFilesException watches:
                Lines(terminal, watches.Faults);
                break;
            case CommandException or BusyException or StoreException or FeedException or IOException or UnauthorizedAccessException:
                terminal.Complain($"contractwatch: {fault.Message}");
                break;
            default:
                terminal.Error.WriteLine($"contractwatch: a fault of its own: {fault}");
                break;
        }

        return ExitCode;
    }

    private static void Lines<T>(Terminal terminal, IEnumerable<T> faults)
    {
        foreach (var fault in faults)
            terminal.Complain($"contractwatch: {fault}");
    }
}
