namespace ContractWatch.Matching;

/// <summary>How one question about a watch was answered: a yes with its evidence, or the rule that said no.</summary>
/// <param name="Refusal">Null on a yes.</param>
internal sealed record Judgement(Tier Tier, Route Route, double Score, IReadOnlyList<Evidence> Evidence, string? Refusal = null)
{
    public bool Holds => Refusal is null;

    /// <summary>The highest tier that whatever else agrees can raise it to: a guard stays a guard.</summary>
    public Tier Most { get; init; } = Tier.Certain;

    /// <summary>Whether the name begins with the whole of a listed one, as the names of a family do.</summary>
    public bool IsFamily { get; init; }

    /// <summary>A no; the score says how near it came.</summary>
    public static Judgement No(string refusal, double score = 0) => new(Tier.Possible, Route.Any, score, [], refusal);

    public static Judgement Yes(Tier tier, Route route, double score, params Evidence[] evidence) => new(tier, route, score, evidence);
}
