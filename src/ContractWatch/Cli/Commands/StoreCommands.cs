using System.CommandLine;
using System.Globalization;
using ContractWatch.Storage;

namespace ContractWatch.Cli.Commands;

/// <summary><c>store copy --from KIND --to KIND</c>: everything of the one store into a new one of the other kind.</summary>
internal static class StoreCommands
{
    public static Command Create(Terminal terminal)
    {
        var from = new Option<string>("--from") { Description = "The kind of store there is, such as Sqlite", HelpName = "KIND", Required = true };
        var to = new Option<string>("--to") { Description = "The kind to make, such as LiteDb", HelpName = "KIND", Required = true };
        var copy = new Command("copy", "Copies everything into a new store of another kind, and compares both by counts and hashes") { from, to };
        copy.SetAction(async (typed, cancellation) =>
        {
            var directory = GlobalOptions.Settings(typed).DataDirectory;
            var (source, target) = (Composition.Stores.Named(typed.GetValue(from)!), Composition.Stores.Named(typed.GetValue(to)!));
            using var alone = DataDirectoryLock.Acquire(directory);
            foreach (var table in await StoreCopy.RunAsync(source, target, directory, cancellation))
                terminal.Say(string.Create(CultureInfo.InvariantCulture, $"ok     {table.Rows,9:#,0} {table.Name}, {table.Hash}"));
            terminal.Say($"{target.FileName} holds what {source.FileName} holds. Storage:Provider says which of them is used; move the other away, and nothing need be said.");
            return 0;
        });
        return new Command("store", "The store itself") { copy };
    }
}
