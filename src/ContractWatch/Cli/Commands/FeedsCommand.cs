using System.CommandLine;
using System.Globalization;
using ContractWatch.Cli.Lines;
using ContractWatch.Rounds;

namespace ContractWatch.Cli.Commands;

/// <summary><c>feeds</c>: how the feeds fare.</summary>
internal static class FeedsCommand
{
    public static Command Create(CommandHost host)
    {
        var json = GlobalOptions.Json();
        var command = new Command("feeds", "Health, last complete poll, cursor and freshness of every feed") { json };
        host.Runs(command, async (scene, cancellation) =>
        {
            var house = scene.House;
            var standings = await FeedStanding.OfAllAsync(house.Feeds, house.Store.Polls, house.Time.GetUtcNow(), cancellation);
            if (scene.Typed.GetValue(json))
            {
                foreach (var standing in standings)
                    LinesJson.Write(scene.Terminal.Output, FeedLine.Of(standing), LinesJson.Default.FeedLine);
            }
            else
            {
                Show(scene.Terminal, standings);
            }

            return 0;
        });
        return command;
    }

    private static void Show(Terminal terminal, IReadOnlyList<FeedStanding> standings)
    {
        var table = Terminal.Table("feed", "type", "status", "last complete", "newest action", "known actions", "schedule", "last error");
        foreach (var standing in standings)
        {
            Terminal.Row(
                table,
                standing.Feed.Id,
                standing.Feed.Settings.Type,
                standing.StatusWord + (standing.Health.History is { } history ? $" (history: {history})" : ""),
                standing.Health.LastComplete?.UtcDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture) ?? "never",
                standing.Health.NewestActionDate?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
                standing.State.KnownActions.ToString("N0", CultureInfo.InvariantCulture),
                standing.Feed.Settings.Schedule,
                standing.Health.LastError);
        }

        terminal.Show(table);
    }
}
