using System.CommandLine;
using System.Globalization;
using ContractWatch.Cli.Lines;
using ContractWatch.Delivery;

namespace ContractWatch.Cli.Commands;

/// <summary><c>deliver</c>: sends what is due now.</summary>
internal static class DeliverCommand
{
    /// <summary>How long to wait for the daemon when it is delivering.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private const int SomethingStaysOwed = 3;

    public static Command Create(CommandHost host)
    {
        var json = GlobalOptions.Json();
        var command = new Command("deliver", "Delivers what is due now") { json };
        host.Runs(command, async (scene, cancellation) =>
        {
            var reports = await scene.House.DeliveryRound.RunAsync(Patience, cancellation);
            Show(scene.Terminal, reports, scene.Typed.GetValue(json));
            return reports.All(report => report.Deferred + report.Refused + report.Held == 0 && !report.IsBusy) ? 0 : SomethingStaysOwed;
        });
        return command;
    }

    /// <param name="terminal">Where to show it.</param>
    /// <param name="reports">What the channels did.</param>
    /// <param name="json">Null: in passing, only what is worth telling, and on the error stream.</param>
    public static void Show(Terminal terminal, IReadOnlyList<ChannelReport> reports, bool? json)
    {
        foreach (var report in reports)
        {
            if (json == true)
                LinesJson.Write(terminal.Output, DeliveryLine.Of(report), LinesJson.Default.DeliveryLine);
            else if (json == false || report.Delivered > 0)
                (json is null ? terminal.Error : terminal.Output).WriteLine(Sentence(report));
            if (report.IsBusy)
                terminal.Complain($"{report.Channel}: another process is delivering; waited {Patience.TotalSeconds:0} s");
            else if (report.Held > 0)
                terminal.Complain($"{report.Channel}: {report.Held} messages are held, more than Delivery:HoldAbove; 'outbox release {report.Channel}' lets them go");
            else if (report.LastError is not null)
                terminal.Complain($"{report.Channel}: {report.LastError}");
        }
    }

    private static string Sentence(ChannelReport report) => string.Create(
        CultureInfo.InvariantCulture, $"{report.Channel}: {report.Delivered} delivered, {report.Deferred} deferred, {report.Refused} refused");
}
