namespace ContractWatch.Feeds.UsaSpending;

/// <summary>What is asked of USAspending, and how hard.</summary>
public sealed class UsaSpendingOptions
{
    public Uri BaseUrl { get; set; } = new("https://api.usaspending.gov/");

    public UsaSpendingScope Scope { get; set; } = UsaSpendingScope.Agencies;

    /// <summary>
    /// For the scope <see cref="UsaSpendingScope.Agencies"/>: exact full names of sub-tier agencies, or of departments
    /// (<c>Department of Defense</c>). An abbreviation brings nothing.
    /// </summary>
    public IList<string> Agencies { get; set; } = [];

    /// <summary>Where the silent history begins, by signing date; nothing for 1 October of the previous fiscal year.</summary>
    public DateOnly? HistorySince { get; set; }

    /// <summary>How far back every poll looks for modified actions, and overlaps the poll before.</summary>
    public int LookbackDays { get; set; } = 10;

    /// <summary>How far back a poll looks every <see cref="SweepEveryDays"/>, and always for defence: its actions appear 90 days late.</summary>
    public int DeepLookbackDays { get; set; } = 120;

    /// <summary>Every so many days everything since the history's beginning is read again: some corrections, and every deletion, leave no other trace.</summary>
    public int SweepEveryDays { get; set; } = 3;

    /// <summary>Whether sub-awards are read: of watched awards when their page counts others, and of watched vendors once a day.</summary>
    public bool Subawards { get; set; } = true;

    /// <summary>0 asks as fast as answers come.</summary>
    public double RequestsPerSecond { get; set; } = 2;

    public int MaxConcurrency { get; set; } = 2;

    /// <summary>The shortest wait after a failed request, in seconds; the longest is twelve times as long.</summary>
    public double RetryDelaySeconds { get; set; } = 5;

    /// <summary>For one request. The source itself gives up after 90 seconds.</summary>
    public double TimeoutSeconds { get; set; } = 120;

    /// <summary>Everything that is wrong with the values: the key, and what is wrong.</summary>
    public IEnumerable<(string Key, string Fault)> Faults()
    {
        if (BaseUrl is not { IsAbsoluteUri: true, Scheme: "http" or "https" })
            yield return (nameof(BaseUrl), $"\"{BaseUrl}\" is not an http or https address");
        if (Scope == UsaSpendingScope.Agencies && !Agencies.Any(name => !string.IsNullOrWhiteSpace(name)))
            yield return (nameof(Agencies), "the scope is Agencies, so at least one agency must be named");
        if (HistorySince < UsaSpendingCalendar.Earliest)
            yield return (nameof(HistorySince), $"searches reach back to {UsaSpendingCalendar.Earliest:yyyy-MM-dd} at most");
        if (LookbackDays is < 1 or > 366)
            yield return (nameof(LookbackDays), "1 to 366 days are possible");
        if (DeepLookbackDays < LookbackDays || DeepLookbackDays > 3660)
            yield return (nameof(DeepLookbackDays), "LookbackDays to 3660 days are possible");
        if (SweepEveryDays is < 1 or > 366)
            yield return (nameof(SweepEveryDays), "1 to 366 days are possible");
        if (RequestsPerSecond is < 0 or > 100)
            yield return (nameof(RequestsPerSecond), "0 to 100 requests a second are possible");
        if (MaxConcurrency is < 1 or > 10)
            yield return (nameof(MaxConcurrency), "1 to 10 requests at once are possible");
        if (RetryDelaySeconds is < 0 or > 600)
            yield return (nameof(RetryDelaySeconds), "0 to 600 seconds are possible");
        if (TimeoutSeconds is < 1 or > 3600)
            yield return (nameof(TimeoutSeconds), "1 to 3600 seconds are possible");
    }
}

/// <summary>Whose actions are read.</summary>
public enum UsaSpendingScope
{
    /// <summary>Awarded or funded by the named agencies; vendors are looked for here.</summary>
    Agencies,

    /// <summary>Of the watched vendors, by name and identifier, from any agency.</summary>
    Vendors,

    /// <summary>The whole government.</summary>
    Everything,
}
