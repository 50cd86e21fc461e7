using System.Globalization;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using ContractWatch.Feeds.UsaSpending;
using ContractWatch.TestServers;
using ContractWatch.TestServers.UsaSpending;
using Microsoft.Extensions.Logging.Abstractions;

namespace ContractWatch.Feeds;

public sealed partial class FeedHttpTests
{
    private static readonly JsonTypeInfo<Answer> Shape = AnswerJson.Default.Answer;

    [Fact]
    public async Task A_redirect_is_an_error_of_ours_and_is_not_followed()
    {
        await using var server = await UsaSpendingServer.StartAsync(Rows.Universe([Rows.Of(2)]));
        using var http = Http(server);

        var failure = await Should.ThrowAsync<FeedRefusedException>(() => Ask(http, "api/v2/awards/last_updated"));

        failure.Message.ShouldContain("301 /api/v2/awards/last_updated/");
        failure.Message.ShouldContain("slash at the end");
        server.Log.Total.ShouldBe(1);
    }

    [Fact]
    public async Task A_method_that_is_not_allowed_is_an_error_of_ours()
    {
        await using var server = await UsaSpendingServer.StartAsync(Rows.Universe([Rows.Of(2)]));
        using var http = Http(server);
        (await Should.ThrowAsync<FeedRefusedException>(() => Ask(http, "api/v2/transactions/"))).Message.ShouldContain("405");
        server.Log.Total.ShouldBe(1);
    }

    [Fact]
    public async Task Requests_say_who_asks_and_what_they_accept()
    {
        await using var server = await UsaSpendingServer.StartAsync(Rows.Universe([Rows.Of(2)]));
        using var http = Http(server);
        (await Ask(http, "api/v2/awards/last_updated/")).ShouldNotBeNull().Day.ShouldBe("08/11/2026");
        server.Log.Requests.ShouldHaveSingleItem().UserAgent.ShouldBe("ContractWatch/0.1.0 (+https://github.com/contractwatch/contractwatch)");
    }

    [Fact]
    public async Task Requests_keep_half_a_second_apart_however_many_ask()
    {
        await using var server = await UsaSpendingServer.StartAsync(Rows.Universe([Rows.Of(2)]));
        var time = new ImpatientTime(Rig.Noon);
        using var http = Http(server, time, perSecond: 2);
        await Task.WhenAll(Enumerable.Range(0, 21).Select(_ => Ask(http, "api/v2/awards/last_updated/")));
        (time.GetUtcNow() - Rig.Noon).ShouldBeGreaterThanOrEqualTo(TimeSpan.FromSeconds(10));
    }

    [Fact]
    public async Task No_more_than_two_requests_are_open_at_once()
    {
        await using var server = await UsaSpendingServer.StartAsync(Rows.Universe([Rows.Of(2)]));
        using var http = Http(server);
        await Task.WhenAll(Enumerable.Range(0, 30).Select(_ => Ask(http, "api/v2/awards/last_updated/")));
        server.Log.MostAtOnce.ShouldBeInRange(1, 2);
    }

    [Fact]
    public async Task After_a_closed_connection_one_request_at_a_time_is_sent_until_many_went_well()
    {
        var time = new ImpatientTime(Rig.Noon);
        using var pacer = new Pacer(0, 2, time);
        await pacer.EnterAsync(Rig.Stop);
        await pacer.EnterAsync(Rig.Stop);

        pacer.Narrow();
        pacer.Leave();
        var third = pacer.EnterAsync(Rig.Stop);
        third.IsCompleted.ShouldBeFalse();
        pacer.Leave();
        await third;
        var fourth = pacer.EnterAsync(Rig.Stop);
        fourth.IsCompleted.ShouldBeFalse();

        for (var i = 0; i < 50; i++)
            pacer.Good();
        await fourth;
    }

    [Fact]
    public async Task A_date_to_retry_after_is_waited_for()
    {
        await using var server = await UsaSpendingServer.StartAsync(Rows.Universe([Rows.Of(2)]));
        var time = new ImpatientTime(Rig.Noon);
        using var http = Http(server, time);
        using var response = new HttpResponseMessage(System.Net.HttpStatusCode.TooManyRequests);
        response.Headers.Add("Retry-After", Rig.Noon.AddSeconds(90).ToString("R", CultureInfo.InvariantCulture));
        StatusRules.Fault(FeedRequest.Get("x/", "x"), response, [], time)!.RetryAfter.ShouldBe(TimeSpan.FromSeconds(90));
    }

    [Theory]
    [InlineData("""{"a":[1,2""", true)]
    [InlineData("""{"a":"b""", true)]
    [InlineData("", true)]
    [InlineData("""{"a":[1,2]}""", false)]
    [InlineData("<html>", false)]
    [InlineData("""{"a":1}}""", false)]
    public void An_answer_that_is_cut_is_told_from_one_that_is_something_else(string body, bool isCut) =>
        AnswerBody.IsCut(System.Text.Encoding.UTF8.GetBytes(body)).ShouldBe(isCut);

    private static Task<Answer?> Ask(FeedHttp http, string path) => http.AskAsync(FeedRequest.Get(path, "an object"), Shape, Rig.Stop);

    private static FeedHttp Http(UsaSpendingServer server, ImpatientTime? time = null, double perSecond = 0) => new(
        new FeedHttpOptions { BaseUrl = server.BaseAddress, RequestsPerSecond = perSecond },
        time ?? new ImpatientTime(Rig.Noon),
        NullLogger<FeedHttp>.Instance);

    internal sealed record Answer([property: JsonPropertyName("last_updated")] string? Day);

    [JsonSerializable(typeof(Answer))]
    internal sealed partial class AnswerJson : JsonSerializerContext;
}
