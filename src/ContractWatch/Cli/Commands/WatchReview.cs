using ContractWatch.Matching;
using ContractWatch.Watches;

namespace ContractWatch.Cli.Commands;

/// <summary>Looks at watches before they are saved: what can match nothing is refused, what would match too much is warned about.</summary>
internal static class WatchReview
{
    /// <exception cref="CommandException">A watch can match nothing.</exception>
    public static async Task OfAsync(CommandScene scene, IReadOnlyList<Watch> watches, CancellationToken cancellation)
    {
        var house = scene.House;
        foreach (var watch in watches)
        {
            if (WatchReach.WhyNothing(watch, house.Matchers) is { } why)
                throw new CommandException($"{watch.Id} cannot be saved: {why}");
        }

        foreach (var watch in watches)
            Warn(scene, watch.Id, Advice(watch));
        var today = DateOnly.FromDateTime(house.Time.GetUtcNow().UtcDateTime);
        foreach (var report in await house.BackTest.LastMonthAsync(watches, today, cancellation))
            Warn(scene, report.WatchId, report.Warnings.Select(warning => $"In the last month stored, {warning}"));
    }

    /// <summary>What is worth knowing of its words.</summary>
    public static IEnumerable<string> Advice(Watch watch) => WatchAdvice.Of(watch).Select(advice => advice.Text);

    public static void Warn(CommandScene scene, string watchId, IEnumerable<string> warnings)
    {
        foreach (var warning in warnings)
            scene.Terminal.Complain($"contractwatch: warning: {watchId}: {warning}");
    }
}
