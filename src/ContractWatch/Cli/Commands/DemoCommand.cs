using System.CommandLine;
using System.Globalization;
using ContractWatch.Alerting;
using ContractWatch.Configuration;
using ContractWatch.Feeds;
using ContractWatch.Feeds.Recorded;
using ContractWatch.Polling;

namespace ContractWatch.Cli.Commands;

/// <summary><c>demo</c>: the whole pipeline on a bundled recorded feed, day after recorded day, in a temporary folder.</summary>
internal static class DemoCommand
{
    public static Command Create(Terminal terminal)
    {
        var command = new Command("demo", "The whole pipeline in a minute on a bundled recorded feed, without network");
        command.SetAction((_, cancellation) => RunAsync(terminal, cancellation));
        return command;
    }

    private static async Task<int> RunAsync(Terminal terminal, CancellationToken cancellation)
    {
        var started = TimeProvider.System.GetTimestamp();
        var folder = Directory.CreateTempSubdirectory("contractwatch-demo-").FullName;
        var clock = new DemoClock();
        using var logs = LogTo.Errors();
        await using var house = await Composition.OpenAsync(SettingsFor(folder), clock, logs, cancellation);
        var feed = house.Feeds[0];
        var recording = (RecordedFeed)feed.Source;
        clock.Set(recording.Polls[0].AddDays(-1));
        await house.WatchDesk.MergeAsync(cancellation);

        terminal.Say($"{recording.ActionsInAll} actions on ICE and CBP awards, as they could be seen on {recording.Polls.Count} days of 2026; {folder}");
        foreach (var day in recording.Polls)
        {
            clock.Set(day);
            var report = await house.PollRound.RunAsync(feed, PlanReason.Asked, TimeSpan.Zero, progress: null, cancellation);
            await house.DeliveryRound.RunAsync(TimeSpan.Zero, cancellation);
            terminal.Say(Line(day, report));
        }

        // The digest of the last day is due the morning after.
        clock.Set(recording.Polls[^1].AddDays(1));
        await house.DeliveryRound.RunAsync(TimeSpan.Zero, cancellation);

        await ShowChangesAsync(terminal, house, cancellation);
        await DemoMails.ShowAsync(terminal, house, Path.Combine(folder, "outbox"), cancellation);
        var took = TimeProvider.System.GetElapsedTime(started).TotalSeconds;
        terminal.Say(string.Create(
            CultureInfo.InvariantCulture, $"Took {took:0.0} s. Look further: contractwatch changes --config {Path.Combine(folder, "contractwatch.json")}"));
        return 0;
    }

    /// <summary>An ordinary configuration in an ordinary folder, so that every other command can look at it afterwards.</summary>
    private static Settings SettingsFor(string folder)
    {
        var file = Path.Combine(folder, "contractwatch.json");
        foreach (var name in new[] { "contractwatch.json", "watches.yaml" })
        {
            using var from = typeof(DemoCommand).Assembly.GetManifestResourceStream($"demo/{name}")!;
            using var to = File.Create(Path.Combine(folder, name));
            from.CopyTo(to);
        }

        File.WriteAllText(file, File.ReadAllText(file).Replace("{folder}", folder.Replace('\\', '/'), StringComparison.Ordinal));
        return Composition.SettingsReader.Read(file, folder, new Dictionary<string, string>());
    }

    private static string Line(DateTimeOffset day, PollReport report)
    {
        var changes = report.ChangesInAll == 0 ? "no changes" : string.Join(", ", report.Changes.Select(kind => $"{kind.Value} {kind.Key}"));
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{day:yyyy-MM-dd}  {report.Actions,3} actions read ({report.History} silently, as history): {changes}; {report.Matched} concern a watch, {report.Owed} messages, {report.Missing} missing");
    }

    private static async Task ShowChangesAsync(Terminal terminal, Composition house, CancellationToken cancellation)
    {
        var table = ChangeTable.Create();
        await foreach (var change in house.Store.Changes.ChangesAsync(new ChangeQuery(), cancellation))
            ChangeTable.Add(table, change);
        terminal.Show(table);
    }
}
