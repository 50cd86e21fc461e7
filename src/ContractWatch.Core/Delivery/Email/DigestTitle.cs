using System.Globalization;
using ContractWatch.Watches;

namespace ContractWatch.Delivery.Email;

/// <summary>What a digest is called, in its mail and on its page.</summary>
internal static class DigestTitle
{
    public static string Of(Letter letter, string summary)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"ContractWatch {(letter.Message.Cadence == Cadence.Weekly ? "weekly" : "daily")} digest {Day(letter):yyyy-MM-dd}");
        return letter.IsDiscreet ? name : $"{name}: {summary}";
    }

    public static string Summary(Letter letter, int awards) => $"{Count(letter.Changes.Count, "change")} on {Count(awards, "award")}";

    /// <summary>The day its subscriber gets it.</summary>
    public static DateOnly Day(Letter letter) => letter.Clock.DayOf(letter.Clock.Next(letter.Message.Cadence, letter.Message.Created));

    public static string Count(int number, string what) =>
        string.Create(CultureInfo.InvariantCulture, $"{number} {what}{(number == 1 ? "" : "s")}");
}
