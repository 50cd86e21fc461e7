using System.Globalization;
using ContractWatch.Awards;

namespace ContractWatch.Alerting;

/// <summary>Amounts as people write them: <c>$1,000,000.00</c>, <c>-$2,000.00</c>, <c>EUR 1,000.00</c>.</summary>
public static class MoneyText
{
    public static string Of(Money money) => (money.Value < 0 ? "-" : "") + Absolute(money);

    /// <summary>With a sign in either case.</summary>
    public static string Signed(Money money) => (money.Value < 0 ? "-" : "+") + Absolute(money);

    public static string Absolute(Money money)
    {
        var digits = Math.Abs(money.Value).ToString("#,##0.00######", CultureInfo.InvariantCulture);
        return money.Currency == "USD" ? $"${digits}" : $"{ForeignText.OneLine(money.Currency, 8)} {digits}";
    }

    /// <summary>An amount written as <c>1600000.00 USD</c>, as facts of a correction carry it; anything else as it is.</summary>
    public static string OfFact(string fact)
    {
        var parts = fact.Split(' ', 2);
        return parts is [var number, { Length: 3 } currency]
            && decimal.TryParse(number, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value)
            ? Of(new Money(value, currency))
            : fact;
    }
}
