namespace ContractWatch.Watches;

/// <summary>
/// Bands of money over an anchor, of which a watch is told instead of every modification. Either <see cref="Amount"/> or
/// <see cref="Percent"/> says how wide a band is.
/// </summary>
public sealed record Growth
{
    /// <summary>In the award's currency.</summary>
    public decimal? Amount { get; init; }

    /// <summary>Of what was obligated at the anchor.</summary>
    public decimal? Percent { get; init; }

    /// <summary>The anchor is what was obligated at the end of this day; without it, when the watch first saw the award.</summary>
    public DateOnly? Since { get; init; }

    /// <summary>How wide a band is over an anchor.</summary>
    public decimal StepOver(decimal anchor) => Amount ?? anchor * Percent!.Value / 100;
}
