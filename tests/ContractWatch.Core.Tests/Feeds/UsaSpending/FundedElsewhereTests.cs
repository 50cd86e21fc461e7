using ContractWatch.TestServers.UsaSpending;

namespace ContractWatch.Feeds.UsaSpending;

/// <summary>An order that another agency places with ICE's money is ICE's.</summary>
public sealed class FundedElsewhereTests
{
    private static readonly FeedSlice June = Rig.Slice(new OfAgencies([new(TransactionRow.Ice)]), Rows.FirstOfJune, Rows.FirstOfJune.AddDays(29));

    [Fact]
    public async Task What_an_agency_awards_and_what_it_funds_come_once_each()
    {
        var awarded = Rows.Many(240, 3).Select(row => row with { AwardingAgency = TransactionRow.Ice, FundingAgency = TransactionRow.Ice }).ToList();
        var funded = Rows.Of(9000) with { AwardingAgency = "Federal Acquisition Service", AwardingDepartment = "General Services Administration", FundingAgency = TransactionRow.Ice };
        var forOthers = Rows.Of(9001) with { AwardingAgency = TransactionRow.Ice, FundingAgency = TransactionRow.Cbp };
        var notOurs = Rows.Of(9002) with { AwardingAgency = TransactionRow.Cbp, FundingAgency = TransactionRow.Cbp };
        await using var rig = await Rig.StartAsync(Rows.Universe([.. awarded, funded, forOthers, notOurs]));

        var reading = await rig.ReadAsync(June);

        Rows.Keys(reading.Actions).ShouldBe(Rows.Keys([.. awarded, funded, forOthers]));
        reading.Expected.ShouldBe(242);
    }

    [Fact]
    public async Task When_an_agency_funds_only_what_it_awards_one_more_count_is_all_it_takes()
    {
        var rows = Rows.Many(300, 1).Select(row => row with { AwardingAgency = TransactionRow.Ice, FundingAgency = TransactionRow.Ice }).ToList();
        await using var rig = await Rig.StartAsync(Rows.Universe(rows));

        (await rig.ReadAsync(June)).Actions.Count.ShouldBe(300);

        rig.Server.Log.Total.ShouldBe(Rows.Least(300) + 1);
    }

    [Theory]
    [InlineData("Department of Homeland Security", "toptier")]
    [InlineData("Department of the Treasury", "toptier")]
    [InlineData("Department of the Navy", "subtier")]
    [InlineData("U.S. Customs and Border Protection", "subtier")]
    public void A_department_is_a_top_tier_and_the_armed_services_are_not(string name, string tier) =>
        new AgencyName(name).Awarding.Tier.ShouldBe(tier);
}
