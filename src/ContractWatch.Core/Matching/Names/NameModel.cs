namespace ContractWatch.Matching.Names;

/// <summary>The calibrated likeness of two names: a logistic model whose every term can be shown.</summary>
internal static class NameModel
{
    /// <summary>Scores from which on a name is told at once; below, a digest mentions it.</summary>
    public const double Certain = .945;
    public const double Likely = .74;
    public const double Possible = .5;

    /// <summary>The probability that the two names mean one vendor.</summary>
    public static double Score(NameAlignment alignment)
    {
        Span<double> features = stackalloc double[NameFeatures.Count];
        NameFeatures.Of(alignment, features);
        var sum = NameWeights.Bias;
        for (var at = 0; at < features.Length; at++)
            sum += NameWeights.ByFeature[at] * features[at];
        return 1 / (1 + Math.Exp(-sum));
    }

    /// <summary>The tier of a score under the guards, or null when it is no match.</summary>
    public static Tier? TierOf(double score, Tier most)
    {
        Tier? reached = score switch
        {
            >= Certain => Tier.Certain,
            >= Likely => Tier.Likely,
            >= Possible => Tier.Possible,
            _ => null,
        };
        return reached > most ? most : reached;
    }
}
