using System.Runtime.InteropServices;

namespace ContractWatch.Matching.Names;

/// <summary>What the comparison of two names comes to.</summary>
/// <param name="Score">0 to 1.</param>
/// <param name="Tier">Null when it is no match.</param>
/// <param name="Most">The highest tier the guards allow.</param>
/// <param name="Guard">The rule that held the tier below what the score reaches, or null.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct NameVerdict(double Score, Tier? Tier, Tier Most, string? Guard)
{
    /// <summary>An equal name whose words many companies have is only likely: <c>CONSULTING GROUP</c> is not one company.</summary>
    private const double TellingName = .6;

    /// <summary>The whole listed name and nothing more but a country or the like is a branch, however common the name.</summary>
    private const double BranchScore = .85;

    /// <summary>The verdict on a listed name that was published.</summary>
    public static NameVerdict OfEqual(WeighedName listed) => listed.Weight >= TellingName
        ? new NameVerdict(.98, Matching.Tier.Certain, Matching.Tier.Certain, null)
        : new NameVerdict(.94, Matching.Tier.Likely, Matching.Tier.Likely, "every word of it is common");

    /// <summary>The verdict on an alignment under the guards.</summary>
    /// <param name="alignment">The alignment of the two names.</param>
    /// <param name="score">What the model says of it.</param>
    public static NameVerdict Of(NameAlignment alignment, double score)
    {
        if (NameGuards.IsBranchOf(alignment) && alignment.Listed.Weight >= TellingName)
            score = Math.Max(score, BranchScore);
        var (most, why) = NameGuards.Of(alignment);
        var tier = NameModel.TierOf(score, most);
        return new NameVerdict(score, tier, most, tier < NameModel.TierOf(score, Matching.Tier.Certain) ? why : null);
    }
}
