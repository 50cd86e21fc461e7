using System.Net;
using System.Net.Sockets;
using System.Text.Json;

namespace ContractWatch.Running;

/// <summary>What people get wrong is told with the place and what was expected, and never loses anything.</summary>
public sealed class BadInputTests : IDisposable
{
    /// <summary>A source that refuses every connection.</summary>
    private const string DeadFeed = """
        "dead": { "Type": "UsaSpending", "BaseUrl": "http://127.0.0.1:9/", "Scope": "Everything", "RetryDelaySeconds": 0, "RequestsPerSecond": 0 }
        """;

    private readonly Workplace _place = new();

    public void Dispose() => _place.Dispose();

    [Fact]
    public async Task Every_fault_of_the_configuration_is_told_with_its_line_and_nothing_is_started()
    {
        _place.WriteConfiguration("""
            { "Watches": [ "watches.yaml" ],
              "Feeds": { "recorded": { "Type": "Recorded", "Schedule": "every day" } },
              "Web": { "Url": "http://127.0.0.1:0" } }
            """);
        var first = await _place.RunAsync("run");

        first.ExitCode.ShouldBe(1);
        first.ErrorLines.ShouldBe([$"contractwatch: {_place.ConfigFile}:3: Web:Url: no such key; did you mean Urls?"]);
        Directory.Exists(_place.DataDirectory).ShouldBeFalse();
    }

    [Fact]
    public async Task A_schedule_that_is_none_is_a_fault_of_the_configuration()
    {
        _place.Configure(""" "recorded": { "Type": "Recorded", "Schedule": "0 61 * * * ?" } """);
        var run = await _place.RunAsync("run");

        run.ExitCode.ShouldBe(1);
        run.Error.ShouldContain($"{_place.ConfigFile}:1: Feeds:recorded:Schedule: \"0 61 * * * ?\" is not a Quartz cron expression");
    }

    [Theory]
    [InlineData("run")]
    [InlineData("check")]
    public async Task What_is_asked_for_and_not_in_this_build_is_a_fault_of_the_configuration(string command)
    {
        Assert.SkipUnless(Composition.Stores.InThisBuild.Count() == 1, "this build has everything there is");
        _place.Configure(Workplace.RecordedFeed, more: """
            ,
            "Email": { "From": "a@example.org", "Host": "127.0.0.1", "Port": 465, "DkimKey": "key", "DkimSelector": "one" },
            "GitHub": { "AppId": "1" }
            """);
        var run = await _place.RunAsync(command);

        run.ExitCode.ShouldBe(1);
        run.Error.ShouldContain($"{_place.ConfigFile}:2: Email:Port: is 465, but this build");
        run.Error.ShouldContain("Email:DkimKey: is set, but this build");
        run.Error.ShouldContain("GitHub:AppId: is set, but this build");
    }

    [Fact]
    public async Task A_configuration_that_is_not_there_is_named()
    {
        var run = await Executable.RunAsync(["feeds", "--config", Path.Combine(_place.Folder, "no.json")]);

        run.ExitCode.ShouldBe(1);
        run.ErrorLines.ShouldBe([$"contractwatch: {Path.Combine(_place.Folder, "no.json")}: there is no such configuration file; --config FILE names another"]);
    }

    [Theory]
    [InlineData("run")]
    [InlineData("poll")]
    public async Task A_typo_in_a_watch_file_is_told_with_file_line_and_what_was_expected(string command)
    {
        _place.Watch("watches:\n  - id: palantir\n    vender: { name: Palantir }\n");
        var run = await _place.RunAsync(command);

        run.ExitCode.ShouldBe(1);
        run.Error.ShouldContain($"{_place.WatchFile}:3:5");
        run.Error.ShouldContain("vendor");
    }

    [Fact]
    public async Task A_slip_in_a_watch_file_takes_nobodys_watch_away()
    {
        (await _place.PollAsync("2026-03-03")).ExitCode.ShouldBe(0);
        _place.Watch("watches:\n  - idd: palantir\n");

        (await _place.PollAsync("2026-05-06")).ExitCode.ShouldBe(1);

        (await _place.RunAsync("watch", "list", "--json")).Lines.ShouldHaveSingleItem().ShouldContain("\"palantir\"");
    }

    [Fact]
    public async Task A_data_directory_that_cannot_be_one_is_named()
    {
        _place.Data = Path.Combine(_place.Folder, "occupied");
        await File.WriteAllTextAsync(_place.Data, "not a folder", TestContext.Current.CancellationToken);
        foreach (var command in new[] { "run", "poll", "changes" })
        {
            var run = await _place.RunAsync(command);

            run.ExitCode.ShouldBe(1);
            run.Error.ShouldContain(_place.Data);
            run.Error.ShouldNotContain("   at ", Case.Sensitive);
        }
    }

    [Fact]
    public async Task A_store_that_is_none_is_named_and_left_alone()
    {
        Directory.CreateDirectory(_place.DataDirectory);
        var store = Path.Combine(_place.DataDirectory, "contractwatch.db");
        await File.WriteAllTextAsync(store, new string('x', 5000), TestContext.Current.CancellationToken);
        var run = await _place.RunAsync("poll");

        run.ExitCode.ShouldBe(1);
        run.Error.ShouldContain(store);
        run.Error.ShouldNotContain("   at ", Case.Sensitive);
        (await File.ReadAllTextAsync(store, TestContext.Current.CancellationToken)).ShouldBe(new string('x', 5000));
    }

