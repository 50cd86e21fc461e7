using System.Globalization;
using System.Text.Json.Nodes;
using ContractWatch.TestServers;
using ContractWatch.TestServers.GitHub;
using ContractWatch.TestServers.UsaSpending;

namespace ContractWatch.Crash;

/// <summary>
/// The replay of the captures by the built program, killed again and again at random moments. Ten times here; fifty times with
/// <c>CONTRACTWATCH_LONG=1</c>.
/// </summary>
public sealed class CrashReplayTests(ITestOutputHelper output) : IAsyncDisposable
{
    private const string Repository = "newsroom/contracts";

    private static readonly int Kills = Environment.GetEnvironmentVariable("CONTRACTWATCH_LONG") == "1" ? 50 : 10;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("contractwatch-crash-");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync()
    {
        _folder.Delete(recursive: true);
        return ValueTask.CompletedTask;
    }

    [Theory]
    [InlineData("Sqlite")]
    [InlineData("LiteDb")]
    public async Task Killed_at_random_moments_it_loses_no_change_and_no_alert_and_doubles_no_issue(string store)
    {
        Assert.SkipUnless(Composition.Stores.InThisBuild.Any(provider => provider.Name == store), "not in this build; -p:FullRegistry=true has it");
        var captures = CaptureReplay.Load(options: new CaptureReplayOptions { FiscalYears = ["FY2026"] });
        Assert.SkipWhen(captures is null, TestPaths.NoCaptures);
        var days = captures!.Days().ToList();
        await using var source = await UsaSpendingServer.StartAsync();
        await using var gitHub = await GitHubServer.StartAsync(new GitHubConduct { Repositories = [Repository] });
        var program = new BuiltProgram(_folder.FullName);
        await ConfigureAsync(store, source, gitHub);

        var killed = await ReplayAsync(program, source, days);

        var changes = await ObjectsAsync(program, "changes");
        var messages = await ObjectsAsync(program, "alerts");
        output.WriteLine($"{killed} kills, {changes.Count} changes, {messages.Count} messages, {gitHub.Repository.Issues.Count} issues, {gitHub.Repository.Issues.Sum(issue => issue.Comments.Count)} comments");
        killed.ShouldBe(Kills);
        ShouldHoldEveryNewActionOnce(changes, captures);
        ShouldHaveDeliveredEverything(changes, messages, await ObjectsAsync(program, "outbox"));
        ShouldHoldEachIssueOnce(gitHub.Repository);
    }

    private async Task<int> ReplayAsync(BuiltProgram program, UsaSpendingServer source, IReadOnlyList<CaptureDay> days)
    {
        var random = new Random(20260803);
        var killed = 0;
        for (var i = 0; i < days.Count; i++)
        {
            source.Universe = days[i].Universe;
            string[] poll = ["poll", "--now", days[i].Time.ToString("O", CultureInfo.InvariantCulture)];
            var killsToday = ((Kills * (i + 1)) / days.Count) - killed;
            var longest = TimeSpan.FromSeconds(3);
            while (killsToday > 0)
            {
                var ending = await program.RunAndKillAsync(poll, longest * random.NextDouble(), Cancellation);
                if (ending is null)
                    (killed, killsToday) = (killed + 1, killsToday - 1);
                else
                    longest *= 0.8;
            }

            var whole = await program.RunAsync(poll, Cancellation);
            whole.ExitCode.ShouldBe(0, whole.Error);
        }

        // Housekeeping waits for the digest of the next day.
        var nextDay = days[^1].Time.AddDays(2).ToString("O", CultureInfo.InvariantCulture);
        (await program.RunAsync(["deliver", "--now", nextDay], Cancellation)).ExitCode.ShouldBe(0);
        return killed;
    }

