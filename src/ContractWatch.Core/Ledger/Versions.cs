using ContractWatch.Feeds;
using ContractWatch.Matching.Names;
using ContractWatch.Matching.Rarity;

namespace ContractWatch.Ledger;

/// <summary>What read an answer and judged what it says.</summary>
public static class Versions
{
    public static string Program { get; } = typeof(Versions).Assembly.GetName().Version?.ToString(3) ?? "0";

    public static string Judging { get; } = $"contractwatch {Program}; names {NameWeights.Version}; rarity {RarityTable.Default.Version}";

    /// <summary>In one line: <c>contractwatch 0.1.0; names 2026-11.1; rarity 2026-10; answers USAspending API v2</c>.</summary>
    public static string Reading(Observation answer) => $"{Judging}; answers {FeedCatalog.FormatOf(answer)?.Name ?? "of no known format"}";
}
