using System.Collections.Immutable;
using ContractWatch.Awards;
using ContractWatch.TestServers.UsaSpending;

namespace ContractWatch.Feeds.UsaSpending;

public sealed class AwardReadingTests
{
    private const string Key = "CONT_AWD_70CTD026FR0000025_7012_47QTCA 21D0001_4732";

    private static readonly TransactionRow Base = Rows.Of(2) with { AwardKey = Key, Piid = "70CTD026FR0000025", ParentName = "FLYWHEEL HOLDING", ParentUei = "PARENT123456" };

    [Fact]
    public async Task An_award_is_read_with_its_facts_and_all_its_actions()
    {
        var universe = new Universe([Base, Base with { Mod = "P00001", Amount = -50.5m, ActionType = "C" }, Base with { Mod = "P00001", Amount = 9 }], Rows.FirstOfJune)
        {
            Facts = ImmutableDictionary<string, AwardFacts>.Empty.Add(
                Key, new AwardFacts { Ceiling = 1_000_000m, CurrentValue = 250_000m, Outlay = 10.5m, Offers = 3, End = new(2027, 5, 31), PotentialEnd = new(2031, 5, 31), SubawardCount = 2 }),
        };
        await using var rig = await Rig.StartAsync(universe);

        var reading = (await rig.Feed.ReadAwardAsync(new AwardKey(Key), Rig.Stop)).Reading;

        var award = reading.ShouldNotBeNull().Award;
        award.Ceiling.ShouldBe(Money.Usd(1_000_000m));
        award.CurrentValue.ShouldBe(Money.Usd(250_000m));
        award.Obligated.ShouldBe(Money.Usd(200.50m - 50.5m + 9));
        award.Paid.ShouldBe(Money.Usd(10.5m));
        award.End.ShouldBe(new DateOnly(2027, 5, 31));
        award.PotentialEnd.ShouldBe(new DateOnly(2031, 5, 31));
        award.OffersReceived.ShouldBe(3);
        award.SubawardCount.ShouldBe(2);
        award.Recipient!.ParentIdentifiers.Uei.ShouldBe("PARENT123456");
        award.Parent.ShouldBe(new AwardKey("CONT_IDV_47QTCA 21D0001_4732"));
        award.Page!.AbsoluteUri.ShouldBe("https://www.usaspending.gov/award/CONT_AWD_70CTD026FR0000025_7012_47QTCA%2021D0001_4732/");
        reading.Actions.Count.ShouldBe(3);
        reading.Actions.Select(action => action.Id).Distinct().Count().ShouldBe(3);
        reading.Actions.ShouldContain(action => action.Number == "P00001" && action.Obligation == Money.Usd(-50.5m) && action.ActionType == "C");
    }

    [Fact]
    public async Task An_award_the_source_does_not_know_is_no_award()
    {
        await using var rig = await Rig.StartAsync(Rows.Universe([Base]));
        (await rig.Feed.ReadAwardAsync(new AwardKey("CONT_AWD_GONE_7012_-NONE-_-NONE-"), Rig.Stop)).Reading.ShouldBeNull();
    }

    [Fact]
    public async Task A_404_that_does_not_come_from_the_source_itself_proves_nothing()
    {
        await using var rig = await Rig.StartAsync(Rows.Universe([Base]));
        rig.Server.Faults = new AlwaysFaults("4732/", new Fault.Answer(404, "<html>Not Found</html>", "text/html"));
        await Should.ThrowAsync<FeedException>(() => rig.Feed.ReadAwardAsync(new AwardKey(Key), Rig.Stop));
    }

    [Fact]
    public async Task An_empty_list_of_actions_is_handed_on_as_such()
    {
        await using var rig = await Rig.StartAsync(Rows.Universe([Base]));
        rig.Server.Faults = new AlwaysFaults("/transactions/", new Fault.OtherBody("""{"results":[],"page_metadata":{"page":1,"hasNext":false}}"""));
        (await rig.Feed.ReadAwardAsync(new AwardKey(Key), Rig.Stop)).Reading.ShouldNotBeNull().Actions.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_source_that_always_has_one_more_page_is_not_believed()
    {
        await using var rig = await Rig.StartAsync(Rows.Universe([Base]));
        rig.Server.Faults = new AlwaysFaults("/transactions/", new Fault.OtherBody("""{"results":[],"page_metadata":{"page":1,"hasNext":true}}"""));
        await Should.ThrowAsync<FeedException>(() => rig.Feed.ReadAwardAsync(new AwardKey(Key), Rig.Stop));
        rig.Server.Log.Total.ShouldBeLessThan(12);
    }
}