    private static void ShouldHoldEveryNewActionOnce(IReadOnlyList<JsonObject> changes, CaptureReplay captures)
    {
        var told = changes
            .Where(change => change["kind"]!.GetValue<string>() is "new-award" or "modification" or "option-exercised" or "terminated" or "recipient-changed")
            .Select(change => (change["award"]!.GetValue<string>(), change["action"]!.GetValue<string>())).ToList();
        var rekeyed = captures.Truth.Where(one => one.Kind == "rekeyed_award").Select(one => one.Award).ToHashSet();
        var expected = captures.Truth.Where(one => one.IsNew && !rekeyed.Contains(one.Award)).Select(one => (one.Award, one.Mod)).ToList();

        told.GroupBy(key => key).Where(key => key.Count() > 1).ShouldBeEmpty("told twice");
        expected.Except(told).ShouldBeEmpty("never told");
        told.Except(expected).Where(key => !rekeyed.Contains(key.Item1)).ShouldBeEmpty("told, but not new");
    }

    /// <summary>Every matched change reached mail and issue, and every mail lies in the pickup folder.</summary>
    private void ShouldHaveDeliveredEverything(
        IReadOnlyList<JsonObject> changes, IReadOnlyList<JsonObject> messages, IReadOnlyList<JsonObject> owed)
    {
        owed.ShouldBeEmpty();
        var matched = changes.Where(change => change["matches"]!.AsArray().Count > 0).Select(change => change["id"]!.GetValue<string>()).ToHashSet();
        matched.Count.ShouldBeGreaterThan(20, "the watches should find something to tell");
        foreach (var channel in new[] { "email", "github" })
        {
            var told = messages.Where(message => message["channel"]!.GetValue<string>() == channel)
                .SelectMany(message => message["alerts"]!.AsArray().Select(alert => alert!["change"]!.GetValue<string>())).ToList();
            told.Distinct().Order().ShouldBe(matched.Order(), channel);
            told.Count.ShouldBe(matched.Count, $"{channel}: a change told twice");
        }

        Directory.GetFiles(Path.Combine(_folder.FullName, "data", "outbox"), "*.eml").Length
            .ShouldBe(messages.Count(message => message["channel"]!.GetValue<string>() == "email"));
    }

    private static void ShouldHoldEachIssueOnce(HostedRepository repository)
    {
        repository.Issues.GroupBy(issue => issue.Title).Where(title => title.Count() > 1).Select(title => title.Key).ShouldBeEmpty();
        repository.Issues.SelectMany(issue => issue.Comments.Select(comment => comment.Body)).GroupBy(body => body)
            .Where(body => body.Count() > 1).ShouldBeEmpty();
    }

    private async Task<List<JsonObject>> ObjectsAsync(BuiltProgram program, string command)
    {
        var ending = await program.RunAsync([command, "--json"], Cancellation);
        ending.ExitCode.ShouldBe(0, ending.Error);
        return [.. ending.Lines.Select(line => JsonNode.Parse(line)!.AsObject())];
    }

    private async Task ConfigureAsync(string store, UsaSpendingServer source, GitHubServer gitHub)
    {
        var config = _folder.CreateSubdirectory("config");
        await File.WriteAllTextAsync(Path.Combine(config.FullName, "contractwatch.json"), $$"""
            { "DataDirectory": "data",
              "Storage": { "Provider": "{{store}}" },
              "Watches": [ "watches.yaml" ],
              "Feeds": { "usaspending": { "Type": "UsaSpending", "BaseUrl": "{{source.BaseAddress}}",
                "Agencies": [ "U.S. Immigration and Customs Enforcement", "U.S. Customs and Border Protection" ],
                "HistorySince": "2025-10-01", "RequestsPerSecond": 0, "RetryDelaySeconds": 0 } },
              "GitHub": { "BaseUrl": "{{gitHub.BaseUrl}}", "Token": "secret-token", "SecondsBetweenWrites": 0 },
              "Web": { "Urls": "" } }
            """, Cancellation);
        var watches = new[] { "Palantir Technologies", "The GEO Group", "CSI Aviation" }.Select(vendor => $$"""
              - id: {{vendor.ToLowerInvariant().Replace(' ', '-')}}
                vendor: { name: {{vendor}} }
                notify: [ { email: desk@example.org }, { github: {{Repository}} } ]
            """);
        await File.WriteAllTextAsync(Path.Combine(config.FullName, "watches.yaml"), $"watches:\n{string.Join('\n', watches)}\n", Cancellation);
    }
}