    [Fact]
    public async Task A_port_in_use_is_named()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var url = $"http://127.0.0.1:{((IPEndPoint)taken.LocalEndpoint).Port}";
        _place.Configure(Workplace.RecordedFeed, urls: url);
        var run = await _place.RunAsync("run");

        run.ExitCode.ShouldBe(1);
        run.ErrorLines.ShouldHaveSingleItem().ShouldStartWith($"contractwatch: Web:Urls is {url}: ");
        run.Error.ShouldContain("address already in use");
    }

    [Fact]
    public async Task A_failing_feed_is_marked_and_the_others_go_on()
    {
        _place.Configure(DeadFeed + ", " + Workplace.RecordedFeed);
        await _place.PollAsync("2026-03-03");
        var run = await _place.PollAsync("2026-07-09");

        run.ExitCode.ShouldBe(3);
        run.Error.ShouldContain("dead: not read whole: ");
        var reports = run.Lines.Select(line => JsonDocument.Parse(line).RootElement).ToDictionary(report => report.GetProperty("feed").GetString()!);
        reports["dead"].GetProperty("complete").GetBoolean().ShouldBeFalse();
        reports["recorded"].GetProperty("complete").GetBoolean().ShouldBeTrue();
        Directory.GetFiles(_place.Outbox, "*.eml").ShouldNotBeEmpty();

        var feeds = (await _place.RunAsync("feeds", "--json")).Lines.Select(line => JsonDocument.Parse(line).RootElement).ToList();
        var dead = feeds.Single(feed => feed.GetProperty("feed").GetString() == "dead");
        dead.GetProperty("status").GetString().ShouldBe("failing");
        dead.GetProperty("failures").GetInt32().ShouldBe(2);
        dead.GetProperty("cursor").GetString().ShouldBe("");
        dead.GetProperty("lastPoll").GetProperty("complete").GetBoolean().ShouldBeFalse();
        dead.GetProperty("gaps").EnumerateArray().Select(gap => gap.GetProperty("kind").GetString()).ShouldBe(["history", "poll"]);
        (await _place.RunAsync("feeds")).Output.ShouldContain("dead: gap since 2026-03-03");
    }

    [Fact]
    public async Task A_gap_of_one_feed_is_named_in_the_mails_of_another()
    {
        _place.Configure(DeadFeed + ", " + Workplace.RecordedFeed);
        await _place.PollAsync("2026-03-03");
        await _place.PollAsync("2026-07-09");

        var mails = Directory.GetFiles(_place.Outbox, "*.eml").Select(file => File.ReadAllText(file).Replace("=\r\n", "", StringComparison.Ordinal)).ToList();
        mails.Count.ShouldBe(2);
        mails.ShouldAllBe(mail => mail.Contains("Coverage of dead: not read whole yet; gap since 2026-03-03", StringComparison.Ordinal));
        mails.ShouldAllBe(mail => mail.Contains("Coverage of recorded: checked through 2026-07-09", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_failing_feed_shows_in_the_daemons_health()
    {
        _place.Configure(DeadFeed);
        await using var daemon = await _place.StartAsync();
        await daemon.SaysAsync("dead: complete=False");

        var health = await daemon.Http.GetAsync("/healthz", TestContext.Current.CancellationToken);

        health.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        var body = JsonDocument.Parse(await health.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).RootElement;
        body.GetProperty("feeds")[0].GetProperty("status").GetString().ShouldBe("failing");
        (await daemon.TerminateAsync()).ExitCode.ShouldBe(0);
    }

    [Fact]
    public async Task Check_tells_every_fault_and_not_the_first()
    {
        _place.Configure(DeadFeed, more: """, "Email": { "From": "a@example.org", "Host": "127.0.0.1", "Port": 9 }""");
        _place.Watch("watches:\n  - id: one\n    vender: { name: One }\n");
        var run = await _place.RunAsync("check");

        run.ExitCode.ShouldBe(1);
        run.Error.ShouldContain($"{_place.WatchFile}:3:5");
        run.Error.ShouldContain("FAULT email:");
        run.Error.ShouldContain("FAULT feed dead:");
    }

    [Fact]
    public async Task What_was_mistyped_is_told_with_the_way_out()
    {
        var command = await _place.RunAsync("pol");
        command.ExitCode.ShouldBe(1);
        command.Error.ShouldContain("pol");

        var feed = await _place.RunAsync("poll", "usaspending");
        feed.ExitCode.ShouldBe(1);
        feed.ErrorLines.ShouldBe(["contractwatch: there is no feed \"usaspending\"; configured: recorded"]);

        var moment = await _place.RunAsync("changes", "--since", "yesterday");
        moment.ExitCode.ShouldBe(1);
        moment.Error.ShouldContain("\"yesterday\" is not a moment such as 2026-08-03");
    }
}
