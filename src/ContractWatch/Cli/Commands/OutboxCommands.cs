using System.CommandLine;
using System.Globalization;

namespace ContractWatch.Cli.Commands;

/// <summary><c>outbox release|suppressed|lift</c>: what is held goes on when somebody says so.</summary>
internal static class OutboxCommands
{
    public static IReadOnlyList<Command> All(CommandHost host) => [Release(host), Suppressed(host), Lift(host)];

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

    private static Argument<string> Channel() => new("CHANNEL") { Description = "email, github, …" };

    private static string Known(CommandScene scene, Argument<string> channel)
    {
        var names = scene.House.Channels.Select(one => one.Name).ToList();
        var typed = scene.Typed.GetValue(channel)!;
        return names.Contains(typed) ? typed : throw new CommandException($"there is no channel \"{typed}\"; known: {string.Join(", ", names)}");
    }
}
