namespace ContractWatch.Awards;

/// <summary>An exact amount in one currency.</summary>
/// <param name="Value">The amount, in whole units of the currency; negative for a de-obligation.</param>
/// <param name="Currency">ISO 4217 code, such as <c>USD</c>.</param>
public readonly record struct Money(decimal Value, string Currency)
{
    public static Money Usd(decimal value) => new(value, "USD");
}

/// <summary>What an amount of money means. Amounts of different meaning are never added or compared.</summary>
public enum MoneyMeaning
{
    /// <summary>What one action added or took away.</summary>
    Delta,

    /// <summary>Everything obligated so far.</summary>
    Cumulative,

    /// <summary>Base and exercised options.</summary>
    CurrentValue,

    /// <summary>Base and all options: the most it can become.</summary>
    Ceiling,

    /// <summary>Money that has left the treasury.</summary>
    Paid,
}
