using System.Text.Json;
using ContractWatch.Storage.Sqlite;
using ContractWatch.Watches;

namespace ContractWatch.Running;

/// <summary>What comes from another machine is taken by the rules that hold here, and takes nothing back.</summary>
public sealed class SubscriptionImportTests : IDisposable
{
    private const string Reader = "reader@example.org";

    private readonly Workplace _place = new();

    public SubscriptionImportTests() => _place.Configure(Workplace.RecordedFeed, """, "Storage": { "Provider": "Sqlite" }""");

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private string Exported => Path.Combine(_place.Folder, "export.jsonl");

    public void Dispose() => _place.Dispose();

    [Fact]
    public async Task One_faulty_line_imports_nothing_and_every_fault_is_told_with_its_line()
    {
        _place.Watch("""
            watches:
              - id: palantir
                vendor: { name: Palantir Technologies, identifiers: { uei: [FSY4LVSBGWB7] } }
              - id: quiet-one
                privacy: members
                keywords: [iris]
            """);
        await _place.PollAsync("2026-05-06T12:00:00Z");
        await File.WriteAllLinesAsync(
            Exported,
            [
                Line(),
                Line(wishes: """{ "zone": "Mars/Olympus", "minimumAmount": -1 }"""),
                "",
                Line(address: "reader@example.org\\r\\nBcc: other@example.org"),
                Line(channel: "pigeon"),
                Line(channel: "webhook", address: "http://169.254.169.254/x"),
                Line(wishes: """{ "changes": [ "growth" ] }"""),
                Line(watch: "quiet-one", channel: "github", address: "owner/repository"),
                Line(cadence: "Hourly"),
                """{ "subscription": { "watchId": "palantir", "channel": "email" }, "state": "Ended", "history": [] }""",
                """{ "subscription": null, "state": "Ended", "history": [] }""",
                """{ "reader@example.org": 1 }""",
            ],
            Stop);

        var refused = await _place.RunAsync("subscriptions", "import", Exported);

        refused.ExitCode.ShouldBe(1);
        foreach (var (line, found) in new[]
        {
            (2, "found the time zone 'Mars/Olympus', expected a time zone such as"), (2, "found an amount below 0, expected"), (4, "expected a mail address"),
            (5, "expected email or github or webhook"), (6, "expected an address such as https"), (7, "something else at $.subscription.wishes.changes[0]"),
            (8, "not public"), (9, "something else at $.subscription.cadence"), (10, "expected a subscription"), (11, "expected a subscription"), (12, "something else at $,"),
        })
        {
            refused.ErrorLines.ShouldContain(told => told.Contains($"line {line}: ", StringComparison.Ordinal) && told.Contains(found, StringComparison.Ordinal), $"line {line}: {found}\n{refused.Error}");
        }

        refused.Error.ShouldNotContain("line 1:");
        refused.Error.ShouldNotContain(Reader);
        refused.Error.ShouldNotContain("a fault of its own");
        (await _place.RunAsync("subscriptions", "export")).Lines.ShouldBeEmpty();

        await File.WriteAllTextAsync(Exported, Line().Replace(", \"wishes\": {}", "", StringComparison.Ordinal), Stop);
        (await _place.RunAsync("subscriptions", "import", Exported)).Output.ShouldContain("1 subscriptions imported");
    }

