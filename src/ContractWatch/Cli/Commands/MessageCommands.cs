using System.CommandLine;
using System.Globalization;
using ContractWatch.Cli.Lines;
using ContractWatch.Delivery;
using Spectre.Console;

namespace ContractWatch.Cli.Commands;

/// <summary><c>alerts</c>: what was said. <c>outbox</c>: what is owed, what was refused, and what is not told any more.</summary>
internal static class MessageCommands
{
    public static Command Alerts(CommandHost host) =>
        Create(host, "alerts", "What was said: delivered messages and their receipts", [MessageState.Delivered], AlertsTable);

    public static Command Outbox(CommandHost host)
    {
        var command = Create(host, "outbox", "What is owed, with attempts and last error; what was refused or withdrawn, and why", [MessageState.Owed, MessageState.Refused, MessageState.Withdrawn], OutboxTable);
        foreach (var part in OutboxCommands.All(host))
            command.Add(part);
        return command;
    }

    private static Command Create(
        CommandHost host, string name, string description, MessageState[] states, Func<IReadOnlyList<OutboxMessage>, Table> table)
    {
        var json = GlobalOptions.Json();
        var command = new Command(name, description) { json };
        host.Runs(command, async (scene, cancellation) =>
        {
            var messages = new List<OutboxMessage>();
            foreach (var state in states)
            {
                await foreach (var message in scene.House.Store.Outbox.MessagesAsync(state, cancellation))
                    messages.Add(message);
            }

            if (scene.Typed.GetValue(json))
                messages.ForEach(message => LinesJson.Write(scene.Terminal.Output, MessageLine.Of(message), LinesJson.Default.MessageLine));
            else
                scene.Terminal.Show(table(messages));
            return 0;
        });
        return command;
    }

    private static Table AlertsTable(IReadOnlyList<OutboxMessage> messages)
    {
        var table = Terminal.Table("delivered", "channel", "to", "award", "changes", "watches", "receipt");
        foreach (var message in messages)
        {
            Terminal.Row(
                table, Time(message.Delivered), message.Channel, message.Address, About(message), Number(message.Alerts.Count), Watches(message), message.Receipt);
        }

        return table;
    }

    private static Table OutboxTable(IReadOnlyList<OutboxMessage> messages)
    {
        var table = Terminal.Table("state", "due", "channel", "to", "award", "watches", "attempts", "last error");
        foreach (var message in messages)
        {
            Terminal.Row(
                table, Words.Of(message.State), Time(message.Due), message.Channel, message.Address, About(message), Watches(message), Number(message.Attempts), message.LastError);
        }

        return table;
    }

    private static string About(OutboxMessage message) => message.Award ?? (message.Alerts.Count == 0 ? "notice" : "digest");

    private static string Watches(OutboxMessage message) => string.Join(", ", message.Alerts.Select(alert => alert.WatchId).Distinct());

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Time(DateTimeOffset? moment) => moment?.UtcDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture) ?? "";
}
