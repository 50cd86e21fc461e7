using ContractWatch.Watches;

namespace ContractWatch.Matching;

public sealed class WatchReachTests
{
    private static readonly MatcherFactory Matchers = new();

    [Fact]
    public void A_watch_that_excludes_its_own_vendor_can_match_nothing() =>
        Why(Vendor("Palantir Technologies") with { Exclude = ["PALANTIR TECHNOLOGIES, INC."] }).ShouldNotBeNull().ShouldContain("Palantir Technologies");

    [Theory]
    [InlineData("LLC Inc")]
    [InlineData("🦉 Ltd")]
    public void A_name_without_a_word_of_its_own_can_match_nothing(string name) => Why(Vendor(name)).ShouldNotBeNull();

    [Fact]
    public void A_watch_that_names_nothing_can_match_nothing() =>
        WatchReach.WhyNothing(new Watch { Id = "empty", MinimumAmount = 5 }, Matchers).ShouldNotBeNull();

    [Fact]
    public void What_has_a_name_an_identifier_an_agency_or_a_keyword_can_match()
    {
        Why(Vendor("Palantir Technologies")).ShouldBeNull();
        Why(Vendor("LLC Inc") with { Identifiers = new Dictionary<string, IReadOnlyList<string>> { ["uei"] = ["FSY4LVSBGWB7"] } }).ShouldBeNull();
        WatchReach.WhyNothing(new Watch { Id = "ice", Agencies = ["ICE"] }, Matchers).ShouldBeNull();
        WatchReach.WhyNothing(new Watch { Id = "iris", Keywords = ["iris scan"] }, Matchers).ShouldBeNull();
        WatchReach.WhyNothing(new Watch { Id = "big", Vendor = Vendor("Palantir Technologies"), Agencies = ["ICE"], Keywords = ["no"], MinimumAmount = 9 }, Matchers).ShouldBeNull();
    }

    private static Vendor Vendor(string name) => new() { Name = name };

    private static string? Why(Vendor vendor) => WatchReach.WhyNothing(new Watch { Id = "one", Vendor = vendor }, Matchers);
}
