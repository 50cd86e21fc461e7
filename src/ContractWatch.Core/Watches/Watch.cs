using ContractWatch.Awards;

namespace ContractWatch.Watches;

/// <summary>The question: which awards concern us? What a watch names must all hold; what it leaves empty asks nothing.</summary>
public sealed record Watch
{
    /// <summary>Short and stable: lower-case letters, digits and hyphens. Used in labels, addresses and commands.</summary>
    public required string Id { get; init; }

    public Vendor? Vendor { get; init; }

    /// <summary>Names or abbreviations of agencies, awarding or funding; any of them.</summary>
    public IReadOnlyList<string> Agencies { get; init; } = [];

    /// <summary>Phrases looked for in the description; any of them.</summary>
    public IReadOnlyList<string> Keywords { get; init; } = [];

    /// <summary>Smallest absolute value of a change worth telling, in the award's currency; a band that is crossed is told whatever the size.</summary>
    public decimal MinimumAmount { get; init; }

    /// <summary>The kinds of change worth telling; empty for all. Growth is asked for by itself.</summary>
    public IReadOnlyList<ChangeKind> Changes { get; init; } = [];

    /// <summary>The bands of money it is told of instead of modifications that move money; null to hear of each.</summary>
    public Growth? Growth { get; init; }

    public Privacy Privacy { get; init; }

    /// <summary>Repeated in every alert of this watch.</summary>
    public string? Note { get; init; }

    /// <summary>Who hears of it. An address in a file is a subscription like any other.</summary>
    public IReadOnlyList<Subscription> Notify { get; init; } = [];
}
