using System.CommandLine;
using System.Globalization;
using ContractWatch.Ledger;

namespace ContractWatch.Cli.Commands;

/// <summary><c>verify BUNDLE.zip</c>: whether a bundle is as it was written, and its changes follow from its answers. It needs nothing but the file.</summary>
internal static class VerifyCommand
{
    /// <summary>More answers than an award ever has; a file is read into memory whole.</summary>
    private const long LargestFile = 1L << 30;

    public static Command Create(Terminal terminal)
    {
        var file = new Argument<string>("BUNDLE.zip") { Description = "What evidence wrote, here or elsewhere" };
        var command = new Command("verify", "Whether a bundle is as it was written, and its changes follow from its answers") { file };
        command.SetAction(async (typed, cancellation) =>
        {
            var name = typed.GetValue(file)!;
            if (new FileInfo(name) is { Exists: true, Length: > LargestFile })
                throw new CommandException($"{name} is larger than any bundle");
            var check = BundleCheck.Of(await File.ReadAllBytesAsync(name, cancellation));
            foreach (var fault in check.Faults)
                terminal.Complain($"FAULT  {fault}");
            if (check.Faults.Count > 0)
                return Faults.ExitCode;
            Tell(terminal, check);
            return 0;
        });
        return command;
    }

    public static void Tell(Terminal terminal, BundleCheck check)
    {
        terminal.Say($"{check.Award}: {Count(check.Changes, "change")} proven by {Count(check.Answers, "answer")} as received");
        if (check.LeftOut > 0)
            terminal.Say($"{Count(check.LeftOut, "recorded change")} left out, which nothing in the ledger proves; manifest.json says why");
        terminal.Say($"bundle {check.Sha256}");
        terminal.Say(string.Create(CultureInfo.InvariantCulture, $"ledger {check.Head?.Link} (entry {check.Head?.Place})"));
    }

    private static string Count(int number, string what) => string.Create(CultureInfo.InvariantCulture, $"{number} {what}{(number == 1 ? "" : "s")}");
}
