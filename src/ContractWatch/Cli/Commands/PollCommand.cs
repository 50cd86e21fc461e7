using System.CommandLine;
using System.Globalization;
using ContractWatch.Cli.Lines;
using ContractWatch.Feeds;
using ContractWatch.Polling;
using ContractWatch.Rounds;
using Spectre.Console;

namespace ContractWatch.Cli.Commands;

/// <summary><c>poll [FEED…]</c>: what maintainers answered is heard, one cycle of each feed now, then what is due is delivered.</summary>
internal static class PollCommand
{
    public const int SomeFeedIncomplete = 3;

    /// <summary>A poll that reads years of history can take long; nobody waits for more than this.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    public static Command Create(CommandHost host)
    {
        var feeds = new Argument<string[]>("FEED") { Description = "Feeds by name; all enabled ones when none is named", Arity = ArgumentArity.ZeroOrMore };
        var json = GlobalOptions.Json();
        var command = new Command("poll", "One cycle now: polls, then delivers what is due") { feeds, json };
        host.Runs(command, (scene, cancellation) => RunAsync(scene, scene.Typed.GetValue(feeds) ?? [], scene.Typed.GetValue(json), cancellation));
        return command;
    }

    private static async Task<int> RunAsync(CommandScene scene, string[] names, bool json, CancellationToken cancellation)
    {
        var (terminal, house) = (scene.Terminal, scene.House);
        var feeds = Named(house.Feeds, names);
        await house.WatchDesk.MergeAsync(cancellation);
        await house.AnswerRound.RunAsync(cancellation);

        var reports = new List<PollReport>();
        foreach (var feed in feeds)
        {
            reports.Add(await PollProgressBar.ShowAsync(terminal, feed.Id, progress =>
                house.PollRound.RunAsync(feed, PlanReason.Asked, Patience, progress, cancellation)));
            if (json)
                LinesJson.Write(terminal.Output, PollLine.Of(reports[^1]), LinesJson.Default.PollLine);
        }

        if (!json)
            terminal.Show(Table(reports));
        foreach (var report in reports.Where(report => !report.Complete))
            terminal.Complain($"{report.Feed}: not read whole: {report.Reason}");
        foreach (var (report, remark) in reports.SelectMany(report => report.Remarks.Select(remark => (report, remark))))
            terminal.Complain($"{report.Feed}: {remark}");

        DeliverCommand.Show(terminal, await house.DeliveryRound.RunAsync(DeliverCommand.Patience, cancellation), json: null);
        await house.OverviewRound.RunAsync(cancellation);
        return reports.TrueForAll(report => report.Complete) ? 0 : SomeFeedIncomplete;
    }

    private static List<ConfiguredFeed> Named(IReadOnlyList<ConfiguredFeed> feeds, string[] names)
    {
        if (names.Length == 0)
            return [.. feeds.Where(feed => feed.IsEnabled)];
        return [.. names.Select(name => feeds.FirstOrDefault(feed => feed.Id.Equals(name, StringComparison.OrdinalIgnoreCase))
            ?? throw new CommandException($"there is no feed \"{name}\"; configured: {string.Join(", ", feeds.Select(feed => feed.Id))}"))];
    }

    private static Table Table(List<PollReport> reports)
    {
        var table = Terminal.Table("feed", "complete", "read", "changes", "matched", "messages", "requests", "seconds");
        foreach (var report in reports)
        {
            Terminal.Row(
                table,
                report.Feed,
                report.Complete ? "yes" : "NO",
                Number(report.Actions) + (report.History > 0 ? $" ({Number(report.History)} history)" : ""),
                report.ChangesInAll == 0 ? report.Reason ?? "none" : string.Join(", ", report.Changes.Select(kind => $"{Number(kind.Value)} {kind.Key}")),
                Number(report.Matched),
                Number(report.Owed),
                Number(report.Requests),
                report.Took.TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture));
        }

        return table;
    }

    private static string Number(int number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
