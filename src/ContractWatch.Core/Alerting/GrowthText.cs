using System.Globalization;
using ContractWatch.Awards;
using ContractWatch.Matching;
using ContractWatch.Watches;

namespace ContractWatch.Alerting;

/// <summary>What is said when obligations cross a band of a watch.</summary>
public static class GrowthText
{
    /// <summary>
    /// <c>Growth: obligations passed $53,000,000.00, 3.9 % over the $51,000,000.00 of 2026-08-01 (band 2 of $1,000,000.00).</c> A fall
    /// takes back what was told.
    /// </summary>
    public static string Of(GrowthCrossing crossing)
    {
        var (edge, anchor) = (MoneyText.Of(crossing.Edge), MoneyText.Of(crossing.Anchor));
        var day = crossing.AnchorDay.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        if (crossing.IsFall)
        {
            var left = crossing.To == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $" and are back in band {crossing.To}");
            return $"Correction of the growth: obligations fell below {edge} again{left} ({Band(crossing, crossing.To + 1)} over the {anchor} of {day}).";
        }

        var percent = (crossing.Edge.Value - crossing.Anchor.Value) / crossing.Anchor.Value * 100;
        return string.Create(CultureInfo.InvariantCulture,
            $"Growth: obligations passed {edge}, {percent:#,##0.#} % over the {anchor} of {day} ({Band(crossing, crossing.To)}).");
    }

    /// <summary>What a change does, and before it what that means for the growth the reader's watches ask for.</summary>
    public static string Before(string sentence, IEnumerable<Match> matches) =>
        string.Join(' ', matches.Select(match => match.Growth).OfType<GrowthCrossing>().Select(Of).Distinct().Append(sentence));

    private static string Band(GrowthCrossing crossing, int band)
    {
        var width = crossing.Asked.Amount is { } amount
            ? MoneyText.Of(new Money(amount, crossing.Anchor.Currency))
            : string.Create(CultureInfo.InvariantCulture, $"{crossing.Asked.Percent:0.##} %");
        return string.Create(CultureInfo.InvariantCulture, $"band {band} of {width}");
    }
}
