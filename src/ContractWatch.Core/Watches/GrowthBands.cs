using ContractWatch.Awards;

namespace ContractWatch.Watches;

/// <summary>
/// Where the obligations of an award stand among the bands of a watch. A band is reached at its edge and lost half a band under
/// it, so that what swings around an edge is told once.
/// </summary>
public sealed record GrowthBands
{
    /// <summary>Counting ends here; a step so small asks for every modification.</summary>
    private const int MostBands = 1_000_000;

    public required Growth Asked { get; init; }

    /// <summary>What was obligated where counting begins; above zero.</summary>
    public required Money Anchor { get; init; }

    public required DateOnly AnchorDay { get; init; }

    /// <summary>When the watch came into force: one that was removed and came back begins anew.</summary>
    public required DateTimeOffset WatchSince { get; init; }

    /// <summary>What was obligated when last looked at.</summary>
    public required Money Total { get; init; }

    /// <summary>The highest band reached; 0 at the anchor.</summary>
    public int Band { get; init; }

    private decimal Step => Asked.StepOver(Anchor.Value);

    /// <summary>Bands that were reached before anybody looked are told to nobody.</summary>
    public static GrowthBands Begin(Growth asked, Money anchor, DateOnly anchorDay, DateTimeOffset watchSince, Money total)
    {
        var atAnchor = new GrowthBands { Asked = asked, Anchor = anchor, AnchorDay = anchorDay, WatchSince = watchSince, Total = total };
        return atAnchor with { Band = atAnchor.Reached(total.Value) };
    }

    /// <summary>The same anchor with other bands, of which those reached so far are told to nobody.</summary>
    public GrowthBands Asking(Growth asked) => asked == Asked ? this : Begin(asked, Anchor, AnchorDay, WatchSince, Total);

    /// <summary>The state once so much is obligated, and the one crossing that leads there, however many bands it crosses.</summary>
    public (GrowthBands After, GrowthCrossing? Crossing) At(Money total)
    {
        var reached = Reached(total.Value);
        var band = reached > Band ? reached : Math.Min(Band, Reached(total.Value + (Step / 2)));
        var after = this with { Total = total, Band = band };
        return (after, band == Band ? null : new GrowthCrossing(Asked, Anchor, AnchorDay, Band, band));
    }

    private int Reached(decimal total) => (int)Math.Clamp(Math.Floor((total - Anchor.Value) / Step), 0, MostBands);
}

/// <summary>The bands of one watch on one award.</summary>
public sealed record GrowthMark(AwardKey Award, string WatchId, GrowthBands Bands);

/// <summary>Obligations went from one band to another.</summary>
/// <param name="From">The band told last.</param>
/// <param name="To">The highest band now; lower than <paramref name="From"/> when the growth was taken back.</param>
public sealed record GrowthCrossing(Growth Asked, Money Anchor, DateOnly AnchorDay, int From, int To)
{
    public bool IsFall => To < From;

    /// <summary>The edge that was passed, to the cent: of the highest band reached, or of the lowest one lost.</summary>
    public Money Edge => Anchor with { Value = decimal.Round(Anchor.Value + ((IsFall ? To + 1 : To) * Asked.StepOver(Anchor.Value)), 2) };
}
