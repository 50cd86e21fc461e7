namespace ContractWatch.TestServers.UsaSpending;

/// <summary>
/// A capture whose paging broke off holds of some agency a multiple of the page size, and clearly less than an earlier one did.
/// </summary>
internal static class Truncation
{
    private const int PageSize = 100;

    public static bool Suspected(Capture capture, IEnumerable<Capture> earlier)
    {
        var most = earlier
            .SelectMany(one => one.Counts)
            .GroupBy(count => count.Key)
            .ToDictionary(group => group.Key, group => group.Max(count => count.Value), StringComparer.Ordinal);
        return capture.Counts.Any(count =>
            count.Value % PageSize == 0 && most.TryGetValue(count.Key, out var before) && count.Value < before * 0.98);
    }
}
