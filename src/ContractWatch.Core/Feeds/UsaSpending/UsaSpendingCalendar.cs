using System.Globalization;

namespace ContractWatch.Feeds.UsaSpending;

/// <summary>The days the service knows.</summary>
internal static class UsaSpendingCalendar
{
    private const int FirstMonthOfFiscalYear = 10;

    /// <summary>No search reaches further back (API_SEARCH_MIN_DATE).</summary>
    public static readonly DateOnly Earliest = new(2007, 10, 1);

    /// <summary>Fiscal years run from 1 October; this is the first day of the one before today's.</summary>
    public static DateOnly StartOfPreviousFiscalYear(DateOnly today) =>
        new(today.Month >= FirstMonthOfFiscalYear ? today.Year - 1 : today.Year - 2, FirstMonthOfFiscalYear, 1);

    public static DateOnly Clamped(DateOnly day) => day < Earliest ? Earliest : day;

    public static string Text(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
