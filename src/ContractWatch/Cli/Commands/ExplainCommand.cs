using System.CommandLine;
using System.Globalization;
using ContractWatch.Awards;
using ContractWatch.Cli.Lines;
using ContractWatch.Matching;
using ContractWatch.Watches;

namespace ContractWatch.Cli.Commands;

/// <summary><c>explain KEY WATCH</c>: why an award concerns a watch, or the first rule that said no.</summary>
internal static class ExplainCommand
{
    public static Command Create(CommandHost host)
    {
        var key = new Argument<string>("KEY") { Description = "The award's key" };
        var watch = new Argument<string>("WATCH") { Description = "The watch's id" };
        var command = new Command("explain", "Why an award matched a watch, or the first rule that said no") { key, watch };
        host.Runs(command, (scene, cancellation) =>
            RunAsync(scene, new AwardKey(scene.Typed.GetValue(key)!), scene.Typed.GetValue(watch)!, cancellation));
        return command;
    }

    private static async Task<int> RunAsync(CommandScene scene, AwardKey award, string watchId, CancellationToken cancellation)
    {
        var (terminal, house) = (scene.Terminal, scene.House);
        var file = await house.Store.Changes.AwardAsync(award, cancellation)
            ?? throw new CommandException($"nothing is known of the award \"{award}\"");
        var watches = await house.Store.Watches.InForceAsync(cancellation);
        if (watches.All(stored => stored.Watch.Id != watchId))
            throw new CommandException($"there is no watch \"{watchId}\"; known: {string.Join(", ", watches.Select(stored => stored.Watch.Id))}");

        var matcher = house.Matchers.For([.. watches.Select(stored => stored.Watch)]);
        foreach (var known in file.Actions)
        {
            var explanation = matcher.Explain(ActionSubject.Of(known.Action, file.Subawards.Select(subaward => subaward.Recipient).Distinct()), watchId);
            terminal.Say($"{known.Action.Key.Number} of {known.Action.ActionDate:yyyy-MM-dd}: {(explanation.Match is null ? "no match" : "match")}");
            foreach (var step in explanation.Steps)
                terminal.Output.WriteLine("  " + Terminal.Plain(step));
            if (explanation.Match is { } match)
                Say(terminal, match);
        }

        return 0;
    }

    private static void Say(Terminal terminal, Match match)
    {
        terminal.Output.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"  {Words.Of(match.Tier)}, {Words.Of(match.Route)}, score {match.Score:0.00}, because"));
        foreach (var evidence in match.Evidence)
        {
            var weight = evidence.Weight is { } added ? added.ToString(" (+0.00); (-0.00); (0.00)", CultureInfo.InvariantCulture) : "";
            terminal.Output.WriteLine($"    {Terminal.Plain(evidence.Kind)}{weight}: {Terminal.Plain(evidence.Text)}");
        }
    }
}
