using System.Collections;
using System.Globalization;
using System.Reflection;
using System.Text.Json;
using ContractWatch.Alerting;
using ContractWatch.Awards;
using ContractWatch.Delivery;
using ContractWatch.Diffing;
using ContractWatch.Feeds;
using ContractWatch.Matching;
using ContractWatch.Polling;
using ContractWatch.Watches;

namespace ContractWatch.Storage;

/// <summary>Nouns with every field filled, so that a field a store forgets is seen.</summary>
internal static class Sample
{
    public const string Feed = "usaspending";

    public static readonly DateTimeOffset Noon = new DateTimeOffset(2026, 8, 12, 12, 0, 0, TimeSpan.Zero).AddTicks(1234567);

    public static AwardAction Action(string award = "CONT_AWD_A", string number = "0", int twin = 0) => new()
    {
        Key = new ActionKey(new AwardKey(award), number, twin),
        Piid = "70CTD0" + number,
        ActionDate = new DateOnly(2026, 8, 3),
        ActionType = "C",
        Obligation = Money.Usd(79228162514264337593543950.33m),
        Description = "CASE MANAGEMENT — \"ICM\" <b>& übung\n\t\u0007 '); DROP TABLE actions; --",
        Recipient = Recipient(),
        AwardingAgency = new Agency { Name = "U.S. Immigration and Customs Enforcement", Department = "Department of Homeland Security" },
        FundingAgency = new Agency { Name = "Office of the Secretary", Department = "Department of Justice" },
        AwardType = "DELIVERY ORDER",
        Naics = new Classification("541512", "COMPUTER SYSTEMS DESIGN SERVICES"),
        ProductOrService = new Classification("DA01", null),
    };

    public static Recipient Recipient() => new()
    {
        Name = "ACME ANALYTICS, INC.",
        Identifiers = Identifiers.Of([new("uei", "ABCDEFGHJKL1"), new("cage", "1A2B3")]),
        ParentName = "ACME HOLDINGS",
        ParentIdentifiers = Identifiers.OfUei("ABCDEFGHJKL2"),
    };

    public static KnownAction Known(string award = "CONT_AWD_A", string number = "0", int twin = 0) => new()
    {
        Action = Action(award, number, twin),
        Revision = 3,
        FirstSeen = Noon,
        MissingSince = Noon.AddDays(1),
        MissingPolls = 2,
        IsWithdrawn = true,
    };

    /// <summary>As a poll first brings it.</summary>
    public static KnownAction Fresh(string award = "CONT_AWD_A", string number = "0", int twin = 0) => new()
    {
        Action = Action(award, number, twin),
        Revision = 1,
        FirstSeen = Noon,
    };

    public static Award Award(string award = "CONT_AWD_A") => new()
    {
        Key = new AwardKey(award),
        Piid = "70CTD0",
        Description = "CASE MANAGEMENT",
        Recipient = Recipient(),
        AwardingAgency = new Agency { Name = "U.S. Customs and Border Protection", Department = "Department of Homeland Security" },
        FundingAgency = new Agency { Name = "U.S. Secret Service", Department = "Department of Homeland Security" },
        Obligated = Money.Usd(1.10m),
        CurrentValue = Money.Usd(2.200m),
        Ceiling = new Money(-3.0m, "EUR"),
        Paid = Money.Usd(0m),
        Signed = new DateOnly(2024, 2, 29),
        Start = new DateOnly(2024, 3, 1),
        End = new DateOnly(2027, 3, 1),
        PotentialEnd = new DateOnly(2029, 12, 31),
        Parent = new AwardKey("CONT_IDV_P"),
        OffersReceived = 4,
        ExtentCompeted = "FULL AND OPEN COMPETITION",
        SubawardCount = 7,
        Page = new Uri("https://www.usaspending.gov/award/CONT_AWD_A/?x=1#y"),
    };

