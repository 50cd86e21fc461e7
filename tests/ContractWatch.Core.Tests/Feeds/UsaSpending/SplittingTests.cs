using System.Text.Json.Nodes;
using ContractWatch.TestServers.UsaSpending;

namespace ContractWatch.Feeds.UsaSpending;

/// <summary>The service gives 49,900 rows of one question at most, and gives up on wide ones.</summary>
public sealed class SplittingTests
{
    private const string Count = "spending_by_transaction_count/";
    private static readonly Fault Many = new Fault.Answer(200, """{"results":{"contracts":49000,"idvs":901}}""");
    private static readonly DateOnly OneDay = Rows.FirstOfJune;

    [Fact]
    public async Task A_window_with_too_many_rows_is_asked_for_in_halves()
    {
        var rows = Rows.Many(300, 4);
        await using var rig = await Rig.StartAsync(Rows.Universe(rows));
        rig.Server.Faults = new ScriptedFaults(Count, Many, null, Many);

        var reading = await rig.ReadAsync(Rig.SignedInJune);

        Rows.Keys(reading.Actions).ShouldBe(Rows.Keys(rows));
        Windows(rig).ShouldBe(["2026-06-01 2026-06-30", "2026-06-01 2026-06-15", "2026-06-16 2026-06-30", "2026-06-16 2026-06-22", "2026-06-23 2026-06-30"]);
    }

    [Fact]
    public async Task One_day_with_too_many_rows_is_asked_for_by_award_type_then_by_agency()
    {
        List<TransactionRow> rows = [Rows.Of(1), Rows.Of(2), Rows.Of(3) with { AwardType = "IDV_B" }, Rows.Of(4) with { AwardType = "B" }];
        await using var rig = await Rig.StartAsync(Rows.Universe(rows));
        rig.Server.Faults = new ScriptedFaults(Count, Many, Many);

        var reading = await rig.ReadAsync(Rig.Signed(OneDay, OneDay));

        Rows.Keys(reading.Actions).ShouldBe(Rows.Keys(rows));
        // The day, type A, type A by its two agencies, and the eleven other types.
        rig.Server.Log.Of(RequestLog.Count).ShouldBe(1 + 1 + 2 + 11);
    }

    [Fact]
    public async Task A_day_of_one_type_and_agency_with_too_many_rows_is_an_error()
    {
        await using var rig = await Rig.StartAsync(Rows.Universe([Rows.Of(2)]));
        rig.Server.Faults = new AlwaysFaults(Count, Many);

        var failure = await Should.ThrowAsync<FeedException>(() => rig.ReadAsync(Rig.Signed(OneDay, OneDay)));

        failure.Message.ShouldContain("cannot be asked more narrowly");
        rig.Server.Log.Total.ShouldBeLessThan(5);
    }

    [Theory]
    [InlineData(Count)]
    [InlineData("spending_by_transaction/")]
    public async Task A_question_the_source_gives_up_on_is_asked_for_in_halves(string endpoint)
    {
        var rows = Rows.Many(150, 4);
        await using var rig = await Rig.StartAsync(Rows.Universe(rows));
        rig.Server.Faults = new ScriptedFaults(endpoint, new Fault.Silent(504));

        Rows.Keys((await rig.ReadAsync(Rig.SignedInJune)).Actions).ShouldBe(Rows.Keys(rows));
        Windows(rig).ShouldContain("2026-06-16 2026-06-30");
        rig.Time.Waited.ShouldBe(TimeSpan.Zero);
    }

    [Fact]
    public async Task A_page_beyond_the_limit_is_answered_by_halves()
    {
        var rows = Rows.Many(150, 4);
        await using var rig = await Rig.StartAsync(Rows.Universe(rows));
        rig.Server.Faults = new ScriptedFaults(
            "spending_by_transaction/",
            new Fault.Answer(422, """{"detail":"Page #501 of size 100 is over the maximum result limit (50000). Consider using custom data downloads to obtain large data sets."}"""));

        Rows.Keys((await rig.ReadAsync(Rig.SignedInJune)).Actions).ShouldBe(Rows.Keys(rows));
    }

    [Fact]
    public async Task The_server_breaks_at_page_500_and_refuses_the_next()
    {
        await using var rig = await Rig.StartAsync(Rows.Universe([Rows.Of(2)]));
        using var client = new HttpClient { BaseAddress = rig.Server.BaseAddress };
        (await Ask(client, 499)).ShouldBe(200);
        (await Ask(client, 500)).ShouldBe(503);
        (await Ask(client, 501)).ShouldBe(422);
    }

    private static async Task<int> Ask(HttpClient client, int page)
    {
        var body = new JsonObject
        {
            ["filters"] = new JsonObject { ["award_type_codes"] = new JsonArray("C") },
            ["fields"] = new JsonArray("Mod"),
            ["sort"] = "Mod",
            ["limit"] = 100,
            ["page"] = page,
        };
        using var content = new StringContent(body.ToJsonString(), System.Text.Encoding.UTF8, "application/json");
        using var response = await client.PostAsync(RequestLog.Search, content, Rig.Stop);
        return (int)response.StatusCode;
    }

    private static IEnumerable<string> Windows(Rig rig) => rig.Server.Log.Requests
        .Select(request => JsonNode.Parse(request.Body)!["filters"]!["time_period"]![0]!)
        .Select(period => $"{period["start_date"]} {period["end_date"]}")
        .Distinct();
}
