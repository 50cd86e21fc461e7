using System.Globalization;
using ContractWatch.Alerting;
using ContractWatch.Watches;

namespace ContractWatch.Delivery.Email;

/// <summary>What a letter is called, in its mail and on its page.</summary>
internal static class DigestTitle
{
    /// <param name="letter">Of one award, or a digest.</param>
    /// <param name="story">Of its first award.</param>
    /// <param name="summary">What a digest brings.</param>
    public static string Of(Letter letter, AwardStory story, string summary) => letter switch
    {
        { Message.Award: null } => OfDigest(letter, summary),
        { IsDiscreet: true } => Letter.DiscreetSubject,
        _ => letter.Subject ?? story.Subject,
    };

    private static string OfDigest(Letter letter, string summary)
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
