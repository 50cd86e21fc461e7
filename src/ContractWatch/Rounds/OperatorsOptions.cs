using ContractWatch.Watches;

namespace ContractWatch.Rounds;

/// <summary>Who looks after this installation, and what they want to hear: the section <c>Operators</c> of the configuration.</summary>
internal sealed class OperatorsOptions
{
    /// <summary>Mail addresses and repositories (owner/repository). Personal data: never logged.</summary>
    public IList<string> Tell { get; set; } = [];

    /// <summary>A feed that failed so often in a row is told, and so is a channel that was down in so many runs.</summary>
    public int AfterFailures { get; set; } = 3;

    /// <summary>A feed whose newest action was signed longer ago than this serves stale data, however promptly; 0: never.</summary>
    public int StaleAfterDays { get; set; } = 14;

    /// <summary>What goes on is told again so often.</summary>
    public int RepeatHours { get; set; } = 24;

    /// <summary>A word every Monday that all is well, or what is not.</summary>
    public bool Heartbeat { get; set; }

    /// <summary>Keys and tokens that end some day, which no program can ask them.</summary>
    public IList<KeyExpiry> Expiries { get; set; } = [];

    internal static string ChannelOf(string address) => WatchRules.IsEmail(address) ? Subscription.Email : Subscription.GitHub;

    public IEnumerable<string> Faults()
    {
        if (Tell.Any(address => !WatchRules.IsEmail(address) && !WatchRules.IsGitHubRepository(address)))
            yield return "Operators:Tell holds something that is neither a mail address nor owner/repository";
        if (AfterFailures < 1)
            yield return $"Operators:AfterFailures is {AfterFailures}, expected 1 or more";
        if (StaleAfterDays < 0)
            yield return $"Operators:StaleAfterDays is {StaleAfterDays}, expected 0 (never) or a number of days";
        if (RepeatHours < 1)
            yield return $"Operators:RepeatHours is {RepeatHours}, expected 1 or more";
        if (Expiries.Any(key => key.Name.Length == 0 || key.Ends is null))
            yield return "Operators:Expiries holds a key without Name or Ends";
    }
}

internal sealed class KeyExpiry
{
    /// <summary>What people call it, such as <c>GitHub token</c>.</summary>
    public string Name { get; set; } = "";

    /// <summary>The last day it is good for.</summary>
    public DateOnly? Ends { get; set; }
}