    public static MatchedChange Change(string id, string award = "CONT_AWD_A", DateTimeOffset? seen = null, params string[] watches) => new(
        new Change
        {
            Id = id,
            Kind = ChangeKind.Correction,
            Feed = Feed,
            Action = Action(award, "P00001", 1),
            FirstSeen = seen ?? Noon,
            Fields = [new FieldChange("recipient", "ACME", "ACME, INC."), new FieldChange("obligation", null, "1.50")],
            ObligationBefore = Money.Usd(12.50m),
            Covers = [new ActionKey(new AwardKey(award), "P00001", 1)],
            Ceiling = new Ceiling(Money.Usd(10.10m), Money.Usd(20)),
            IsContinued = true,
            IsOfWholeAward = true,
            Chain = new OffsetChain([new ChainLink("P00001", Money.Usd(5.50m), ChainStep.Withdrawn)], Money.Usd(-5.5m)),
            Total = new RunningTotal(Money.Usd(1), Money.Usd(2.50m), IsWhole: true),
            Subaward = Subaward(award),
            Page = new Uri("https://www.usaspending.gov/award/CONT_AWD_A/"),
        },
        [.. watches.Select(Match)]);

    public static Match Match(string watch) => new()
    {
        WatchId = watch,
        Tier = Tier.Likely,
        Route = Route.Reseller,
        Evidence = [new Evidence("product", "the description names \"ICM\"", 0.30000000000000004), new Evidence("agency", "ICE")],
        Growth = new GrowthCrossing(new Growth { Amount = 2, Percent = 10.5m, Since = new DateOnly(2026, 1, 31) }, Money.Usd(51.50m), new DateOnly(2026, 8, 1), 3, 2),
        Score = 0.1 + 0.2,
    };

    public static Subaward Subaward(string prime = "CONT_AWD_A", string number = "S-1") => new()
    {
        Prime = new AwardKey(prime),
        Number = number,
        Recipient = Recipient(),
        Amount = Money.Usd(1.10m),
        ActionDate = new DateOnly(2026, 6, 30),
        Description = "ANALYSIS — \"X\"",
    };

    public static KnownSubaward KnownSubaward(string prime = "CONT_AWD_A", string key = "S-1|ACME", int revision = 2) =>
        new() { Key = key, Subaward = Subaward(prime, key.Split('|')[0]), Revision = revision };

    public static GrowthMark Growth(string award = "CONT_AWD_A", string watch = "acme", int band = 2) => new(new AwardKey(award), watch, new GrowthBands
    {
        Asked = new Growth { Amount = 2, Percent = 10.5m, Since = new DateOnly(2026, 1, 31) },
        Anchor = Money.Usd(51.50m),
        AnchorDay = new DateOnly(2026, 8, 1),
        WatchSince = Noon,
        Total = Money.Usd(52.10m),
        Band = band,
    });

    public static OutboxMessage Message(string key, string address = "desk@example.org", DateTimeOffset? due = null, params string[] alerts) => new()
    {
        Key = key,
        Channel = "email",
        Address = address,
        Cadence = Cadence.Weekly,
        Award = "CONT_AWD_A",
        Alerts = [.. alerts.Select(alert => new Alert(alert, $"change of {alert}", $"subscription of {alert}", $"watch of {alert}"))],
        Created = Noon,
        Due = due ?? Noon,
        Attempts = 2,
        Sending = "of both parts",
        LastError = "450 try later",
        State = MessageState.Owed,
        Receipt = "<x@example.org>",
        Delivered = Noon.AddHours(1),
    };

    public static Watch Watch(string id = "acme") => new()
    {
        Id = id,
        Vendor = new Vendor
        {
            Name = "Acme Analytics",
            Aliases = ["Acme USG"],
            Identifiers = new Dictionary<string, IReadOnlyList<string>> { ["uei"] = ["ABCDEFGHJKL1", "ABCDEFGHJKL2"] },
            Products = ["ICM"],
            Exclude = ["ACME BRICK"],
        },
        Agencies = ["ICE"],
        Keywords = ["case management"],
        MinimumAmount = 1000.10m,
        Changes = [ChangeKind.NewAward, ChangeKind.Withdrawn],
        Growth = new Growth { Amount = 2, Percent = 10.5m, Since = new DateOnly(2026, 1, 31) },
        Note = "Case management at ICE",
        Privacy = Privacy.Members,
        Notify = [Subscription(id)],
    };

