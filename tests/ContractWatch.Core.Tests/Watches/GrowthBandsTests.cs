using ContractWatch.Awards;
using FsCheck;
using FsCheck.Fluent;

namespace ContractWatch.Watches;

public sealed class GrowthBandsTests
{
    private const decimal Million = 1_000_000;

    private static readonly DateOnly Day = new(2026, 8, 1);

    [Fact]
    public void Forty_small_steps_cross_exactly_the_bands_they_add_up_to() =>
        Walk(51 * Million, Enumerable.Range(1, 40).Select(step => (51 * Million) + (step * 50_000m))).ShouldBe([(0, 1), (1, 2)]);

    [Fact]
    public void Several_bands_at_once_are_one_crossing_to_the_highest() =>
        Walk(51 * Million, [54.9m * Million]).ShouldBe([(0, 3)]);

    [Fact]
    public void A_band_is_reached_at_its_edge_and_lost_half_a_band_under_it() =>
        Walk(51 * Million, [51_999_999.99m, 52 * Million, 51.5m * Million, 51_499_999.99m]).ShouldBe([(0, 1), (1, 0)]);

    [Fact]
    public void What_falls_through_several_bands_is_one_crossing_to_the_lowest() =>
        Walk(51 * Million, [56 * Million, 53.6m * Million]).ShouldBe([(0, 5), (5, 3)]);

    [Fact]
    public void What_falls_below_the_anchor_stays_in_band_0() =>
        Walk(51 * Million, [10 * Million, 51.9m * Million]).ShouldBeEmpty();

    [Fact]
    public void Bands_in_percent_are_of_the_anchor_and_not_of_the_last_band()
    {
        var bands = Begin(new Growth { Percent = 10 }, 200);

        bands.At(Money.Usd(240)).Crossing.ShouldNotBeNull().To.ShouldBe(2);
    }

    [Fact]
    public void Bands_reached_before_anybody_looked_are_not_told()
    {
        var bands = GrowthBands.Begin(new Growth { Amount = 10 }, Money.Usd(100), Day, default, Money.Usd(135));

        bands.Band.ShouldBe(3);
        bands.At(Money.Usd(139)).Crossing.ShouldBeNull();
        bands.At(Money.Usd(140)).Crossing.ShouldNotBeNull().To.ShouldBe(4);
    }

    [Fact]
    public void Another_width_counts_from_the_same_anchor_and_tells_nothing_of_itself()
    {
        var (narrow, _) = Begin(new Growth { Amount = 10 }, 100).At(Money.Usd(145));

        var wide = narrow.Asking(new Growth { Amount = 20 });

        wide.Band.ShouldBe(2);
        wide.At(Money.Usd(159)).Crossing.ShouldBeNull();
        wide.At(Money.Usd(160)).Crossing.ShouldNotBeNull().Edge.ShouldBe(Money.Usd(160));
    }

    [Fact]
    public void However_it_rises_the_bands_told_add_up_and_none_is_told_twice() => ForAnyTotals(increase: true, totals =>
    {
        var told = Walk(100, totals, step: 10);

        told.ShouldAllBe(crossing => crossing.To > crossing.From);
        told.Select(crossing => crossing.From).ShouldBe(told.Select(crossing => crossing.To).Prepend(0).SkipLast(1));
        told.Select(crossing => crossing.To).LastOrDefault().ShouldBe((int)((totals[^1] - 100) / 10));
    });

    [Fact]
    public void Whatever_happens_a_crossing_is_told_only_when_its_edge_was_passed_by_as_much_as_it_takes() => ForAnyTotals(increase: false, totals =>
    {
        var bands = Begin(new Growth { Amount = 10 }, 100);
        foreach (var total in totals)
        {
            var (after, crossing) = bands.At(Money.Usd(total));
            (crossing is null).ShouldBe(after.Band == bands.Band);
            total.ShouldBeLessThan(100 + ((after.Band + 1) * 10));
            if (after.Band > 0)
                total.ShouldBeGreaterThanOrEqualTo(100 + (after.Band * 10) - 5);
            after.At(Money.Usd(total)).Crossing.ShouldBeNull();
            bands = after;
        }
    });

    [Fact]
    public void What_swings_around_an_edge_by_less_than_half_a_band_is_told_once() => ForAnyTotals(increase: false, swings =>
        Walk(100, swings.Select(swing => 120 + Math.Clamp(swing - 150, -5, 9.99m)).Prepend(120), step: 10).ShouldBe([(0, 2)]));

    /// <summary>Totals from 50 to 250, in steps of a cent.</summary>
    private static void ForAnyTotals(bool increase, Action<List<decimal>> law)
    {
        var totals = Gen.Choose(5_000, 25_000).Select(cents => cents / 100m).NonEmptyListOf();
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(500), Prop.ForAll(totals.ToArbitrary(), any =>
            law([.. increase ? any.Where(total => total >= 100).Order().DefaultIfEmpty(100) : any])));
    }

    private static GrowthBands Begin(Growth asked, decimal anchor) => GrowthBands.Begin(asked, Money.Usd(anchor), Day, default, Money.Usd(anchor));

    private static List<(int From, int To)> Walk(decimal anchor, IEnumerable<decimal> totals, decimal step = Million)
    {
        var (bands, told) = (Begin(new Growth { Amount = step }, anchor), new List<(int, int)>());
        foreach (var total in totals)
        {
            (bands, var crossing) = bands.At(Money.Usd(total));
            if (crossing is not null)
                told.Add((crossing.From, crossing.To));
        }

        return told;
    }
}
