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
        foreach (var watch in watches.Where(watch => watch.Vendor is not null))
        {
            if (WatchReach.WhyNothing(watch, house.Matchers) is { } why)
                throw new CommandException($"{watch.Id} can match nothing: {why}");
        }

        foreach (var watch in watches)
            Warn(scene, watch.Id, WatchReach.Warnings(watch));
        var today = DateOnly.FromDateTime(house.Time.GetUtcNow().UtcDateTime);
        foreach (var report in await house.BackTest.LastMonthAsync(watches, today, cancellation))
            Warn(scene, report.WatchId, report.Warnings.Select(warning => $"in the last month stored, {warning}"));
    }

    public static void Warn(CommandScene scene, string watchId, IEnumerable<string> warnings)
    {
        foreach (var warning in warnings)
            scene.Terminal.Complain($"contractwatch: warning: {watchId}: {warning}");
    }
}
