using System.CommandLine;
using ContractWatch.Alerting;
using ContractWatch.Cli.Lines;
using ContractWatch.Matching;

namespace ContractWatch.Cli.Commands;

/// <summary><c>changes</c>: what was recorded, oldest first.</summary>
internal static class ChangesCommand
{
    public static Command Create(CommandHost host)
    {
        var since = new Option<DateTimeOffset?>("--since")
        {
            Description = "Only what was first seen at or after this moment (ISO 8601)",
            HelpName = "T",
            CustomParser = result => Moment.Parse(result, "a moment such as 2026-08-03 or 2026-08-03T12:00:00Z"),
        };
        var watch = new Option<string?>("--watch") { Description = "Only what concerns this watch", HelpName = "ID" };
        var json = GlobalOptions.Json();
        var command = new Command("changes", "Recorded changes, oldest first") { since, watch, json };
        host.Runs(command, async (scene, cancellation) =>
        {
            var query = new ChangeQuery { Since = scene.Typed.GetValue(since), WatchId = scene.Typed.GetValue(watch) };
            var changes = scene.House.Store.Changes.ChangesAsync(query, cancellation);
            await ShowAsync(scene.Terminal, changes, scene.Typed.GetValue(json));
            return 0;
        });
        return command;
    }

    private static async Task ShowAsync(Terminal terminal, IAsyncEnumerable<MatchedChange> changes, bool json)
    {
        if (json)
        {
            await foreach (var change in changes)
                LinesJson.Write(terminal.Output, ChangeLine.Of(change), LinesJson.Default.ChangeLine);
            return;
        }

        var table = ChangeTable.Create();
        await foreach (var change in changes)
            ChangeTable.Add(table, change);
        terminal.Show(table);
    }
}
