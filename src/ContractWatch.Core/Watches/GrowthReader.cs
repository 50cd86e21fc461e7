using System.Globalization;
using ContractWatch.Watches.Yaml;

namespace ContractWatch.Watches;

/// <summary>Reads the bands a watch asks for.</summary>
internal sealed class GrowthReader(WatchFileFaults faults)
{
    private const string Expected = "'amount:' or 'percent:', such as { percent: 10 } or { amount: 1000000, since: 2026-01-31 }";

    private static readonly string[] GrowthKeys = ["amount", "percent", "since"];

    private readonly NodeReader _nodes = new(faults);

    public Growth? Read(YamlNode? node)
    {
        if (node is null or YamlText { IsNothing: true } || _nodes.Keys(node, Expected, GrowthKeys) is not { } keys)
            return null;
        if (keys.IsNothing("amount") == keys.IsNothing("percent"))
        {
            faults.Add(node.Place, keys.IsNothing("amount") ? "growth without a step" : "both amount and percent", Expected);
            return null;
        }

        return new Growth
        {
            Amount = Number(keys.Find("amount"), WatchRules.GrowthAmountRule, WatchRules.IsGrowthAmount),
            Percent = Number(keys.Find("percent"), WatchRules.GrowthPercentRule, WatchRules.IsGrowthPercent),
            Since = Day(keys.Find("since")),
        };
    }

    private decimal? Number(YamlNode? node, string rule, Predicate<decimal> isFine)
    {
        if (node is null or YamlText { IsNothing: true })
            return null;
        if (node is YamlText { IsPlain: true } text
            && decimal.TryParse(text.Value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
            && isFine(number))
        {
            return number;
        }

        faults.Add(node.Place, node.Kind, rule);
        return null;
    }

    private DateOnly? Day(YamlNode? node)
    {
        if (node is null or YamlText { IsNothing: true })
            return null;
        if (node is YamlText text && DateOnly.TryParseExact(text.Value, WatchRules.DayForm, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
            return day;
        faults.Add(node.Place, node.Kind, WatchRules.DayRule);
        return null;
    }
}
