using System.Globalization;
using ContractWatch.Awards;

namespace ContractWatch.Diffing;

/// <summary>Published facts as the text that is compared and shown: exact, and the same on every machine.</summary>
internal static class FactText
{
    /// <summary><c>1250000.00 USD</c>.</summary>
    public static string? Of(Money? money) =>
        money is { } known ? string.Create(CultureInfo.InvariantCulture, $"{known.Value:0.00######} {known.Currency}") : null;

    /// <summary>ISO 8601.</summary>
    public static string? Of(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    public static string? Of(Classification? classification) =>
        classification is null ? null : $"{classification.Code} {classification.Description}".Trim();

    /// <summary>The amount that a text of it means; null when it is none.</summary>
    public static Money? MoneyIn(string? text) =>
        text?.Split(' ') is [var digits, var currency] && decimal.TryParse(digits, NumberStyles.Number, CultureInfo.InvariantCulture, out var value)
            ? new Money(value, currency)
            : null;
}
