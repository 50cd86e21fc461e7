using System.CommandLine;
using System.Globalization;
using ContractWatch.Alerting;
using ContractWatch.Cli.Lines;
using ContractWatch.Feeds;
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
            var standings = await FeedStanding.OfAllAsync(house.Feeds, house.Store, house.Time.GetUtcNow(), cancellation);
            var asksJson = scene.Typed.GetValue(json);
            if (!asksJson)
                Show(scene.Terminal, standings);
            foreach (var standing in standings)
            {
                var polls = await house.Store.Polls.PollsAsync(standing.Feed.Id, 1, cancellation);
                var coverage = await house.Store.Polls.CoverageAsync(standing.Feed.Id, cancellation);
                if (asksJson)
                    LinesJson.Write(scene.Terminal.Output, FeedLine.Of(standing, polls is [var last, ..] ? last : null, coverage.Gaps), LinesJson.Default.FeedLine);
                else
                    Show(scene.Terminal, polls, coverage);
            }

            return 0;
        });
        return command;
    }

    private static void Show(Terminal terminal, IReadOnlyList<PollCoverage> polls, FeedCoverage coverage)
    {
        if (polls is [var poll, ..])
            terminal.Say($"{coverage.Feed}: {CoverageText.Of(poll)}");
        foreach (var gap in coverage.Gaps)
            terminal.Say($"{coverage.Feed}: {CoverageText.Of(gap)}");
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
