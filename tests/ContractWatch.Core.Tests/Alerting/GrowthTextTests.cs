using ContractWatch.Awards;
using ContractWatch.Watches;

namespace ContractWatch.Alerting;

public sealed class GrowthTextTests
{
    private static readonly Growth Millions = new() { Amount = 1_000_000 };
    private static readonly Growth Tenths = new() { Percent = 10 };

    [Fact]
    public void Growth_names_the_edge_the_anchor_and_the_band() =>
        Of(Millions, 0, 2).ShouldBe("Growth: obligations passed $53,000,000.00, 3.9 % over the $51,000,000.00 of 2026-08-01 (band 2 of $1,000,000.00).");

    [Fact]
    public void Growth_in_percent_says_so() =>
        Of(Tenths, 0, 1).ShouldBe("Growth: obligations passed $56,100,000.00, 10 % over the $51,000,000.00 of 2026-08-01 (band 1 of 10 %).");

    [Fact]
    public void An_edge_is_named_to_the_cent() =>
        GrowthText.Of(new GrowthCrossing(new Growth { Percent = 0.5m }, Money.Usd(33.33m), new DateOnly(2026, 8, 1), 0, 1)).ShouldStartWith("Growth: obligations passed $33.50,");

    [Fact]
    public void A_fall_takes_back_what_was_told() =>
        Of(Millions, 2, 0).ShouldBe("Correction of the growth: obligations fell below $52,000,000.00 again (band 1 of $1,000,000.00 over the $51,000,000.00 of 2026-08-01).");

    [Fact]
    public void A_fall_says_in_which_band_it_ends() =>
        Of(Millions, 4, 2).ShouldBe(
            "Correction of the growth: obligations fell below $54,000,000.00 again and are back in band 2 (band 3 of $1,000,000.00 over the $51,000,000.00 of 2026-08-01).");

    private static string Of(Growth asked, int from, int to) =>
        GrowthText.Of(new GrowthCrossing(asked, Money.Usd(51_000_000), new DateOnly(2026, 8, 1), from, to));
}
