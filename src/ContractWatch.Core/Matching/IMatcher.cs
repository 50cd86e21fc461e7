using ContractWatch.Awards;
using ContractWatch.Watches;

namespace ContractWatch.Matching;

/// <summary>Is this recipient that vendor, and does the award concern the watch? Safe for parallel use.</summary>
public interface IMatcher
{
    /// <summary>Every watch the subject concerns, in the order of watch ids.</summary>
    IReadOnlyList<Match> Find(MatchSubject subject);

    /// <summary>Why the watch matches the subject, or the first rule that said no.</summary>
    Explanation Explain(MatchSubject subject, string watchId);
}

/// <summary>Prepares a matcher for a set of watches.</summary>
public interface IMatcherFactory
{
    IMatcher For(IReadOnlyList<Watch> watches);
}

/// <summary>What is compared with a watch.</summary>
public sealed record MatchSubject
{
    public required Recipient Recipient { get; init; }

    /// <summary>Who works for the recipient on this award, where a feed knows it.</summary>
    public IReadOnlyList<Recipient> Subawardees { get; init; } = [];

    /// <summary>Of the action and of the award; looked through for products, aliases and keywords.</summary>
    public IReadOnlyList<string> Descriptions { get; init; } = [];

    public Agency? AwardingAgency { get; init; }

    public Agency? FundingAgency { get; init; }

    /// <summary>The amount of the change; null when the change has none, which a minimum amount never stops.</summary>
    public decimal? Amount { get; init; }
}

/// <summary>The answer of a watch to one subject.</summary>
/// <param name="Match">The match, or null.</param>
/// <param name="Steps">What was compared, in order, each with its outcome.</param>
public sealed record Explanation(Match? Match, IReadOnlyList<string> Steps)
{
    /// <summary>0 to 1: how near the nearest listed name came to the recipient's, match or not.</summary>
    public double NameScore { get; init; }
}
