using System.Text;
using ContractWatch.Awards;
using ContractWatch.TestServers.UsaSpending;

namespace ContractWatch.Feeds.UsaSpending;

/// <summary>Everything that was read says where, and whoever reads there again reads the same.</summary>
public sealed class SightingTests
{
    private static readonly TransactionRow Base = Rows.Of(2) with { AwardKey = "CONT_AWD_70CTD026FR0000025_7012_47QTCA 21D0001_4732", ActionType = "C" };

    private static AwardKey Key => new(Base.AwardKey);

    [Theory]
    [InlineData(250, 8)]
    [InlineData(1000, 20)]
    [InlineData(700, 150)]
    public async Task Every_action_is_found_again_in_the_answer_that_brought_it(int count, int mostActions)
    {
        await using var rig = await Rig.StartAsync(Rows.Universe(Rows.Many(count, mostActions)));

        var reading = await rig.ReadAsync(Rig.SignedInJune);

        reading.Actions.Count.ShouldBe(count);
        foreach (var action in reading.Actions)
            Retold(reading.Sightings[action.Key], action.Key.Award).ShouldNotBeNull().Action.ShouldBe(action with { Key = action.Key with { Twin = 0 } });
    }

    [Fact]
    public async Task What_a_source_said_before_it_moved_on_is_no_proof()
    {
        var rows = Enumerable.Range(0, 250).Select(i => Rows.Of(1 + (i / 50), $"P{i:D5}", i)).ToList();
        await using var rig = await Rig.StartAsync(Rows.Universe(rows));
        var asked = 0;
        rig.Server.Asked = _ =>
        {
            if (Interlocked.Increment(ref asked) == 3)
                rig.Server.Universe = Rows.Universe(rows.Select(row => row with { Amount = 42 }));
        };

        var reading = await rig.ReadAsync(Rig.SignedInJune);

        foreach (var action in reading.Actions)
            Retold(reading.Sightings[action.Key], action.Key.Award)!.Action!.Obligation.ShouldBe(action.Obligation);
    }

    [Fact]
    public async Task Twins_are_found_again_each_in_its_row()
    {
        await using var rig = await Rig.StartAsync(Rows.Universe([Base with { Mod = "P00001", Amount = 5 }, Base with { Mod = "P00001", Amount = 7 }]));

        var reading = await rig.ReadAsync(Rig.SignedInJune);

        reading.Sightings.ToDictionary(seen => seen.Key.Twin, seen => Retold(seen.Value, Key)!.Action!.Obligation!.Value.Value)
            .ShouldBe(new Dictionary<int, decimal> { [0] = 5, [1] = 7 }, ignoreOrder: true);
    }

    [Fact]
    public async Task An_awards_page_and_history_are_read_again_as_they_were()
    {
        await using var rig = await Rig.StartAsync(Rows.Universe([Base, Base with { Mod = "P00001", Amount = -50.5m }]));

        var answer = await rig.Feed.ReadAwardAsync(Key, Rig.Stop);
        var retold = answer.Observations.Select(seen => Retold(new Sighting(seen, ""), Key)!).ToList();

        retold.Single(told => told.Facts is not null).Facts.ShouldBe(answer.Reading!.Award);
        retold.Single(told => told.Listed is not null).Listed.ShouldBe(answer.Reading.Actions);
        retold.ShouldAllBe(told => !told.IsGone && !told.GoesOn);
    }

    [Fact]
    public async Task That_there_is_no_such_award_is_an_answer_as_well()
    {
        await using var rig = await Rig.StartAsync();

        var answer = await rig.Feed.ReadAwardAsync(Key, Rig.Stop);

        answer.Reading.ShouldBeNull();
        var seen = answer.Observations.ShouldHaveSingleItem();
        Retold(new Sighting(seen, ""), Key).ShouldNotBeNull().IsGone.ShouldBeTrue();
        var page = "<html>Not Found</html>"u8.ToArray();
        Retold(new Sighting(seen with { Packed = Observation.Pack(page), Sha256 = Observation.HashOf(page) }, ""), Key).ShouldBeNull();
    }

    [Fact]
    public async Task An_answer_says_nothing_of_another_award_or_at_another_place()
    {
        await using var rig = await Rig.StartAsync(Rows.Universe([Base]));
        var row = (await rig.ReadAsync(Rig.SignedInJune)).Sightings.Values.ShouldHaveSingleItem();
        var pages = (await rig.Feed.ReadAwardAsync(Key, Rig.Stop)).Observations;
        var other = new AwardKey("CONT_AWD_OTHER");

        Retold(row, other).ShouldBeNull();
        Retold(row with { Pointer = "/results/1" }, Key).ShouldBeNull();
        Retold(row with { Pointer = "" }, Key).ShouldBeNull();
        foreach (var page in pages)
            Retold(new Sighting(page, ""), other).ShouldBeNull();
    }

    [Fact]
    public async Task An_answer_is_kept_to_the_byte_with_what_was_asked_and_when()
    {
        await using var rig = await Rig.StartAsync(Rows.Universe([Base]));

        var seen = (await rig.ReadAsync(Rig.SignedInJune)).Sightings.Values.Single().Observation;

        (seen.Method, seen.Status, seen.Time).ShouldBe(("POST", 200, Rig.Noon));
        seen.Url.ShouldBe(new Uri(rig.Server.BaseAddress, "api/v2/search/spending_by_transaction/").AbsoluteUri);
        seen.Request.ShouldBe(rig.Server.Log.Requests.Single(request => request.Path.EndsWith("spending_by_transaction/", StringComparison.Ordinal)).Body);
        Observation.HashOf(seen.Body()).ShouldBe(seen.Sha256);
        Encoding.UTF8.GetString(seen.Body()).ShouldContain(Base.Description!);
    }

    private static Retelling? Retold(Sighting sighting, AwardKey award) => FeedCatalog.FormatOf(sighting.Observation)!.Retell(sighting, award);
}
