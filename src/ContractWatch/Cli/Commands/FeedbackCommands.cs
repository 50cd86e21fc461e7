using System.CommandLine;
using System.Globalization;
using ContractWatch.Cli.Lines;
using ContractWatch.Watches;

namespace ContractWatch.Cli.Commands;

/// <summary><c>watch exclude|alias|feedback|takeback</c>: what people say of a watch's answers. It counts from the next poll on.</summary>
internal static class FeedbackCommands
{
    public static IReadOnlyList<Command> All(CommandHost host) =>
    [
        Say(host, "exclude", "This recipient is not the watched vendor", FeedbackKind.Exclude),
        Say(host, "alias", "This recipient is the watched vendor, too", FeedbackKind.Alias),
        List(host),
        TakeBack(host),
    ];

    private static Command Say(CommandHost host, string word, string description, FeedbackKind kind)
    {
        var (watch, by) = (Watch(), By());
        var what = new Argument<string>("NAME-OR-UEI") { Description = "The recipient's name as published, or its UEI" };
        var command = new Command(word, description) { watch, what, by };
        host.Runs(command, async (scene, cancellation) =>
        {
            var typed = scene.Typed;
            var answer = await scene.House.FeedbackBook.SayAsync(
                typed.GetValue(watch)!, kind, typed.GetValue(what)!, typed.GetValue(by)!, null, cancellation);
            return Tell(scene.Terminal, answer);
        });
        return command;
    }

    private static Command TakeBack(CommandHost host)
    {
        var (watch, by) = (Watch(), By());
        var id = new Argument<string>("ID") { Description = "The feedback's id, as 'watch feedback' lists it" };
        var command = new Command("takeback", "Takes back what was said of a watch; it stays on record") { watch, id, by };
        host.Runs(command, async (scene, cancellation) =>
        {
            var typed = scene.Typed;
            return Tell(scene.Terminal, await scene.House.FeedbackBook.TakeBackAsync(
                typed.GetValue(watch)!, typed.GetValue(id)!, typed.GetValue(by)!, cancellation));
        });
        return command;
    }

    private static Command List(CommandHost host)
    {
        var (watch, json) = (Watch(), GlobalOptions.Json());
        var command = new Command("feedback", "What people said of a watch, oldest first, with what was taken back") { watch, json };
        host.Runs(command, async (scene, cancellation) =>
        {
            var store = scene.House.Store.Watches;
            var wanted = scene.Typed.GetValue(watch)!;
            var lines = (await store.FeedbackAsync(cancellation)).Where(said => said.WatchId == wanted).Select(FeedbackLine.Of).ToList();
            if (lines.Count == 0 && (await store.WatchesAsync(cancellation)).All(stored => stored.Watch.Id != wanted))
                throw new CommandException($"there is no watch \"{wanted}\"");
            Show(scene, lines, scene.Typed.GetValue(json));
            return 0;
        });
        return command;
    }

    private static void Show(CommandScene scene, List<FeedbackLine> lines, bool asJson)
    {
        var table = Terminal.Table("id", "said", "what", "by", "when", "taken back");
        foreach (var line in lines)
        {
            if (asJson)
                LinesJson.Write(scene.Terminal.Output, line, LinesJson.Default.FeedbackLine);
            Terminal.Row(table, line.Id, line.Kind, line.What, line.By, When(line.At), line.TakenBackAt is { } at ? $"by {line.TakenBackBy}, {When(at)}" : "");
        }

        if (!asJson)
            scene.Terminal.Show(table);
    }

    private static int Tell(Terminal terminal, FeedbackAnswer answer)
    {
        if (answer.Feedback is not { } said)
            throw new CommandException(answer.Refusal!);
        var line = FeedbackLine.Of(said);
        terminal.Say(said.IsInForce
            ? $"{line.Id}: {line.Kind} {line.What}, said by {line.By}; counts from the next poll on"
            : $"{line.Id}: {line.Kind} {line.What}, taken back by {line.TakenBackBy}");
        return 0;
    }

    private static string When(DateTimeOffset moment) => moment.UtcDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);

    private static Argument<string> Watch() => new("WATCH") { Description = "The watch's id" };

    private static Option<string> By() => new("--by")
    {
        Description = "Who says so (default: the user of this machine)",
        HelpName = "WHO",
        DefaultValueFactory = _ => Environment.UserName,
    };
}
