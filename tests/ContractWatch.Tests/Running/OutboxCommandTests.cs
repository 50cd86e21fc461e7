using System.Net;
using System.Text.Json;
using ContractWatch.Delivery;
using ContractWatch.Storage.Sqlite;

namespace ContractWatch.Running;

public sealed class OutboxCommandTests : IDisposable
{
    private readonly Workplace _place = new();

    public void Dispose() => _place.Dispose();

    [Fact]
    public async Task More_than_a_set_number_is_held_until_somebody_lets_it_go_and_nothing_is_lost()
    {
        _place.Configure(Workplace.RecordedFeed, more: """, "Delivery": { "HoldAbove": 1 } """);
        _place.Watch("watches: [ { id: dhs, agencies: [ICE, CBP], notify: [ { email: desk@example.org } ] } ]");
        await _place.PollAsync("2026-05-06T12:00:00Z");
        await _place.PollAsync("2026-07-09T12:00:00Z");
        var owed = (await _place.RunAsync("outbox", "--json")).Lines.Count;
        owed.ShouldBeGreaterThan(1);

        var held = await _place.RunAsync("deliver");
        held.ExitCode.ShouldBe(3);
        held.Error.ShouldContain($"{owed} messages are held");
        Directory.Exists(_place.Outbox).ShouldBeFalse();

        (await _place.RunAsync("outbox", "release", "email")).ExitCode.ShouldBe(0);
        (await _place.RunAsync("deliver")).ExitCode.ShouldBe(0);
        Directory.GetFiles(_place.Outbox).Length.ShouldBe(owed);
        (await _place.RunAsync("outbox", "--json")).Lines.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("outbox", "release", "pigeon")]
    [InlineData("outbox", "lift", "email", "nobody@example.org")]
    [InlineData("outbox", "retry", "email")]
    [InlineData("outbox", "retry", "pigeon")]
    [InlineData("outbox", "withdraw", "0123456789abcdef0123456789abcdef")]
    public async Task What_is_not_there_is_said(params string[] arguments)
    {
        await _place.PollAsync("2026-05-06T12:00:00Z");
        (await _place.RunAsync(arguments)).ExitCode.ShouldBe(1);
    }

    [Fact]
    public async Task What_nobody_took_for_a_day_is_a_fault_of_check()
    {
        await _place.PollAsync("2026-05-06T12:00:00Z");
        await _place.RunAsync("subscribe", "palantir", "--email", "reader@example.org", "--now", "2026-07-01T12:00:00Z");

        (await _place.RunAsync("check", "--now", "2026-07-02T11:00:00Z")).Error.ShouldNotContain("outbox");
        var late = await _place.RunAsync("check", "--now", "2026-07-02T13:00:00Z");
        late.ExitCode.ShouldBe(1);
        late.Error.ShouldContain("1 messages by email are not delivered a day after they were due");
    }

