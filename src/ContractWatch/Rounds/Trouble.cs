using System.Globalization;
using ContractWatch.Delivery;
using ContractWatch.Feeds;

namespace ContractWatch.Rounds;

/// <summary>Something people should look after.</summary>
/// <param name="Id">What it is about: the same trouble has the same id as long as it lasts.</param>
/// <param name="What">One sentence, without addresses or secrets.</param>
internal sealed record Trouble(string Id, string What)
{
    private const int DaysBeforeExpiry = 14;

    /// <summary>A server that is started anew, or a line that breaks off, is back before.</summary>
    private static readonly TimeSpan OutageBorne = TimeSpan.FromMinutes(15);

    public static IEnumerable<Trouble> Of(FeedStanding standing, FeedCoverage coverage, OperatorsOptions options, DateTimeOffset now)
    {
        var (feed, health) = (standing.Feed.Id, standing.Health);
        if (!standing.Feed.IsEnabled)
            yield break;
        if (health.FailuresInARow >= options.AfterFailures)
            yield return new Trouble($"feed {feed} fails", $"The feed {feed} has failed {health.FailuresInARow} times in a row since {Moment(health.FailingSince)}: {health.LastError}");
        else if (standing.IsSilent)
            yield return new Trouble($"feed {feed} is silent", $"The feed {feed} has not been read whole since {Moment(standing.SilentSince)}, longer than its own schedule.");
        if (options.StaleAfterDays > 0 && health.NewestActionDate is { } newest && newest < DateOnly.FromDateTime(now.UtcDateTime).AddDays(-options.StaleAfterDays))
            yield return new Trouble($"feed {feed} is stale", string.Create(CultureInfo.InvariantCulture, $"The feed {feed} answers, but its newest action was signed on {newest:yyyy-MM-dd}."));
        foreach (var gap in coverage.Gaps.Where(gap => gap.Kind is GapKind.Rows or GapKind.Actions))
            yield return new Trouble($"feed {feed} {gap.Kind}", $"The feed {feed} has changed: {gap.Reason}");
    }

    public static IEnumerable<Trouble> Of(ChannelStanding standing)
    {
        if (standing.Overdue > 0)
            yield return new Trouble($"channel {standing.Channel} is late", $"{standing.Overdue} messages by {standing.Channel} are not delivered a day after they were due, the first on {Moment(standing.OverdueSince)}; 'outbox' lists them.");
        if (standing.Refused > 0)
            yield return new Trouble($"channel {standing.Channel} refuses", $"{standing.Refused} messages by {standing.Channel} were refused; 'outbox' lists them, 'outbox retry' tries again, 'outbox withdraw' lets them be.");
        if (standing.Suppressed > 0)
            yield return new Trouble($"channel {standing.Channel} suppresses", $"{standing.Suppressed} messages by {standing.Channel} wait at addresses that were refused for good; 'outbox' lists them, 'outbox lift' tries again.");
    }

    public static IEnumerable<Trouble> Of(string channel, ChannelOutage outage, OperatorsOptions options, DateTimeOffset now)
    {
        if (outage.Runs >= options.AfterFailures && now - outage.Since >= OutageBorne)
            yield return new Trouble($"channel {channel} is down", $"Nothing has got through by {channel} since {Moment(outage.Since)}, tried {outage.Runs} times in a row: {outage.Reason}");
    }

    /// <summary>Of a channel that somebody is to be told by.</summary>
    public static IEnumerable<Trouble> Of(IDeliveryChannel channel)
    {
        if (channel.Lacks is { } lacks)
            yield return new Trouble($"channel {channel.Name} is not configured", $"Somebody is to be told by {channel.Name}, but {lacks}");
    }

    public static IEnumerable<Trouble> OfBrake(string channel, int held)
    {
        if (held > 0)
            yield return new Trouble($"channel {channel} is held", $"{held} messages by {channel} are held, more than Delivery:HoldAbove; 'outbox release {channel}' lets them go.");
    }

    public static IEnumerable<Trouble> Of(KeyExpiry key, DateTimeOffset now)
    {
        if (key.Ends is { } ends && ends.AddDays(-DaysBeforeExpiry) <= DateOnly.FromDateTime(now.UtcDateTime))
            yield return new Trouble($"key {key.Name} ends", string.Create(CultureInfo.InvariantCulture, $"{key.Name} is good until {ends:yyyy-MM-dd} only."));
    }

    private static string Moment(DateTimeOffset? moment) => moment?.UtcDateTime.ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture) ?? "the beginning";
}
