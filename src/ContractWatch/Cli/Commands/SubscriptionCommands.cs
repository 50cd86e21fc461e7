using System.CommandLine;
using System.Globalization;
using ContractWatch.Cli.Lines;
using ContractWatch.Storage;
using ContractWatch.Watches;

namespace ContractWatch.Cli.Commands;

/// <summary><c>subscribe</c>, <c>unsubscribe</c>, <c>subscriptions</c>: who hears of what, beside the watch files.</summary>
internal static class SubscriptionCommands
{
    public static IReadOnlyList<Command> All(CommandHost host) => [SubscribeCommand.Create(host), Unsubscribe(host), Subscriptions(host)];

    public static Option<string> By() => new("--by") { Description = "Who says so; kept with it", HelpName = "NAME", DefaultValueFactory = _ => Environment.UserName };

    /// <summary>What was done, a line for each.</summary>
    public static int Tell(Terminal terminal, SubscriptionAnswer answer)
    {
        if (answer.Refusal is { } refusal)
            throw new CommandException(refusal);
        foreach (var one in answer.Subscriptions)
            terminal.Say($"{one.Subscription.WatchId}: {Words.Of(one.State)}");
        if (answer.Subscriptions.Count == 0)
            terminal.Say("nothing to change");
        return 0;
    }

    private static Command Unsubscribe(CommandHost host)
    {
        var address = new Argument<string>("ADDRESS") { Description = "A mail address, or owner/repository" };
        var watch = new Argument<string?>("WATCH") { Description = "The watch; all of them when left out", Arity = ArgumentArity.ZeroOrOne };
        var (by, reason) = (By(), new Option<string?>("--reason") { Description = "Why; kept with it", HelpName = "TEXT" });
        var command = new Command("unsubscribe", "Ends what an address hears, also of watches in files; it stays on record") { address, watch, by, reason };
        host.Runs(command, async (scene, cancellation) =>
        {
            var typed = scene.Typed;
            return Tell(scene.Terminal, await scene.House.Subscriptions.EndAsync(
                typed.GetValue(address)!, typed.GetValue(watch), typed.GetValue(by)!, typed.GetValue(reason), cancellation));
        });
        return command;
    }

    private static Command Subscriptions(CommandHost host)
    {
        var json = GlobalOptions.Json();
        var command = new Command("subscriptions", "Who hears of what: those of watch files, and those people made, with their history") { json, Confirm(host), Export(host), Import(host) };
        host.Runs(command, async (scene, cancellation) =>
        {
            var lines = await SubscriptionLine.AllAsync(scene.House.Store.Watches, cancellation);
            if (scene.Typed.GetValue(json))
                lines.ForEach(line => LinesJson.Write(scene.Terminal.Output, line, LinesJson.Default.SubscriptionLine));
            else
                Show(scene.Terminal, lines);
            return 0;
        });
        return command;
    }

    private static void Show(Terminal terminal, List<SubscriptionLine> lines)
    {
        var table = Terminal.Table("watch", "channel", "address", "every", "state", "since", "last word");
        foreach (var line in lines)
        {
            var last = line.History.Count > 0 ? line.History[^1] : null;
            Terminal.Row(
                table, line.Watch, line.Channel, line.Address, line.Every, line.State,
                last is null ? line.Origin : last.At.UtcDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture),
                last is null ? "" : $"{last.What} by {last.By}{(last.Reason is null ? "" : $": {last.Reason}")}");
        }

        terminal.Show(table);
    }

    private static Command Confirm(CommandHost host)
    {
        var (code, by) = (new Argument<string>("CODE") { Description = "The code of the mail, or the address itself when it said yes to you" }, By());
        var command = new Command("confirm", "An address has said yes") { code, by };
        host.Runs(command, async (scene, cancellation) =>
        {
            var (book, typed, who) = (scene.House.Subscriptions, scene.Typed.GetValue(code)!, scene.Typed.GetValue(by)!);
            if (await book.QuestionAsync(typed, scene.House.SubscriptionTokens, cancellation) is { } question)
                return Tell(scene.Terminal, await book.ConfirmAsync(question, who, cancellation));
            var answer = await book.ConfirmAsync(typed, who, cancellation);
            return answer.Subscriptions.Count > 0 ? Tell(scene.Terminal, answer) : throw new CommandException("no subscription waits for this address or code");
        });
        return command;
    }

    private static Command Export(CommandHost host)
    {
        var command = new Command("export", "Everything that is kept of subscriptions, one JSON object a line, for 'subscriptions import'");
        host.Runs(command, async (scene, cancellation) =>
        {
            foreach (var one in await scene.House.Store.Watches.SubscriptionsAsync(cancellation))
                await scene.Terminal.Output.WriteLineAsync(StoredText.Of(one));
            return 0;
        });
        return command;
    }

    private static Command Import(CommandHost host)
    {
        var (file, by) = (new Argument<string>("FILE") { Description = "What 'subscriptions export' wrote" }, By());
        var command = new Command("import", "Brings exported subscriptions together with those kept here: all that happened to either, and the state it ends with") { file, by };
        host.Runs(command, async (scene, cancellation) =>
        {
            var (house, path) = (scene.House, scene.Typed.GetValue(file)!);
            var watches = (await house.Store.Watches.WatchesAsync(cancellation)).ToDictionary(stored => stored.Watch.Id, stored => stored.Watch, StringComparer.Ordinal);
            var read = new SubscriptionFile(path, watches, house.Time.GetUtcNow()).Read(await File.ReadAllLinesAsync(path, cancellation));
            var changed = await house.Subscriptions.ImportAsync(read, scene.Typed.GetValue(by)!, cancellation);
            scene.Terminal.Say($"{changed.Count} subscriptions imported, of {read.Count} read");
            return 0;
        });
        return command;
    }
}
