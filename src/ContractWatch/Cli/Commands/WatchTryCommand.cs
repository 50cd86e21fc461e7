using System.CommandLine;
using System.Globalization;
using ContractWatch.Alerting;
using ContractWatch.Cli.Lines;
using ContractWatch.Matching;
using ContractWatch.Polling;
using ContractWatch.Rounds;
using ContractWatch.Watches;

namespace ContractWatch.Cli.Commands;

/// <summary><c>watch try FILE|ID</c>: what a watch would have told of the stored history, before it is saved. Nothing is stored or sent.</summary>
internal static class WatchTryCommand
{
    public static Command Create(CommandHost host)
    {
        var tried = new Argument<string>("FILE|ID") { Description = "A watch file, or the id of a watch" };
        var json = GlobalOptions.Json();
        var command = new Command("try", "What a watch would have told of the stored history, per month; saves nothing") { tried, json };
        host.Runs(command, async (scene, cancellation) =>
        {
            var watches = await WatchesAsync(scene, scene.Typed.GetValue(tried)!, cancellation);
            var reports = await PollProgressBar.ShowAsync(
                scene.Terminal, "history", progress => scene.House.BackTest.RunAsync(watches, DateOnly.MinValue, progress, cancellation));
            foreach (var (watch, report) in watches.Zip(reports))
            {
                var line = BackTestLine.Of(report, [.. Warnings(scene, watch), .. report.Warnings]);
                if (scene.Typed.GetValue(json))
                    LinesJson.Write(scene.Terminal.Output, line, LinesJson.Default.BackTestLine);
                else
                    Show(scene, line, report);
            }

            return 0;
        });
        return command;
    }

    /// <summary>With what people said of them: so they would answer once saved.</summary>
    private static async Task<IReadOnlyList<Watch>> WatchesAsync(CommandScene scene, string tried, CancellationToken cancellation)
    {
        var store = scene.House.Store.Watches;
        if (!File.Exists(tried))
        {
            var stored = (await store.InForceAsync(cancellation)).FirstOrDefault(stored => stored.Watch.Id == tried)
                ?? throw new CommandException($"there is no file and no watch \"{tried}\"");
            return [stored.Watch];
        }

        var file = WatchFile.Read(tried);
        if (file.Faults.Count > 0)
            throw new WatchFilesException(file.Faults);
        var said = (await store.FeedbackAsync(cancellation)).ToLookup(feedback => feedback.WatchId, StringComparer.Ordinal);
        return [.. file.Watches.Select(written => WatchFeedback.Over(written.Watch, said[written.Watch.Id]))];
    }

    private static IEnumerable<string> Warnings(CommandScene scene, Watch watch) =>
        new[] { WatchReach.WhyNothing(watch, scene.House.Matchers) }.OfType<string>().Concat(WatchReview.Advice(watch)).Distinct();

    private static void Show(CommandScene scene, BackTestLine line, BackTestReport report)
    {
        var terminal = scene.Terminal;
        terminal.Say(line.Actions == 0
            ? $"{line.Watch}: no history is stored yet"
            : string.Create(CultureInfo.InvariantCulture,
                $"{line.Watch}: {line.Matched} of {line.Actions} actions signed from {line.First:yyyy-MM-dd} to {line.Last:yyyy-MM-dd}"));
        if (line.Matched > 0)
        {
            terminal.Show(Months(report));
            terminal.Show(Samples(report));
        }

        WatchReview.Warn(scene, line.Watch, line.Warnings);
    }

    private static Spectre.Console.Table Months(BackTestReport report)
    {
        var table = Terminal.Table("month", "certain", "likely", "possible");
        foreach (var month in report.Months)
        {
            Terminal.Row(
                table, month.Month.ToString("yyyy-MM", CultureInfo.InvariantCulture), Count(month.Certain), Count(month.Likely), Count(month.Possible));
        }

        return table;
    }

    private static Spectre.Console.Table Samples(BackTestReport report)
    {
        var table = Terminal.Table("tier", "signed", "award", "recipient", "amount", "why");
        foreach (var (action, match) in report.Samples)
        {
            Terminal.Row(
                table,
                Words.Of(match.Tier),
                action.ActionDate?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
                $"{action.Piid ?? action.Key.Award.Value} {action.Key.Number}",
                action.Recipient.Name,
                action.Obligation is { } amount ? MoneyText.Signed(amount) : "",
                string.Join("; ", match.Evidence.Select(evidence => evidence.Text)));
        }

        return table;
    }

    private static string Count(int count) => count.ToString(CultureInfo.InvariantCulture);
}