    public static Subscription Subscription(string watch = "acme", string address = "Desk@example.org") => new(watch, "email", address, Cadence.Daily)
    {
        Wishes = new Wishes
        {
            At = new TimeOnly(7, 30),
            Zone = "Asia/Kolkata",
            Changes = [ChangeKind.Terminated],
            MinimumAmount = 10.50m,
            MutedUntil = new DateOnly(2026, 12, 24),
            Paused = true,
            Note = "mine",
        },
    };

    public static StoredSubscription StoredSubscription(string watch = "acme") => new()
    {
        Subscription = Subscription(watch),
        State = SubscriptionState.Ended,
        History = [new SubscriptionEvent(Noon, "asked", "jo", "at the fair"), new SubscriptionEvent(Noon.AddTicks(1), "ended", "the subscriber", "übung")],
    };

    public static Feedback Feedback(string what = "ACME BRICK", DateTimeOffset? at = null) => new()
    {
        WatchId = "acme",
        Kind = FeedbackKind.Alias,
        What = what,
        By = "jo",
        At = at ?? Noon,
        TakenBack = new TakenBack("sam", Noon.AddDays(1)),
    };

    public static FeedHealth Health() => new()
    {
        LastAttempt = Noon.AddMinutes(1),
        LastComplete = Noon.AddMinutes(2),
        FailuresInARow = 3,
        FailingSince = Noon.AddMinutes(3),
        BackoffStep = 4,
        LastError = "503",
        NewestActionDate = new DateOnly(2026, 8, 11),
        History = "2025-10 of 2026-08",
    };

    /// <summary>The next commit of the feed, from the cursor <paramref name="from"/> to <paramref name="to"/>.</summary>
    public static PollCommit Commit(string from = "", string to = "1") => new()
    {
        Feed = Feed,
        From = new FeedCursor(from),
        To = new FeedCursor(to),
        Time = Noon,
        Health = Health(),
        Coverage = new PollCoverage { Started = Noon },
    };

    public static PollCoverage Coverage(DateTimeOffset? started = null, params CoverageGap[] gaps) => new()
    {
        Started = started ?? Noon,
        IsComplete = true,
        Reason = "the source has loaded nothing",
        Queries = [new SliceCoverage("signed 2026-08-01 to 2026-08-31", 9, 8, 7, 6)],
        Gaps = gaps,
    };

    public static CoverageGap Gap(GapKind kind = GapKind.Poll, string subject = "CONT_AWD_A", DateTimeOffset? since = null) => new()
    {
        Kind = kind,
        Subject = subject,
        Since = since ?? Noon,
        Reason = "page 3 of 9 was cut off",
    };

    /// <summary>Every field as text, for comparing: exact to the last digit and to the last step of the clock.</summary>
    public static string Shown(object? value)
    {
        var text = new System.Text.StringBuilder();
        foreach (var (path, leaf) in Leaves(value, ""))
            text.Append(CultureInfo.InvariantCulture, $"{path} = {leaf}\n");
        return text.ToString();
    }

    /// <summary>The paths of the fields that hold nothing but their default: what a sample leaves empty proves nothing.</summary>
    public static IReadOnlyList<string> EmptyFields(object value) => [.. Leaves(value, "").Where(leaf => leaf.Text is "" or "0" or "[0]").Select(leaf => leaf.Path)];

    private static IEnumerable<(string Path, string Text)> Leaves(object? value, string path) => value switch
    {
        null => [(path, "")],
        DateTimeOffset moment => [(path, moment.UtcDateTime.ToString("O", CultureInfo.InvariantCulture))],
        string or decimal or double or int or long or bool or Enum or DateOnly or TimeOnly or Uri or ChangeKind => [(path, Text(value))],
        IEnumerable several => several.Cast<object?>()
            .SelectMany((one, place) => Leaves(one, $"{path}[{place}]"))
            .Append((path, $"[{several.Cast<object?>().Count()}]")),
        _ => value.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .SelectMany(property => Leaves(property.GetValue(value), $"{path}.{property.Name}")),
    };

    private static string Text(object value) => value switch
    {
        bool flag => flag ? "yes" : "no",
        Enum choice => choice.ToString(),
        string text => text.Length == 0 ? "\"\"" : JsonSerializer.Serialize(text),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };
}
