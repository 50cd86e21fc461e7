using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using ContractWatch.Awards;
using ContractWatch.Diffing;
using ContractWatch.Matching;
using ContractWatch.TestServers;
using ContractWatch.TestServers.Webhook;
using ContractWatch.Watches;

namespace ContractWatch.Delivery.Webhook;

public sealed class WebhookChannelTests : IDisposable
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly ImpatientTime _time = new(Told.Noon);
    private readonly HttpClient _http = new(new SocketsHttpHandler { AllowAutoRedirect = false }) { Timeout = TimeSpan.FromSeconds(20) };

    public void Dispose() => _http.Dispose();

    /// <summary>Computed with OpenSSL.</summary>
    [Fact]
    public void A_signature_is_the_one_other_programs_compute() =>
        WebhookSignature.Of(WebhookServer.Secret, "message-1", DateTimeOffset.FromUnixTimeSeconds(1786536000), Encoding.UTF8.GetBytes("""{"type":"notice"}"""))
            .ShouldBe("v1,DKApF+rzs7WHQ2CRKgNw9y+Fg8NnNd9fbUiH48MH0Gc=");

    [Fact]
    public async Task A_signed_message_is_taken_once_however_often_it_is_sent()
    {
        await using var server = await WebhookServer.StartAsync(time: _time);
        var (channel, letter) = (Channel(), Letter(server.Address));

        (await DeliverAsync(channel, letter)).ShouldBe(new DeliveryOutcome.Delivered("HTTP 204"));
        _time.Advance(TimeSpan.FromDays(1));
        (await DeliverAsync(channel, letter)).ShouldBe(new DeliveryOutcome.Delivered("HTTP 204"));

        server.Taken.ShouldHaveSingleItem().Id.ShouldBe(letter.Message.Key);
    }

    [Fact]
    public async Task Another_secret_is_not_taken_and_while_one_is_changed_both_are()
    {
        await using var server = await WebhookServer.StartAsync(time: _time);
        const string Other = "whsec_YW5vdGhlciBzZWNyZXQgb2YgMjQgYnl0ZXMgb3IgbW9yZQ==";

        (await DeliverAsync(Channel(Other), Letter(server.Address))).ShouldBe(new DeliveryOutcome.Deferred("the receiver answered HTTP 401", AddressDown: true));
        (await DeliverAsync(Channel($"{Other} {WebhookServer.Secret}"), Letter(server.Address))).ShouldBeOfType<DeliveryOutcome.Delivered>();
    }

    [Fact]
    public async Task Only_a_receiver_that_says_it_is_gone_is_believed() =>
        (await AnsweredAsync(410)).ShouldBeOfType<DeliveryOutcome.Refused>().AddressGone.ShouldBeTrue();

    [Theory]
    [InlineData(401, true)]
    [InlineData(403, true)]
    [InlineData(404, true)]
    [InlineData(400, false)]
    [InlineData(413, false)]
    [InlineData(422, false)]
    public async Task What_somebody_could_mend_waits_and_what_is_wrong_with_one_message_holds_up_no_other(int status, bool isDown)
    {
        var deferred = (await AnsweredAsync(status)).ShouldBeOfType<DeliveryOutcome.Deferred>();

        (deferred.Reason, deferred.AddressDown, deferred.IsLimit).ShouldBe(($"the receiver answered HTTP {status}", isDown, false));
    }

    [Theory]
    [InlineData(408, null, null)]
    [InlineData(429, "90", 90)]
    [InlineData(503, "Wed, 12 Aug 2026 12:02:00 GMT", 120)]
    [InlineData(503, "Wed, 12 Aug 2026 11:00:00 GMT", 0)]
    [InlineData(500, null, null)]
    public async Task What_it_cannot_take_now_waits_as_long_as_it_asks(int status, string? retryAfter, int? seconds)
    {
        var deferred = (await AnsweredAsync(status, retryAfter)).ShouldBeOfType<DeliveryOutcome.Deferred>();

        (deferred.RetryAfter?.TotalSeconds, deferred.AddressDown, deferred.ChannelDown, deferred.IsLimit).ShouldBe((seconds, true, false, status == 429));
    }

    [Fact]
    public async Task A_redirect_is_not_followed()
    {
        await using var elsewhere = await WebhookServer.StartAsync(time: _time);
        await using var server = await WebhookServer.StartAsync(new WebhookConduct { RedirectsTo = new Uri(elsewhere.Address) }, _time);

        (await DeliverAsync(Channel(), Letter(server.Address))).ShouldBeOfType<DeliveryOutcome.Deferred>().Reason.ShouldContain("moved");
        elsewhere.Requests.ShouldBe(0);
    }

    [Fact]
    public async Task An_answer_that_is_lost_repeats_the_message_and_the_receiver_knows_it()
    {
        await using var server = await WebhookServer.StartAsync(new WebhookConduct { LosesAnswers = 1 }, _time);
        var (channel, letter) = (Channel(), Letter(server.Address));

        (await DeliverAsync(channel, letter)).ShouldBeOfType<DeliveryOutcome.Deferred>();
        (await DeliverAsync(channel, letter)).ShouldBeOfType<DeliveryOutcome.Delivered>();

        (server.Requests, server.Taken.Count).ShouldBe((2, 1));
    }

    [Fact]
    public async Task A_receiver_that_says_nothing_is_left_alone()
    {
        await using var mute = await WebhookServer.StartAsync(new WebhookConduct { Stalls = true }, _time);
        using var hasty = new HttpClient { Timeout = TimeSpan.FromMilliseconds(500) };

        (await DeliverAsync(Channel(http: hasty), Letter(mute.Address))).ShouldBe(new DeliveryOutcome.Deferred("no answer from the receiver in time", AddressDown: true));
    }

    [Fact]
    public async Task No_reason_repeats_the_address()
    {
        using var closed = new TcpListener(IPAddress.Loopback, 0);
        closed.Start();
        var address = $"http://{closed.LocalEndpoint}/secret-path?token=secret-token";
        closed.Stop();

        var reason = (await DeliverAsync(Channel(), Letter(address))).ShouldBeOfType<DeliveryOutcome.Deferred>().Reason;

        reason.ShouldBe("no answer from the receiver: connection-error");
    }

    [Theory]
    [InlineData("http://hooks.example.org/a")]
    [InlineData("desk@example.org")]
    public async Task Nothing_goes_over_the_network_in_the_clear(string address) =>
        (await DeliverAsync(Channel(), Letter(address))).ShouldBeOfType<DeliveryOutcome.Refused>();

    [Theory]
    [InlineData("", "Webhook:Secret is empty")]
    [InlineData("a word", "Webhook:Secret is not")]
    [InlineData("whsec_c2hvcnQ=", "Webhook:Secret is not")]
    [InlineData(WebhookServer.Secret, null)]
    public async Task A_check_says_what_is_wrong_with_the_secret(string secret, string? fault) =>
        (await Channel(secret).CheckAsync(TestContext.Current.CancellationToken) ?? "").ShouldStartWith(fault ?? "");

    [Fact]
    public async Task Without_a_secret_nothing_is_sent()
    {
        await using var server = await WebhookServer.StartAsync(time: _time);

        (await DeliverAsync(Channel(""), Letter(server.Address))).ShouldBe(new DeliveryOutcome.Deferred("Webhook:Secret is empty", ChannelDown: true));
        server.Requests.ShouldBe(0);
    }

    [Fact]
    public void The_body_reads_as_approved()
    {
        var correction = Told.Change(ChangeKind.Correction) with { Fields = [new("obligation", "1600000.00 USD", "3200000.00 USD")], Ceiling = new Ceiling(null, Money.Usd(95_000_000.5m)) };
        var letter = Letter("https://hooks.example.org/a", Told.Matched(Told.Change(ChangeKind.NewAward, Told.Action("0"))), Told.Matched(correction, Told.Match(route: Route.JointVenture)));

        Shown(letter).ShouldBeApproved("webhook.alert");
        Shown(letter with { Changes = [], Notice = new Notice("The feed is silent", "No complete poll since noon.", "thread-of-the-feed") }).ShouldBeApproved("webhook.notice");
    }

    [Fact]
    public void An_award_whose_key_moved_is_one_award()
    {
        using var read = JsonDocument.Parse(WebhookPost.Of(Letter("https://hooks.example.org/a") with { Changes = Told.Moved() }).Single().Body);

        var awards = read.RootElement.GetProperty("data").GetProperty("awards");
        awards.GetArrayLength().ShouldBe(1);
        awards[0].GetProperty("award").GetString().ShouldBe("CONT_AWD_70CTD022FR0000170_7012_MOVED_4732");
        awards[0].GetProperty("changes").GetArrayLength().ShouldBe(2);
    }

    [Fact]
    public void The_subject_of_an_embargoed_award_says_nothing_and_the_award_is_there()
    {
        using var read = JsonDocument.Parse(WebhookPost.Of(Letter("https://hooks.example.org/a") with { IsDiscreet = true }).Single().Body);

        var award = read.RootElement.GetProperty("data").GetProperty("awards")[0];
        award.GetProperty("subject").GetString().ShouldBe("ContractWatch: changes");
        award.GetProperty("recipient").GetProperty("name").GetString().ShouldBe("PALANTIR USG, INC.");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(400)]
    public async Task A_message_too_long_for_a_request_comes_in_parts_that_together_tell_every_change_once(int awards)
    {
        await using var server = await WebhookServer.StartAsync(time: _time);
        var changes = Enumerable.Range(0, 2_000).Select(number => Told.Matched(Told.Change(action: Told.Action($"P{number:00000}", award: $"CONT_AWD_70CTD{number % awards:0000}_7012")))).ToArray();
        var letter = Told.Letter(Told.Watch("palantir", new Subscription("palantir", Subscription.Webhook, server.Address, Cadence.Daily)), changes);

        for (var repeat = 0; repeat < 2; repeat++)
            (await DeliverAsync(Channel(), letter)).ShouldBe(new DeliveryOutcome.Delivered("HTTP 204"));

        var parts = server.Taken.Select(part => JsonNode.Parse(part.Body)!).ToList();
        server.Taken.ShouldAllBe(part => part.Body.Length <= 1_000_000);
        parts.Count.ShouldBeInRange(2, 4);
        parts.Select(part => part["id"]!.GetValue<string>()).ShouldBe(server.Taken.Select(part => part.Id));
        parts.Select(part => part["part"]!["number"]!.GetValue<int>()).ShouldBe(Enumerable.Range(1, parts.Count));
        parts.ShouldAllBe(part => part["part"]!["message"]!.GetValue<string>() == letter.Message.Key && part["part"]!["count"]!.GetValue<int>() == parts.Count);
        var told = parts.SelectMany(part => part["data"]!["awards"]!.AsArray()).SelectMany(award => award!["changes"]!.AsArray()).Select(change => change!["id"]!.GetValue<string>());
        told.ShouldBe(changes.Select(change => change.Change.Id), ignoreOrder: true);
        parts.Sum(part => part["data"]!["awards"]!.AsArray().Count).ShouldBeLessThan(awards + parts.Count);
    }

    [Fact]
    public async Task Parts_that_arrived_are_known_when_the_others_come_again()
    {
        await using var server = await WebhookServer.StartAsync(new WebhookConduct { LosesAnswers = 1 }, _time);
        var changes = Enumerable.Range(0, 2_000).Select(number => Told.Matched(Told.Change(action: Told.Action($"P{number:00000}")))).ToArray();

        (await DeliverAsync(Channel(), Letter(server.Address, changes))).ShouldBeOfType<DeliveryOutcome.Deferred>();
        (await DeliverAsync(Channel(), Letter(server.Address, changes))).ShouldBeOfType<DeliveryOutcome.Delivered>();

        server.Taken.Sum(part => JsonNode.Parse(part.Body)!["data"]!["awards"]![0]!["changes"]!.AsArray().Count).ShouldBe(2_000);
    }

    [Fact]
    public async Task Hostile_text_stays_inside_its_strings()
    {
        await using var server = await WebhookServer.StartAsync(time: _time);
        await DeliverAsync(Channel(), Letter(server.Address, Told.Matched(Told.Change(action: Hostile.Action))));

        var body = server.Taken.ShouldHaveSingleItem().Body;

        body.ShouldNotContain('<');
        using var read = JsonDocument.Parse(body);
        read.RootElement.GetProperty("data").GetProperty("awards")[0].GetProperty("recipient").GetProperty("name").GetString().ShouldBe(Hostile.Action.Recipient.Name);
    }

    private async Task<DeliveryOutcome> AnsweredAsync(int status, string? retryAfter = null)
    {
        await using var server = await WebhookServer.StartAsync(new WebhookConduct { Answers = [(status, retryAfter)] }, _time);
        return await DeliverAsync(Channel(), Letter(server.Address));
    }

    private WebhookChannel Channel(string secret = WebhookServer.Secret, HttpClient? http = null) => new(new WebhookOptions { Secret = secret }, http ?? _http, _time);

    private static Task<DeliveryOutcome> DeliverAsync(WebhookChannel channel, Letter letter) => channel.DeliverAsync(letter, TestContext.Current.CancellationToken);

    private static Letter Letter(string address, params MatchedChange[] changes) =>
        Told.Letter(Told.Watch("palantir", new Subscription("palantir", Subscription.Webhook, address)), changes.Length > 0 ? changes : [Told.Matched()]);

    private static string Shown(Letter letter)
    {
        using var read = JsonDocument.Parse(WebhookPost.Of(letter).Single().Body);
        return JsonSerializer.Serialize(read.RootElement, Indented);
    }
}
