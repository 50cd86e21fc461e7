using System.Text;
using System.Text.Json.Nodes;
using ContractWatch.TestServers.UsaSpending;

namespace ContractWatch.Feeds.UsaSpending;

/// <summary>The test server is as strict, as silent and as unstable as the service it stands for.</summary>
public sealed class UsaSpendingServerTests
{
    private const string Types = """["A","B","C","D"]""";

    [Fact]
    public async Task Equal_keys_come_in_another_order_on_every_request()
    {
        await using var server = await UsaSpendingServer.StartAsync(Rows.Universe(Enumerable.Range(0, 60).Select(i => Rows.Of(2, $"P{i:D5}"))));
        var orders = new HashSet<string>();
        for (var i = 0; i < 5; i++)
            orders.Add(string.Join(',', (await SearchAsync(server))["results"]!.AsArray().Select(row => row!["Mod"]!.GetValue<string>())));
        orders.Count.ShouldBe(5);
    }

    [Theory]
    [InlineData(""" "filters":{"award_type_codes":@},"fields":["Mod"],"sort":"Action Date" """, 400, "Sort value not found in fields: Action Date")]
    [InlineData(""" "filters":{"award_type_codes":@},"fields":["Mod"],"sort":"Colour" """, 400, "Field 'sort' is outside valid values [")]
    [InlineData(""" "filters":{"award_type_codes":@},"fields":["Colour"],"sort":"Colour" """, 400, "Field 'fields' is outside valid values [")]
    [InlineData(""" "filters":{},"fields":["Mod"],"sort":"Mod" """, 422, "Missing value: 'filters|award_type_codes' is a required field")]
    [InlineData(""" "filters":{"award_type_codes":@},"fields":["Mod"],"sort":"Mod","limit":500 """, 422, "Field 'limit' value '500' is above max '100'")]
    [InlineData(""" "filters":{"award_type_codes":@},"fields":["Mod"],"sort":"Mod","limit":100,"page":501 """, 422, "Page #501 of size 100 is over the maximum result limit (50000).")]
    [InlineData(""" "filters":{"award_type_codes":@,"time_period":[{"start_date":"yesterday","end_date":"2026-01-01"}]},"fields":["Mod"],"sort":"Mod" """, 400, "'yesterday' is not a valid type (date). Expected format: (%Y-%m-%d)")]
    public async Task A_wrong_request_is_refused_with_the_services_words(string body, int status, string detail)
    {
        await using var server = await UsaSpendingServer.StartAsync(Rows.Universe([Rows.Of(2)]));
        var (answered, text) = await PostAsync(server, RequestLog.Search, "{" + body.Replace("@", Types) + "}");
        answered.ShouldBe(status);
        JsonNode.Parse(text)!["detail"]!.GetValue<string>().ShouldContain(detail);
    }

    [Fact]
    public async Task A_misspelt_filter_is_dropped_without_a_word()
    {
        await using var server = await UsaSpendingServer.StartAsync(Rows.Universe([Rows.Of(1), Rows.Of(2)]));
        (await SearchAsync(server, ""","agency":[{"type":"awarding","tier":"subtier","name":"Nobody"}]"""))["results"]!.AsArray().Count.ShouldBe(2);
        (await SearchAsync(server, ""","agencies":[{"type":"awarding","tier":"subtier","name":"Nobody"}]"""))["results"]!.AsArray().Count.ShouldBe(0);
        (await SearchAsync(server, ""","agencies":[{"type":"awarding","tier":"subtier","name":"ICE"}]"""))["results"]!.AsArray().Count.ShouldBe(0);
    }

    [Theory]
    [InlineData("VENDOR 3", 4)]
    [InlineData("vendor 3 LL", 4)]
    [InlineData("UEI000000003", 4)]
    [InlineData("3 VENDOR", 0)]
    [InlineData("ENDOR 3", 0)]
    public async Task A_recipient_is_found_by_the_beginning_of_a_phrase(string text, int found)
    {
        await using var server = await UsaSpendingServer.StartAsync(Rows.Universe(Enumerable.Range(1, 68).Select(i => Rows.Of(i))));
        (await SearchAsync(server, $",\"recipient_search_text\":[\"{text}\"]"))["results"]!.AsArray().Count.ShouldBe(found);
    }

    [Fact]
    public async Task Who_does_not_accept_JSON_is_shown_a_page_and_a_path_without_a_slash_is_redirected()
    {
        await using var server = await UsaSpendingServer.StartAsync(Rows.Universe([Rows.Of(2)]));
        using var handler = new HttpClientHandler { AllowAutoRedirect = false };
        using var client = new HttpClient(handler) { BaseAddress = server.BaseAddress };
        (await client.GetStringAsync(RequestLog.LastUpdated, Rig.Stop)).ShouldStartWith("<!DOCTYPE html>");
        using var redirected = await client.GetAsync("api/v2/awards/last_updated", Rig.Stop);
        ((int)redirected.StatusCode).ShouldBe(301);
        using var unknown = await client.GetAsync("api/v2/awards/CONT_AWD_X/", Rig.Stop);
        ((int)unknown.StatusCode).ShouldBe(404);
    }

    private static async Task<JsonNode> SearchAsync(UsaSpendingServer server, string filters = "")
    {
        var body = "{\"filters\":{\"award_type_codes\":" + Types + filters + "},\"fields\":[\"Mod\",\"generated_internal_id\"],\"sort\":\"generated_internal_id\",\"limit\":100}";
        var (status, text) = await PostAsync(server, RequestLog.Search, body);
        status.ShouldBe(200);
        return JsonNode.Parse(text)!;
    }

    private static async Task<(int Status, string Body)> PostAsync(UsaSpendingServer server, string path, string body)
    {
        using var client = new HttpClient { BaseAddress = server.BaseAddress };
        client.DefaultRequestHeaders.Accept.ParseAdd("application/json");
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using var response = await client.PostAsync(path, content, Rig.Stop);
        return ((int)response.StatusCode, await response.Content.ReadAsStringAsync(Rig.Stop));
    }
}
