using System.CommandLine;
using ContractWatch.Cli.Lines;
using ContractWatch.Watches;

namespace ContractWatch.Cli.Commands;

/// <summary><c>watch …</c>: the watches, in the store and in files.</summary>
internal static class WatchCommands
{
    public static Command Create(CommandHost host)
    {
        var command = new Command("watch", "The watches, and what people say of their answers")
        {
            WatchAddCommand.Create(host),
            List(host),
            Show(host),
            Remove(host),
            Import(host),
            Export(host),
            WatchTryCommand.Create(host),
        };
        foreach (var said in FeedbackCommands.All(host))
            command.Add(said);
        return command;
    }

    private static Command List(CommandHost host)
    {
        var json = GlobalOptions.Json();
        var command = new Command("list", "All watches") { json };
        host.Runs(command, async (scene, cancellation) =>
        {
            var table = Terminal.Table("id", "vendor", "agencies", "keywords", "told to", "from");
            foreach (var line in (await scene.House.Store.Watches.WatchesAsync(cancellation)).Select(WatchLine.Of))
            {
                if (scene.Typed.GetValue(json))
                    LinesJson.Write(scene.Terminal.Output, line, LinesJson.Default.WatchLine);
                Terminal.Row(
                    table, line.Id, line.Vendor, string.Join(", ", line.Agencies), string.Join(", ", line.Keywords), $"{line.Subscriptions} subscriptions", line.Origin);
            }

            if (!scene.Typed.GetValue(json))
                scene.Terminal.Show(table);
            return 0;
        });
        return command;
    }

    private static Command Show(CommandHost host)
    {
        var id = Id();
        var command = new Command("show", "One watch, as a watch file would say it") { id };
        host.Runs(command, async (scene, cancellation) =>
        {
            var wanted = scene.Typed.GetValue(id)!;
            var stored = (await scene.House.Store.Watches.WatchesAsync(cancellation)).FirstOrDefault(watch => watch.Watch.Id == wanted)
                ?? throw new CommandException($"there is no watch \"{wanted}\"");
            scene.Terminal.Say($"# from {stored.Origin}, since {stored.Since.UtcDateTime:yyyy-MM-dd HH:mm}");
            scene.Terminal.Output.Write(WatchFileText.Of([stored.Watch]));
            return 0;
        });
        return command;
    }

    private static Command Remove(CommandHost host)
    {
        var id = Id();
        var command = new Command("remove", "Removes a watch that was added on the command line; what was recorded stays") { id };
        host.Runs(command, async (scene, cancellation) =>
        {
            if (await scene.House.WatchBook.RemoveAsync(scene.Typed.GetValue(id)!, cancellation) is { } fault)
                throw new CommandException(fault);
            return 0;
        });
        return command;
    }

    private static Command Import(CommandHost host)
    {
        var files = new Argument<string[]>("FILE") { Description = "Watch files", Arity = ArgumentArity.OneOrMore };
        var command = new Command("import", "Adds the watches of files, as if each were typed") { files };
        host.Runs(command, async (scene, cancellation) =>
        {
            var read = scene.Typed.GetValue(files)!.Select(WatchFile.Read).ToList();
            if (read.SelectMany(file => file.Faults).ToList() is { Count: > 0 } faults)
                throw new Rounds.WatchFilesException(faults);
            var watches = read.SelectMany(file => file.Watches).ToList();
            await WatchReview.OfAsync(scene, [.. watches.Select(written => written.Watch).GroupBy(watch => watch.Id, (_, same) => same.Last())], cancellation);
            foreach (var written in watches)
            {
                if (await scene.House.WatchBook.AddAsync(written.Watch, cancellation) is { } fault)
                    throw new CommandException($"{written.Watch.Id}: {fault}");
            }

            scene.Terminal.Say($"{watches.Count} watches imported");
            return 0;
        });
        return command;
    }

    private static Command Export(CommandHost host)
    {
        var file = new Argument<string?>("FILE") { Description = "Where to write; the terminal when left out", Arity = ArgumentArity.ZeroOrOne };
        var command = new Command("export", "Writes all watches as one watch file") { file };
        host.Runs(command, async (scene, cancellation) =>
        {
            var watches = await scene.House.Store.Watches.WatchesAsync(cancellation);
            var text = WatchFileText.Of(watches.Select(stored => stored.Watch));
            if (scene.Typed.GetValue(file) is { } path)
                await File.WriteAllTextAsync(path, text, cancellation);
            else
                await scene.Terminal.Output.WriteAsync(text);
            return 0;
        });
        return command;
    }

    private static Argument<string> Id() => new("ID") { Description = "The watch's id" };
}
