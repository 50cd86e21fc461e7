using System.Globalization;
using ContractWatch.TestServers.UsaSpending;

namespace ContractWatch.Feeds.UsaSpending;

/// <summary>What goes wrong between the source and us: tried again where that helps, else one clear error.</summary>
public sealed class FaultTests
{
    private const string Search = "spending_by_transaction/";

    public static TheoryData<Fault, int> Mended => new()
    {
        { new Fault.Reset(), 5 },
        { new Fault.Cut(), 5 },
        { new Fault.HalfJson(), 5 },
        { new Fault.TooMany(), 5 },
        { new Fault.Silent(502), 4 },
        { new Fault.Silent(503), 4 },
        { new Fault.HtmlError(), 1 },
    };

    [Theory]
    [MemberData(nameof(Mended))]
    public async Task A_passing_fault_is_tried_again_so_often_and_no_more(Fault fault, int retries)
    {
        var rows = Rows.Many(20, 2);
        await using var rig = await Rig.StartAsync(Rows.Universe(rows));

        rig.Server.Faults = new ScriptedFaults(Search, [.. Enumerable.Repeat(fault, retries)]);
        Rows.Keys((await rig.ReadAsync(Rig.SignedInJune)).Actions).ShouldBe(Rows.Keys(rows));
        rig.Time.Waited.ShouldBeGreaterThanOrEqualTo(TimeSpan.FromSeconds(5));

        rig.Server.Log.Clear();
        rig.Server.Faults = new AlwaysFaults(Search, fault);
        var failure = await Should.ThrowAsync<FeedException>(() => rig.ReadAsync(Rig.SignedInJune));
        rig.Server.Log.Of(RequestLog.Search).ShouldBe(retries + 1);
        failure.Message.ShouldContain("POST api/v2/search/spending_by_transaction/");
        failure.Message.ShouldContain($"tried {retries + 1} times");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task With_one_answer_in_ten_gone_wrong_the_same_rows_are_read(int seed)
    {
        var rows = Rows.Many(1500, 8, seed);
        await using var rig = await Rig.StartAsync(Rows.Universe(rows), seed: seed);
        rig.Server.Faults = new RandomFaults(0.1, seed);

        Rows.Keys((await rig.ReadAsync(Rig.SignedInJune)).Actions).ShouldBe(Rows.Keys(rows));
        rig.Server.Log.Requests.ShouldContain(request => request.Fault != null);
    }

    [Fact]
    public async Task What_the_source_asks_to_wait_is_waited()
    {
        await using var rig = await Rig.StartAsync(Rows.Universe([Rows.Of(2)]));
        rig.Server.Faults = new ScriptedFaults(Search, new Fault.TooMany(77));
        await rig.ReadAsync(Rig.SignedInJune);
        rig.Time.Waited.ShouldBe(TimeSpan.FromSeconds(77));
    }

    [Fact]
    public async Task A_source_that_asks_to_wait_for_an_hour_is_left_until_the_next_poll()
    {
        await using var rig = await Rig.StartAsync(Rows.Universe([Rows.Of(2)]));
        rig.Server.Faults = new AlwaysFaults(Search, new Fault.TooMany(3600));
        (await Should.ThrowAsync<FeedException>(() => rig.ReadAsync(Rig.SignedInJune))).Message.ShouldContain("01:00:00");
        rig.Server.Log.Of(RequestLog.Search).ShouldBe(1);
    }

    [Fact]
    public async Task Waits_grow_and_stay_between_five_seconds_and_a_minute()
    {
        await using var rig = await Rig.StartAsync(Rows.Universe([Rows.Of(2)]));
        rig.Server.Faults = new AlwaysFaults(Search, new Fault.Reset());
        await Should.ThrowAsync<FeedException>(() => rig.ReadAsync(Rig.SignedInJune));
        rig.Time.Waited.ShouldBeInRange(TimeSpan.FromSeconds(5 + 10 + 20 + 40 + 60), TimeSpan.FromSeconds(7.5 + 15 + 30 + 60 + 60));
    }

    [Theory]
    [InlineData(400)]
    [InlineData(422)]
    [InlineData(403)]
    public async Task A_refusal_is_told_in_the_sources_words_and_not_repeated(int status)
    {
        await using var rig = await Rig.StartAsync(Rows.Universe([Rows.Of(2)]));
        rig.Server.Faults = new AlwaysFaults(Search, new Fault.Answer(status, """{"detail":"Sort value not found in fields: Action Date"}"""));
        var failure = await Should.ThrowAsync<FeedException>(() => rig.ReadAsync(Rig.SignedInJune));
        failure.Message.ShouldContain(status.ToString(CultureInfo.InvariantCulture));
        failure.Message.ShouldContain("Sort value not found in fields: Action Date");
        rig.Server.Log.Of(RequestLog.Search).ShouldBe(1);
    }

    [Theory]
    [InlineData("<html>\u202Ehello\u0007\n\n  <b>World</b></html>", "\"<html>\uFFFDhello\uFFFD <b>World</b></html>\"")]
    [InlineData("""{"awards":[1,2,3]}""", "a part is missing")]
    [InlineData("[]", "the answer begins \"[]\"")]
    [InlineData("null", "the answer begins \"null\"")]
    [InlineData("""{"results":[{"id":1},{"id":2}],"page_metadata":{"hasNext":false}}""", "no generated_internal_id")]
    public async Task An_answer_of_another_shape_is_told_with_its_beginning_made_harmless(string body, string told)
    {
        await using var rig = await Rig.StartAsync(Rows.Universe([Rows.Of(2)]));
        rig.Server.Faults = new AlwaysFaults(Search, new Fault.OtherBody(body));
        var failure = await Should.ThrowAsync<FeedException>(() => rig.ReadAsync(Rig.SignedInJune));
        failure.Message.ShouldContain("POST api/v2/search/spending_by_transaction/: expected");
        failure.Message.ShouldContain(told);
        rig.Server.Log.Of(RequestLog.Search).ShouldBe(1);
    }

    [Fact]
    public async Task No_more_than_the_first_200_characters_of_a_strange_answer_are_told()
    {
        await using var rig = await Rig.StartAsync(Rows.Universe([Rows.Of(2)]));
        rig.Server.Faults = new AlwaysFaults(Search, new Fault.OtherBody("<html>" + new string('x', 5000)));
        var failure = await Should.ThrowAsync<FeedException>(() => rig.ReadAsync(Rig.SignedInJune));
        failure.Message.Count(letter => letter == 'x').ShouldBeInRange(180, 200);
    }

    [Fact]
    public async Task An_answer_larger_than_64_MB_is_not_read()
    {
        await using var rig = await Rig.StartAsync(Rows.Universe([Rows.Of(2)]));
        rig.Server.Faults = new AlwaysFaults(Search, new Fault.Oversized(66L * 1024 * 1024));
        var failure = await Should.ThrowAsync<FeedException>(() => rig.ReadAsync(Rig.SignedInJune));
        failure.Message.ShouldBe("POST api/v2/search/spending_by_transaction/: the answer is larger than 64 MB and was not read");
    }

    [Fact(Timeout = 60_000)]
    public async Task A_source_that_falls_silent_is_given_up_after_its_time()
    {
        await using var rig = await Rig.StartAsync(Rows.Universe([Rows.Of(2)]));
        rig.Server.Faults = new AlwaysFaults(Search, new Fault.Stall());
        var reading = rig.ReadAsync(Rig.SignedInJune);
        for (var tries = 0; tries < 3; tries++)
        {
            while (rig.Server.Log.Of(RequestLog.Search) <= tries)
                await Task.Yield();
            rig.Time.ExpireGuards().ShouldBe(1);
        }

        var failure = await Should.ThrowAsync<FeedException>(() => reading);
        failure.Message.ShouldContain("no whole answer within 120 s; tried 3 times");
    }

    [Fact(Timeout = 60_000)]
    public async Task Who_stops_the_reading_is_obeyed_at_once_and_sees_no_feed_error()
    {
        await using var rig = await Rig.StartAsync(Rows.Universe([Rows.Of(2)]));
        rig.Server.Faults = new AlwaysFaults(Search, new Fault.Stall());
        using var stop = new CancellationTokenSource();
        var reading = rig.Feed.ReadAsync(Rig.SignedInJune, stop.Token);
        while (rig.Server.Log.Of(RequestLog.Search) == 0)
            await Task.Yield();
        await stop.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => reading);
    }
}