    [Fact]
    public async Task An_older_export_brings_nobody_back_who_left_and_a_newer_one_says_that_it_came()
    {
        await _place.PollAsync("2026-05-06T12:00:00Z");
        await _place.RunAsync("subscribe", "palantir", "--email", Reader, "--confirmed", "at the fair", "--by", "jo");
        await ExportAsync();
        await _place.RunAsync("unsubscribe", Reader, "--reason", "enough");
        var after = (await _place.RunAsync("subscriptions", "export")).Output;

        (await _place.RunAsync("subscriptions", "import", Exported)).Output.ShouldContain("0 subscriptions imported, of 1 read");
        (await _place.RunAsync("subscriptions", "export")).Output.ShouldBe(after);

        _place.Data = Path.Combine(_place.Folder, "another");
        await _place.PollAsync("2026-05-06T12:00:00Z");
        await _place.RunAsync("subscriptions", "import", Exported);
        await File.WriteAllTextAsync(Exported, after, Stop);
        (await _place.RunAsync("subscriptions", "import", Exported, "--by", "kim")).Output.ShouldContain("1 subscriptions imported");
        var line = JsonDocument.Parse((await _place.RunAsync("subscriptions", "--json")).Lines.Single(told => told.Contains(Reader, StringComparison.Ordinal))).RootElement;
        line.GetProperty("state").GetString().ShouldBe("ended");
        line.GetProperty("history").EnumerateArray().Select(said => said.GetProperty("what").GetString()).ShouldBe(["confirmed", "ended", "imported", "imported"], ignoreOrder: true);
        line.GetProperty("history").EnumerateArray().Last().GetProperty("by").GetString().ShouldBe("kim");
    }

    [Fact]
    public async Task A_time_zone_that_is_not_known_here_stops_no_poll_and_check_names_it()
    {
        await _place.PollAsync("2026-05-06T12:00:00Z");
        await using (var store = await SqliteStore.OpenAsync(Path.Combine(_place.DataDirectory, SqliteStore.FileName), Stop))
        {
            var elsewhere = new Subscription("palantir", Subscription.Email, Reader, Cadence.Daily) { Wishes = new Wishes { Zone = "Mars/Olympus" } };
            await store.Watches.SaveAsync([new StoredSubscription { Subscription = elsewhere, State = SubscriptionState.Confirmed, History = [] }], Stop);
        }

        (await _place.PollAsync("2026-07-09T12:00:00Z")).ExitCode.ShouldBe(0);
        (await _place.RunAsync("deliver", "--now", "2026-07-10T07:00:00Z")).ExitCode.ShouldBe(0);
        Directory.EnumerateFiles(_place.Outbox, "*.eml").ShouldContain(file => File.ReadAllText(file).Contains($"To: {Reader}", StringComparison.Ordinal));
        var check = await _place.RunAsync("check");
        check.ExitCode.ShouldBe(1);
        check.Error.ShouldContain("a subscription to palantir: the time zone \"Mars/Olympus\" is not known");
        check.Error.ShouldNotContain(Reader);
    }

    [Fact]
    public async Task A_question_that_a_crash_left_unasked_is_asked_at_the_next_delivery()
    {
        await _place.PollAsync("2026-05-06T12:00:00Z");
        await using (var store = await SqliteStore.OpenAsync(Path.Combine(_place.DataDirectory, SqliteStore.FileName), Stop))
        {
            var asked = new SubscriptionEvent(DateTimeOffset.Parse("2026-05-06T12:00:00Z", System.Globalization.CultureInfo.InvariantCulture), "asked", "jo");
            await store.Watches.SaveAsync([new StoredSubscription { Subscription = new Subscription("palantir", Subscription.Email, Reader), State = SubscriptionState.Asked, History = [asked] }], Stop);
        }

        await _place.RunAsync("deliver", "--now", "2026-05-06T13:30:00Z");
        await _place.RunAsync("deliver", "--now", "2026-05-06T14:30:00Z");

        Directory.EnumerateFiles(_place.Outbox, "*.eml").Count(file => File.ReadAllText(file).Contains($"To: {Reader}", StringComparison.Ordinal)).ShouldBe(1);
    }

    private async Task ExportAsync() => await File.WriteAllTextAsync(Exported, (await _place.RunAsync("subscriptions", "export")).Output, Stop);

    private static string Line(string watch = "palantir", string channel = "email", string address = Reader, string cadence = "Daily", string wishes = "{}") =>
        $$"""{ "subscription": { "watchId": "{{watch}}", "channel": "{{channel}}", "address": "{{address}}", "cadence": "{{cadence}}", "wishes": {{wishes}} }, "state": "Confirmed", "history": [ { "at": "2026-05-06T12:00:00+00:00", "what": "confirmed", "by": "jo" } ] }""";
}
