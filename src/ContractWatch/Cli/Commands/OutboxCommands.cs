using System.CommandLine;
using System.Globalization;
using ContractWatch.Delivery;

namespace ContractWatch.Cli.Commands;

/// <summary><c>outbox release|suppressed|lift|retry|withdraw</c>: what is held or refused goes on, or ends, when somebody says so.</summary>
internal static class OutboxCommands
{
    public static IReadOnlyList<Command> All(CommandHost host) => [Release(host), Suppressed(host), Lift(host), Retry(host), Withdraw(host)];

    private static Command Release(CommandHost host)
    {
        var channel = Channel();
        var command = new Command("release", "Lets go what is held by the volume brake; what is owed from now on is counted anew") { channel };
        host.Runs(command, async (scene, cancellation) =>
        {
            await scene.House.VolumeBrake.ReleaseAsync(Known(scene, channel), cancellation);
            return 0;
        });
        return command;
    }

    private static Command Suppressed(CommandHost host)
    {
        var command = new Command("suppressed", "Addresses that were refused for good: what is owed there waits");
        host.Runs(command, async (scene, cancellation) =>
        {
            var table = Terminal.Table("channel", "address", "since", "reason");
            foreach (var one in await scene.House.Store.Outbox.SuppressionsAsync(cancellation))
                Terminal.Row(table, one.Channel, one.Address, one.Since.UtcDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture), one.Reason);
            scene.Terminal.Show(table);
            return 0;
        });
        return command;
    }

    private static Command Lift(CommandHost host)
    {
        var channel = Channel();
        var address = new Argument<string>("ADDRESS") { Description = "As 'outbox suppressed' lists it" };
        var command = new Command("lift", "Tries an address again that was refused for good: what waits there is owed again") { channel, address };
        host.Runs(command, async (scene, cancellation) =>
            await scene.House.Store.Outbox.LiftAsync(Known(scene, channel), scene.Typed.GetValue(address)!, scene.House.Time.GetUtcNow(), cancellation)
                ? 0
                : throw new CommandException("this address is not suppressed"));
        return command;
    }

    private static Command Retry(CommandHost host)
    {
        var which = Which();
        var command = new Command("retry", "Owes again what was refused; by its key also what was withdrawn, if it may be told now") { which };
        host.Runs(command, async (scene, cancellation) =>
        {
            var keys = (await FoundAsync(scene, which, [MessageState.Refused, MessageState.Withdrawn], cancellation)).Select(message => message.Key).ToList();
            await scene.House.Store.Outbox.OweAgainAsync(keys, scene.House.Time.GetUtcNow(), cancellation);
            return Say(scene, keys.Count, "owed again");
        });
        return command;
    }

    private static Command Withdraw(CommandHost host)
    {
        var which = Which();
        var command = new Command("withdraw", "Lets be what was refused: it is kept and shown, and nobody is told of it any more") { which };
        host.Runs(command, async (scene, cancellation) =>
        {
            var refused = await FoundAsync(scene, which, [MessageState.Refused], cancellation);
            await scene.House.Store.Outbox.RecordAsync([.. refused.Select(message => message with { State = MessageState.Withdrawn })], cancellation);
            return Say(scene, refused.Count, "withdrawn");
        });
        return command;
    }

    /// <summary>By a channel only what was refused.</summary>
    private static async Task<IReadOnlyList<OutboxMessage>> FoundAsync(CommandScene scene, Argument<string> which, MessageState[] states, CancellationToken cancellation)
    {
        var typed = scene.Typed.GetValue(which)!;
        var found = new List<OutboxMessage>();
        if (scene.House.Channels.Any(channel => channel.Name == typed))
        {
            await foreach (var message in scene.House.Store.Outbox.MessagesAsync(MessageState.Refused, cancellation))
                found.AddRange(message.Channel == typed ? [message] : []);
        }
        else
        {
            found.AddRange((await scene.House.Store.Outbox.PartsAsync(typed, cancellation)).Where(message => states.Contains(message.State)));
        }

        return found.Count > 0 ? found : throw new CommandException($"nothing of \"{typed}\" waits for that: 'outbox --json' lists messages by their key");
    }

    private static int Say(CommandScene scene, int count, string what)
    {
        scene.Terminal.Say(string.Create(CultureInfo.InvariantCulture, $"{count} {(count == 1 ? "message is" : "messages are")} {what}"));
        return 0;
    }

    private static Argument<string> Which() => new("KEY|CHANNEL") { Description = "A message by its key, as 'outbox --json' lists it, or all that was refused by email, github, …" };

    private static Argument<string> Channel() => new("CHANNEL") { Description = "email, github, …" };

    private static string Known(CommandScene scene, Argument<string> channel)
    {
        var names = scene.House.Channels.Select(one => one.Name).ToList();
        var typed = scene.Typed.GetValue(channel)!;
        return names.Contains(typed) ? typed : throw new CommandException($"there is no channel \"{typed}\"; known: {string.Join(", ", names)}");
    }
}
