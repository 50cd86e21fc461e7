using ContractWatch.Watches;
using static ContractWatch.Matching.Subjects;

namespace ContractWatch.Matching;

public sealed class WatchAdviceTests
{
    [Fact]
    public void A_watch_that_names_nothing_must_not_be_saved() =>
        WatchAdvice.Of(new Watch { Id = "empty" }).ShouldHaveSingleItem().IsFault.ShouldBeTrue();

    [Theory]
    [InlineData("LLC")]
    [InlineData("X")]
    [InlineData("---")]
    public void A_vendor_that_nothing_can_equal_must_not_be_saved(string name) =>
        WatchAdvice.Of(Vendor("w", name)).ShouldContain(advice => advice.IsFault);

    [Fact]
    public void An_everyday_brand_and_a_common_keyword_are_warned_about()
    {
        WatchAdvice.Of(Vendor("w", "Apple Inc.")).ShouldHaveSingleItem().IsFault.ShouldBeFalse();
        WatchAdvice.Of(new Watch { Id = "k", Keywords = ["services"] }).ShouldHaveSingleItem().IsFault.ShouldBeFalse();
    }

    [Fact]
    public void A_good_watch_is_saved_without_a_word() => WatchAdvice.Of(Amazon).ShouldBeEmpty();
}
