using ContractWatch.Delivery;
using ContractWatch.Feeds;
using ContractWatch.Polling;
using ContractWatch.Rounds;
using ContractWatch.Watches;

namespace ContractWatch.Cli.Lines;

/// <summary>One feed's line of <c>poll --json</c>.</summary>
internal sealed record PollLine
{
    public required string Feed { get; init; }

    public required bool Complete { get; init; }

    /// <summary>Why it is incomplete, or why there was nothing to read.</summary>
    public string? Reason { get; init; }

    public DateTimeOffset Started { get; init; }

    public double Seconds { get; init; }

    public int Actions { get; init; }

    public int Requests { get; init; }

    public int History { get; init; }

    public required IReadOnlyDictionary<string, int> Changes { get; init; }

    public int Matched { get; init; }

    public int Owed { get; init; }

    public int OutOfScope { get; init; }

    public int Quarantined { get; init; }

    public int Missing { get; init; }

    public required IReadOnlyList<string> Remarks { get; init; }

    public static PollLine Of(PollReport report) => new()
    {
        Feed = report.Feed,
        Complete = report.Complete,
        Reason = report.Reason,
        Started = report.Started,
        Seconds = Math.Round(report.Took.TotalSeconds, 3),
        Actions = report.Actions,
        Requests = report.Requests,
        History = report.History,
        Changes = report.Changes,
        Matched = report.Matched,
        Owed = report.Owed,
        OutOfScope = report.OutOfScope,
        Quarantined = report.Quarantined,
        Missing = report.Missing,
        Remarks = report.Remarks,
    };
}

/// <summary>One channel's line of <c>deliver --json</c>.</summary>
internal sealed record DeliveryLine(string Channel, int Delivered, int Deferred, int Refused, bool Busy, string? LastError)
{
    public static DeliveryLine Of(ChannelReport report) =>
        new(report.Channel, report.Delivered, report.Deferred, report.Refused, report.IsBusy, report.LastError);
}

/// <summary>One message of <c>alerts --json</c> and <c>outbox --json</c>.</summary>
internal sealed record MessageLine
{
    public required string Key { get; init; }

    public required string State { get; init; }

    public required string Channel { get; init; }

    public required string Address { get; init; }

    public required string Cadence { get; init; }

    public string? Award { get; init; }

    public required IReadOnlyList<AlertLine> Alerts { get; init; }

    public DateTimeOffset Created { get; init; }

    public DateTimeOffset Due { get; init; }

    public int Attempts { get; init; }

    public string? LastError { get; init; }

    public string? Receipt { get; init; }

    public DateTimeOffset? Delivered { get; init; }

    public static MessageLine Of(OutboxMessage message) => new()
    {
        Key = message.Key,
        State = Words.Of(message.State),
        Channel = message.Channel,
        Address = message.Address,
        Cadence = Words.Of(message.Cadence),
        Award = message.Award,
        Alerts = [.. message.Alerts.Select(alert => new AlertLine(alert.Key, alert.ChangeId, alert.WatchId))],
        Created = message.Created,
        Due = message.Due,
        Attempts = message.Attempts,
        LastError = message.LastError,
        Receipt = message.Receipt,
        Delivered = message.Delivered,
    };
}

internal sealed record AlertLine(string Key, string Change, string Watch);

/// <summary>One feed's line of <c>feeds --json</c>.</summary>
internal sealed record FeedLine
{
    public required string Feed { get; init; }

    public required string Type { get; init; }

    public required string Status { get; init; }

    public required string Schedule { get; init; }

    public DateTimeOffset? LastAttempt { get; init; }

    public DateTimeOffset? LastComplete { get; init; }

    public DateTimeOffset? FailingSince { get; init; }

    public int Failures { get; init; }

    public string? LastError { get; init; }

    public DateOnly? NewestActionDate { get; init; }

    public string? History { get; init; }

    public long KnownActions { get; init; }

    /// <summary>Where the feed stands, in its own words.</summary>
    public required string Cursor { get; init; }

    /// <summary>What the last poll covered; null before the first.</summary>
    public LastPollLine? LastPoll { get; init; }

    /// <summary>What was not read yet, the oldest gap first.</summary>
    public required IReadOnlyList<GapLine> Gaps { get; init; }

    public static FeedLine Of(FeedStanding standing, PollCoverage? lastPoll, IReadOnlyList<CoverageGap> gaps) => new()
    {
        Feed = standing.Feed.Id,
        Type = standing.Feed.Settings.Type,
        Status = standing.StatusWord,
        Schedule = standing.Feed.Settings.Schedule,
        LastAttempt = standing.Health.LastAttempt,
        LastComplete = standing.Health.LastComplete,
        FailingSince = standing.Health.FailingSince,
        Failures = standing.Health.FailuresInARow,
        LastError = standing.Health.LastError,
        NewestActionDate = standing.Health.NewestActionDate,
        History = standing.Health.History,
        KnownActions = standing.State.KnownActions,
        Cursor = standing.State.Cursor.Json,
        LastPoll = lastPoll is null ? null : LastPollLine.Of(lastPoll),
        Gaps = [.. gaps.Select(GapLine.Of)],
    };
}

/// <summary>One watch of <c>watch list --json</c>.</summary>
internal sealed record WatchLine(
    string Id, string? Vendor, IReadOnlyList<string> Agencies, IReadOnlyList<string> Keywords, string Origin, DateTimeOffset Since, int Subscriptions)
{
    public static WatchLine Of(StoredWatch stored) => new(
        stored.Watch.Id,
        stored.Watch.Vendor?.Name,
        stored.Watch.Agencies,
        stored.Watch.Keywords,
        stored.Origin,
        stored.Since,
        stored.Watch.Notify.Count);
}
