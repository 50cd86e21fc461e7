using ContractWatch.Watches;

namespace ContractWatch.Matching;

/// <summary>How sure a match is.</summary>
public enum Tier
{
    /// <summary>Told weekly at most.</summary>
    Possible,

    Likely,

    Certain,
}

/// <summary>The way a watched vendor comes into an award.</summary>
public enum Route
{
    /// <summary>The watch names no vendor: agency, keywords and amount decided.</summary>
    Any,

    /// <summary>The vendor is the recipient.</summary>
    Prime,

    /// <summary>The recipient belongs to the vendor.</summary>
    Subsidiary,

    /// <summary>Somebody else's award names the vendor or its product in the description.</summary>
    Reseller,

    JointVenture,

    Subaward,
}

/// <summary>A watch that an award concerns, and why.</summary>
public sealed record Match
{
    public required string WatchId { get; init; }

    public required Tier Tier { get; init; }

    public required Route Route { get; init; }

    /// <summary>Never empty: every match says why.</summary>
    public required IReadOnlyList<Evidence> Evidence { get; init; }

    /// <summary>The bands of this watch that the change crosses; null when it crosses none.</summary>
    public GrowthCrossing? Growth { get; init; }

    /// <summary>0 to 1.</summary>
    public double Score { get; init; } = 1;
}

/// <summary>One reason.</summary>
/// <param name="Kind">What was compared: <c>identifier</c>, <c>parent-identifier</c>, <c>name</c>, <c>alias</c>, <c>product</c>, <c>agency</c>, <c>keyword</c>, <c>amount</c>, <c>context</c>, <c>ambiguous</c>.</param>
/// <param name="Text">One clause for people, without foreign markup: <c>UEI HNN4F9JZWDY8 is listed for this vendor</c>.</param>
/// <param name="Weight">What it added to the score, where the score is a sum.</param>
public sealed record Evidence(string Kind, string Text, double? Weight = null)
{
    /// <summary>The kind of evidence that the watch had told of the same action before, and nothing else.</summary>
    public const string Told = "told";
}