    [Fact]
    public async Task What_was_refused_is_a_fault_of_check_until_it_is_owed_again_or_let_be()
    {
        await _place.PollAsync("2026-05-06T12:00:00Z");
        await _place.RunAsync("subscribe", "palantir", "--email", "reader@example.org", "--now", "2026-07-01T12:00:00Z");
        var key = await RefuseAsync();
        (await _place.RunAsync("check", "--now", "2026-07-01T12:00:00Z")).Error.ShouldContain("1 messages by email were refused; 'outbox' lists them");
        (await _place.RunAsync("outbox", "--json")).Lines.Single().ShouldContain("\"state\":\"refused\"");
        await using (var daemon = await _place.StartAsync("--now", "2026-07-01T12:00:00Z"))
        {
            var health = await daemon.Http.GetAsync("/healthz", TestContext.Current.CancellationToken);
            (await health.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ShouldContain("\"refused\":1");
        }

        (await _place.RunAsync("outbox", "retry", key, "--now", "2026-07-01T12:00:00Z")).Output.ShouldContain("1 message is owed again");
        (await _place.RunAsync("check", "--now", "2026-07-01T12:00:00Z")).Error.ShouldNotContain("outbox");
        (await _place.RunAsync("deliver", "--now", "2026-07-01T12:01:00Z")).ExitCode.ShouldBe(0);
        Directory.GetFiles(_place.Outbox).Length.ShouldBe(1);

        await RefuseAsync();
        (await _place.RunAsync("outbox", "withdraw", "email")).ExitCode.ShouldBe(0);
        (await _place.RunAsync("check", "--now", "2026-07-01T12:00:00Z")).Error.ShouldNotContain("outbox");
        var kept = (await _place.RunAsync("outbox", "--json")).Lines.Single();
        kept.ShouldContain("\"state\":\"withdrawn\"");
        kept.ShouldContain("554 no");
    }

    [Fact]
    public async Task Who_has_left_gets_nothing_of_what_was_owed_and_it_is_shown()
    {
        _place.Watch("watches: [ { id: dhs, agencies: [ICE, CBP], notify: [ { email: desk@example.org, every: daily } ] } ]");
        await _place.PollAsync("2026-05-06T12:00:00Z");
        await _place.PollAsync("2026-07-09T12:00:00Z");
        await _place.RunAsync("unsubscribe", "desk@example.org", "--now", "2026-07-09T13:00:00Z");

        (await _place.RunAsync("deliver", "--now", "2026-07-20T12:00:00Z")).ExitCode.ShouldBe(0);

        Directory.Exists(_place.Outbox).ShouldBeFalse();
        var withdrawn = (await _place.RunAsync("outbox", "--json")).Lines;
        withdrawn.ShouldNotBeEmpty();
        withdrawn.ShouldAllBe(line => line.Contains("the subscription has ended", StringComparison.Ordinal));
    }

    /// <summary>As if the other side had said so.</summary>
    private async Task<string> RefuseAsync()
    {
        await using var store = await SqliteStore.OpenAsync(Path.Combine(_place.DataDirectory, SqliteStore.FileName), TestContext.Current.CancellationToken);
        var message = await store.Outbox.MessagesAsync(null, TestContext.Current.CancellationToken).SingleAsync(TestContext.Current.CancellationToken);
        await store.Outbox.RecordAsync([message with { State = MessageState.Refused, LastError = "554 no" }], TestContext.Current.CancellationToken);
        return message.Key;
    }

    [Fact]
    public async Task A_notice_is_called_one()
    {
        await _place.PollAsync("2026-05-06T12:00:00Z");
        await _place.RunAsync("subscribe", "palantir", "--email", "reader@example.org");
        (await _place.RunAsync("outbox")).Output.ShouldContain("notice");
        await _place.RunAsync("deliver");
        var said = (await _place.RunAsync("alerts")).Output;
        said.ShouldContain("notice");
        said.ShouldNotContain("digest");
    }

    [Fact]
    public async Task Check_and_the_daemons_health_show_the_same()
    {
        _place.Configure(Workplace.RecordedFeed, more: """
            , "Delivery": { "HoldAbove": 1 },
            "Operators": { "Tell": [ "ops@example.org", "owner/repository" ], "Expiries": [ { "Name": "mail certificate", "Ends": "2026-07-20" } ] }
            """);
        _place.Watch("watches: [ { id: dhs, agencies: [ICE, CBP], notify: [ { email: desk@example.org } ] } ]");
        await _place.PollAsync("2026-05-06T12:00:00Z");
        await _place.RunAsync("poll", "--now", "2026-07-09T12:00:00Z");
        await _place.RunAsync("subscribe", "dhs", "--webhook", "https://hooks.example.org/dhs");

        var check = await _place.RunAsync("check", "--now", "2026-07-09T12:05:00Z");
        await using var daemon = await _place.StartAsync("--now", "2026-07-09T12:05:00Z");
        var health = await daemon.Http.GetAsync("/healthz", TestContext.Current.CancellationToken);
        var troubles = JsonDocument.Parse(await health.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).RootElement.GetProperty("troubles");

        check.ExitCode.ShouldBe(1);
        health.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        var told = troubles.EnumerateArray().Select(trouble => trouble.GetString()!).ToList();
        check.ErrorLines.ShouldBe(told.Select(trouble => $"FAULT care: {trouble}"));
        told.ShouldContain(trouble => trouble.Contains("messages by email are held"));
        told.ShouldContain("Somebody is to be told by webhook, but Webhook:Secret is empty");
        told.ShouldContain("mail certificate is good until 2026-07-20 only.");
        await daemon.SaysAsync("needs care: mail certificate is good until 2026-07-20 only.");
        string.Join('\n', told).ShouldNotContain("example.org");
    }

    [Theory]
    [InlineData("ops@example.org", true)]
    [InlineData("ops@example.org\", \"owner/repository", false)]
    public async Task Check_remarks_that_all_operators_are_told_by_one_channel(string tell, bool isRemarked)
    {
        _place.Configure(Workplace.RecordedFeed, more: $$""", "Operators": { "Tell": [ "{{tell}}" ] } """);
        var check = await _place.RunAsync("check");

        check.Output.Contains("remark operators: all of Operators:Tell is told by email", StringComparison.Ordinal).ShouldBe(isRemarked);
        check.ExitCode.ShouldBe(0);
    }
}
