using System.Net;
using System.Text.Json;

namespace ContractWatch.Running;

public sealed class DaemonTests : IDisposable
{
    private readonly Workplace _place = new();

    public void Dispose() => _place.Dispose();

    [Fact]
    public async Task The_daemon_polls_what_it_missed_delivers_shows_itself_and_stops_when_told()
    {
        await _place.PollAsync("2026-03-03");
        await using var daemon = await _place.StartAsync("--now", "2026-07-09T12:00:00Z");
        await daemon.SaysAsync("email: 2 delivered");

        var health = await daemon.Http.GetAsync("/healthz", TestContext.Current.CancellationToken);
        health.StatusCode.ShouldBe(HttpStatusCode.OK);
        health.Headers.Contains("Server").ShouldBeFalse();
        var page = await daemon.Http.GetAsync("/", TestContext.Current.CancellationToken);
        page.Headers.GetValues("Content-Security-Policy").Single().ShouldStartWith("default-src 'none'; style-src 'sha256-");
        (await page.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ShouldContain("PALANTIR TECHNOLOGIES INC.");

        var (exitCode, took) = await daemon.TerminateAsync();
        exitCode.ShouldBe(0);
        took.ShouldBeLessThan(TimeSpan.FromSeconds(15));
        Directory.GetFiles(_place.Outbox, "*.eml").Length.ShouldBe(2);
    }

    [Fact]
    public async Task A_second_daemon_on_the_same_data_is_refused_and_commands_are_not()
    {
        await using var daemon = await _place.StartAsync("--now", "2026-03-03T12:00:00Z");
        await daemon.SaysAsync("recorded: complete=True");

        var second = await _place.RunAsync("run");
        second.ExitCode.ShouldBe(1);
        second.ErrorLines.ShouldHaveSingleItem().ShouldContain($"is running on {_place.DataDirectory}");

        (await _place.PollAsync("2026-05-06")).ExitCode.ShouldBe(0);
        (await _place.RunAsync("deliver", "--json")).ExitCode.ShouldBe(0);
        (await _place.RunAsync("watch", "add", "geo", "--vendor", "GEO Group", "--email", "desk@example.org")).ExitCode.ShouldBe(0);
        (await _place.RunAsync("changes", "--json")).Lines.ShouldNotBeEmpty();
        await daemon.TerminateAsync();
    }

    [Fact]
    public async Task After_a_kill_the_daemon_starts_again_and_says_nothing_twice()
    {
        await _place.PollAsync("2026-03-03");
        await using (var first = await _place.StartAsync("--now", "2026-07-09T12:00:00Z"))
        {
            await first.SaysAsync("email: 2 delivered");
            await first.KillAsync();
        }

        await using var second = await _place.StartAsync("--now", "2026-07-10T12:00:00Z");
        await second.SaysAsync("recorded: complete=True");
        await second.TerminateAsync();

        var changes = (await _place.RunAsync("changes", "--json")).Lines.Select(line => JsonDocument.Parse(line).RootElement.GetProperty("id").GetString()).ToList();
        changes.Distinct().Count().ShouldBe(changes.Count);
        Directory.GetFiles(_place.Outbox, "*.eml").Length.ShouldBe(2);
    }

    [Fact]
    public async Task The_schedule_is_kept()
    {
        _place.Configure(""" "recorded": { "Type": "Recorded", "Schedule": "0/2 * * * * ?" } """);
        await using var daemon = await _place.StartAsync("--now", "2026-03-03T12:00:00Z");
        await daemon.SaysAsync("0 requests");

        daemon.Log.ShouldContain("the recording has not moved on");
        (await daemon.TerminateAsync()).ExitCode.ShouldBe(0);
    }

    [Fact]
    public async Task Without_an_address_the_daemon_runs_and_listens_nowhere()
    {
        _place.Configure(Workplace.RecordedFeed, urls: "");
        await using var daemon = await _place.StartAsync("--now", "2026-03-03T12:00:00Z");

        daemon.Log.ShouldContain("no web");
        await daemon.SaysAsync("recorded: complete=True");
        (await daemon.TerminateAsync()).ExitCode.ShouldBe(0);
    }
}
