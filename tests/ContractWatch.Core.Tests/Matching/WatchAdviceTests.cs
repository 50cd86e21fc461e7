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

    [Theory]
    [InlineData("the")]
    [InlineData("software")]
    [InlineData("support and maintenance services")]
    public void What_stands_in_very_many_contracts_is_warned_about_as_keyword_and_as_product(string phrase)
    {
        WatchAdvice.Of(new Watch { Id = "k", Keywords = [phrase] }).ShouldHaveSingleItem().IsFault.ShouldBeFalse();
        WatchAdvice.Of(new Watch { Id = "p", Vendor = new Vendor { Name = "Quorvex", Products = [phrase] } }).ShouldHaveSingleItem().IsFault.ShouldBeFalse();
    }

    [Theory]
    [InlineData("Global Services")]
    [InlineData("Technology Solutions Inc.")]
    public void A_name_of_common_words_alone_is_warned_about(string name) =>
        WatchAdvice.Of(Vendor("w", name)).ShouldHaveSingleItem().Text.ShouldContain("very many companies");

    [Theory]
    [InlineData("General Dynamics")]
    [InlineData("General Electric")]
    [InlineData("International Business Machines Corporation")]
    public void A_name_with_a_word_of_its_own_is_not(string name) => WatchAdvice.Of(Vendor("w", name)).ShouldBeEmpty();

    [Fact]
    public void A_good_watch_is_saved_without_a_word() => WatchAdvice.Of(Amazon).ShouldBeEmpty();
}
