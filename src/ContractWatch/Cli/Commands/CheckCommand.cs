using System.CommandLine;
using ContractWatch.Alerting;
using ContractWatch.Awards;
using ContractWatch.Delivery;
using ContractWatch.Feeds;
using ContractWatch.Ledger;
using ContractWatch.Rounds;
using ContractWatch.Watches;

namespace ContractWatch.Cli.Commands;

/// <summary><c>check</c>: tries everything the daemon will need, and prints every fault, not the first.</summary>
internal static class CheckCommand
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>No award is called so: the source's answer to it is the cheapest there is.</summary>
    private static readonly AwardKey NoAward = new("CONT_AWD_NONE_0000_-NONE-_-NONE-");

    public static Command Create(CommandHost host)
    {
        var command = new Command("check", "Validates configuration, store, watch files, log-ins and feeds");
        host.Runs(command, async (scene, cancellation) =>
        {
            var (terminal, house) = (scene.Terminal, scene.House);
            terminal.Say("ok     configuration");
            terminal.Say($"ok     {house.StoreKind} store in {house.Settings.DataDirectory}");
            var faults = WatchFiles(terminal, house);
            faults += await ZonesAsync(terminal, house, cancellation);
            faults += await LedgerAsync(terminal, house, cancellation);
            Remark(terminal, (OperatorsOptions)house.Settings.Rooms["Operators"]);
            var troubles = await house.Troubles.NowAsync(cancellation);
            foreach (var trouble in troubles)
                faults += Tell(terminal, "care", trouble.What);
            foreach (var channel in house.Channels.Where(channel => !Trouble.Of(channel).Any(troubles.Contains)))
                faults += Tell(terminal, channel.Name, await CheckAsync(channel, house, cancellation));
            foreach (var feed in house.Feeds.Where(feed => feed.IsEnabled))
                faults += Tell(terminal, $"feed {feed.Id}", await CheckAsync(feed, house.Time, cancellation));
            return faults == 0 ? 0 : Faults.ExitCode;
        });
        return command;
    }

    private static int WatchFiles(Terminal terminal, Composition house)
    {
        var shelf = WatchShelf.Read(house.Settings.Watches, Environment.CurrentDirectory);
        foreach (var fault in shelf.Faults)
            Tell(terminal, "watches", fault.ToString());
        if (shelf.Faults.Count == 0)
            terminal.Say($"ok     {shelf.Watches.Count()} watches in files");
        return shelf.Faults.Count;
    }

    /// <summary>A time zone may have been known where it was chosen and not be here. Whose it is stays unsaid.</summary>
    private static async Task<int> ZonesAsync(Terminal terminal, Composition house, CancellationToken cancellation)
    {
        var unknown = (await house.Store.Watches.InForceAsync(cancellation)).SelectMany(stored => stored.Watch.Notify)
            .Where(one => one.Wishes.Zone is { } zone && !DigestClock.Knows(zone))
            .Select(one => (one.WatchId, one.Wishes.Zone)).Distinct().ToList();
        foreach (var (watch, zone) in unknown)
            Tell(terminal, $"a subscription to {watch}", $"the time zone \"{zone}\" is not known to this machine, so its hour is taken as UTC; expected {WatchRules.ZoneRule}");
        return unknown.Count;
    }

    private static async Task<int> LedgerAsync(Terminal terminal, Composition house, CancellationToken cancellation)
    {
        var walk = await LedgerWalk.AsOfNowAsync(house.Store.Ledger, cancellation);
        foreach (var fault in walk.Faults)
            Tell(terminal, "ledger", fault);
        if (walk.Faults.Count == 0)
            terminal.Say($"ok     ledger of {walk.Entries} answers as received, up to {walk.Head}");
        return walk.Faults.Count;
    }

    private static void Remark(Terminal terminal, OperatorsOptions operators)
    {
        if (operators.Tell.Select(OperatorsOptions.ChannelOf).Distinct().ToList() is [var only])
            terminal.Say($"remark operators: all of Operators:Tell is told by {only}: when that is down, only the log, 'check' and /healthz say so; an address of another kind would hear of it");
    }

    private static int Tell(Terminal terminal, string what, string? fault)
    {
        if (fault is null)
            terminal.Say($"ok     {what}");
        else
            terminal.Complain($"FAULT  {what}: {fault}");
        return fault is null ? 0 : 1;
    }

    /// <summary>A way that nobody has asked to be told by may be left unconfigured.</summary>
    private static async Task<string?> CheckAsync(IDeliveryChannel channel, Composition house, CancellationToken cancellation)
    {
        var fault = await channel.CheckAsync(cancellation);
        return fault is null || channel.Name == Subscription.Email || await IsAskedForAsync(channel.Name, house, cancellation) ? fault : null;
    }

    private static async Task<bool> IsAskedForAsync(string channel, Composition house, CancellationToken cancellation)
    {
        var inFiles = WatchShelf.Read(house.Settings.Watches, Environment.CurrentDirectory).Watches.Select(held => held.Watch);
        var stored = (await house.Store.Watches.InForceAsync(cancellation)).Select(one => one.Watch);
        return house.IsConfigured(channel) || inFiles.Concat(stored).Any(watch => watch.Notify.Any(subscription => subscription.Channel == channel));
    }

    private static async Task<string?> CheckAsync(ConfiguredFeed feed, TimeProvider time, CancellationToken cancellation)
    {
        using var late = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, late.Token);
        try
        {
            await feed.Source.ReadAwardAsync(NoAward, either.Token);
            return null;
        }
        catch (FeedException fault)
        {
            return fault.Message;
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return $"no good answer within {Patience.TotalSeconds:0} s";
        }
    }
}
