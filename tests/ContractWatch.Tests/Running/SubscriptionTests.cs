using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace ContractWatch.Running;

/// <summary>From the question in a mail to the last word, by the built program and its pages.</summary>
public sealed partial class SubscriptionTests : IDisposable
{
    private const string Reader = "reader@example.org";

    private readonly Workplace _place = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => _place.Dispose();

    [Fact]
    public async Task Who_is_asked_says_yes_hears_changes_and_leaves_by_the_links_in_the_mails()
    {
        _place.WriteConfiguration($$"""
            { "Watches": [ "watches.yaml" ], "Feeds": { {{Workplace.RecordedFeed}} }, "Web": { "Urls": "http://127.0.0.1:0", "PublicUrl": "https://watch.example.org" } }
            """);
        await _place.PollAsync("2026-05-06T12:00:00Z");
        (await _place.RunAsync("subscribe", "palantir", "--email", Reader, "--by", "jo")).Output.ShouldContain("palantir: asked");
        await _place.RunAsync("deliver");
        var question = MailTo(Reader);
        question.ShouldContain("Subject: Please confirm your subscription");

        await using var daemon = await _place.StartAsync("--now", "2026-05-06T13:00:00Z");
        var confirm = Link(question, "confirm");
        (await daemon.Http.GetStringAsync(confirm, Stop)).ShouldContain("You would hear of: palantir");
        (await StateAsync()).ShouldBe("asked", "a look changes nothing");
        (await PostAsync(daemon, confirm)).ShouldContain("You will hear of: palantir");
        (await StateAsync()).ShouldBe("confirmed");

        File.Delete(Mails(Reader).Single());
        await _place.PollAsync("2026-07-09T12:00:00Z");
        await _place.RunAsync("deliver");
        var alert = MailTo(Reader);
        alert.ShouldContain("List-Unsubscribe-Post: List-Unsubscribe=One-Click");
        var manage = Link(alert, "manage");
        (await daemon.Http.GetStringAsync(manage, Stop)).ShouldNotContain(Reader);
        (await PostAsync(daemon, manage, ("watch", "palantir"), ("every", "Daily"), ("at", "06:30"), ("zone", "Europe/Berlin"))).ShouldContain("Changed: palantir");
        (await PostAsync(daemon, manage, ("watch", "palantir"), ("every", "Daily"), ("zone", "Nowhere/Land"))).ShouldContain("not understood");
        (await LineAsync()).GetProperty("zone").GetString().ShouldBe("Europe/Berlin");

        var leave = Link(alert, "leave");
        (await daemon.Http.GetStringAsync(leave, Stop)).ShouldContain("You hear of: palantir");
        (await StateAsync()).ShouldBe("confirmed", "mail scanners follow links");
        (await PostAsync(daemon, leave, ("List-Unsubscribe", "One-Click"))).ShouldContain("You hear no more of: palantir");
        (await StateAsync()).ShouldBe("ended");
        daemon.Log.ShouldNotContain(Reader);
    }

    [Fact]
    public async Task Without_a_public_address_the_code_is_given_to_who_runs_it()
    {
        await _place.PollAsync("2026-05-06T12:00:00Z");
        await _place.RunAsync("subscribe", "palantir", "--email", Reader, "--every", "daily", "--at", "06:30", "--zone", "Asia/Kolkata");
        await _place.RunAsync("deliver");
        var code = CodeIn().Match(MailTo(Reader)).Groups["code"].Value;

        (await _place.RunAsync("subscriptions", "confirm", code[..^2] + "AA")).ExitCode.ShouldBe(1);
        (await _place.RunAsync("subscriptions", "confirm", code)).Output.ShouldContain("palantir: confirmed");
        (await StateAsync()).ShouldBe("confirmed");
    }

    [Fact]
    public async Task Subscriptions_are_exported_and_come_back_whole()
    {
        await _place.PollAsync("2026-05-06T12:00:00Z");
        await _place.RunAsync("subscribe", "palantir", "--email", Reader, "--confirmed", "at the fair", "--by", "jo", "--every", "daily", "--at", "06:30", "--zone", "Asia/Kolkata",
            "--change", "terminated", "--minimum-amount", "10.50", "--muted-until", "2026-12-24", "--paused", "--note", "mine");
        await _place.RunAsync("unsubscribe", "desk@example.org", "palantir", "--reason", "left the paper");
        var exported = (await _place.RunAsync("subscriptions", "export")).Output;
        var file = Path.Combine(_place.Folder, "export.jsonl");
        await File.WriteAllTextAsync(file, exported, Stop);
        var before = (await _place.RunAsync("subscriptions", "--json")).Output;

        _place.Data = Path.Combine(_place.Folder, "another");
        await _place.PollAsync("2026-05-06T12:00:00Z");
        (await _place.RunAsync("subscriptions", "import", file)).Output.ShouldContain("2 subscriptions imported");
        var lines = (await _place.RunAsync("subscriptions", "--json")).Output;
        lines.ShouldContain("imported");
        ImportedLast().Replace(lines, "").ShouldBe(before, "all but that it was imported is as it was");

        await File.WriteAllTextAsync(file, exported + "{ \"oops\": \"reader@example.org\" }\n", Stop);
        var refused = await _place.RunAsync("subscriptions", "import", file);
        refused.ExitCode.ShouldBe(1);
        refused.Error.ShouldContain("line 3");
        refused.Error.ShouldNotContain(Reader);
    }

    [Fact]
    public async Task A_wish_that_is_not_typed_stays_as_it_was()
    {
        await _place.PollAsync("2026-05-06T12:00:00Z");
        await _place.RunAsync("subscribe", "palantir", "--email", Reader, "--confirmed", "yes", "--every", "daily", "--at", "06:30", "--zone", "Asia/Kolkata",
            "--change", "terminated", "--minimum-amount", "10.50", "--muted-until", "2026-12-24", "--paused", "--note", "mine");
        (await _place.RunAsync("subscribe", "palantir", "--email", Reader, "--every", "weekly")).Output.ShouldContain("palantir: confirmed");

        var kept = await LineAsync();
        kept.GetProperty("every").GetString().ShouldBe("weekly");
        (kept.GetProperty("at").GetString(), kept.GetProperty("zone").GetString(), kept.GetProperty("mutedUntil").GetString()).ShouldBe(("06:30", "Asia/Kolkata", "2026-12-24"));
        (kept.GetProperty("paused").GetBoolean(), kept.GetProperty("minimumAmount").GetDecimal(), kept.GetProperty("note").GetString()).ShouldBe((true, 10.50m, "mine"));
        kept.GetProperty("changes").EnumerateArray().Select(kind => kind.GetString()).ShouldBe(["terminated"]);

        (await _place.RunAsync("subscribe", "palantir", "--email", Reader, "--resume", "--change", "all", "--minimum-amount", "0", "--note", "")).ExitCode.ShouldBe(0);
        var again = await LineAsync();
        (again.GetProperty("every").GetString(), again.GetProperty("at").GetString()).ShouldBe(("weekly", "06:30"));
        (again.GetProperty("paused").GetBoolean(), again.GetProperty("minimumAmount").GetDecimal(), again.GetProperty("changes").GetArrayLength()).ShouldBe((false, 0m, 0));
        (again.GetProperty("mutedUntil").ValueKind, again.GetProperty("note").ValueKind).ShouldBe((JsonValueKind.Null, JsonValueKind.Null));
    }

    [Fact]
    public async Task The_page_shows_every_wish_and_changes_it()
    {
        _place.WriteConfiguration($$"""
            { "Watches": [ "watches.yaml" ], "Feeds": { {{Workplace.RecordedFeed}} }, "Web": { "Urls": "http://127.0.0.1:0", "PublicUrl": "https://watch.example.org" } }
            """);
        await _place.PollAsync("2026-05-06T12:00:00Z");
        await _place.PollAsync("2026-07-09T12:00:00Z");
        await using var daemon = await _place.StartAsync("--now", "2026-07-10T13:00:00Z");
        var manage = Link(Unfolded(File.ReadAllText(Mails("desk@example.org").First())), "manage");
        await _place.RunAsync("subscribe", "palantir", "--email", "desk@example.org", "--confirmed", "yes", "--change", "terminated", "--minimum-amount", "10.50", "--note", "</textarea><b>mine</b>");

        var page = await daemon.Http.GetStringAsync(manage, Stop);
        page.ShouldContain("value=\"terminated\" checked");
        page.ShouldNotContain("value=\"new-award\" checked");
        page.ShouldContain("name=\"minimumAmount\" inputmode=\"decimal\" placeholder=\"0\" value=\"10.50\"");
        page.ShouldContain("&lt;/textarea&gt;&lt;b&gt;mine&lt;/b&gt;</textarea>");

        (await PostAsync(daemon, manage, ("watch", "palantir"), ("every", "Weekly"), ("changes", "new-award"), ("changes", "withdrawn"), ("minimumAmount", "5"), ("note", "one\r\ntwo"))).ShouldContain("Changed: palantir");
        (await PostAsync(daemon, manage, ("watch", "palantir"), ("every", "Weekly"), ("changes", "growth"))).ShouldContain("not understood");
        (await PostAsync(daemon, manage, ("watch", "palantir"), ("every", "Weekly"), ("minimumAmount", "-5"))).ShouldContain("not understood");
        var line = await LineAsync("desk@example.org");
        line.GetProperty("changes").EnumerateArray().Select(kind => kind.GetString()).ShouldBe(["new-award", "withdrawn"]);
        (line.GetProperty("minimumAmount").GetDecimal(), line.GetProperty("note").GetString()).ShouldBe((5m, "one\ntwo"));
    }

    [Fact]
    public async Task A_click_that_comes_in_chunks_counts_and_what_is_too_large_is_not_read()
    {
        _place.WriteConfiguration($$"""
            { "Watches": [ "watches.yaml" ], "Feeds": { {{Workplace.RecordedFeed}} }, "Web": { "Urls": "http://127.0.0.1:0", "PublicUrl": "https://watch.example.org" } }
            """);
        await _place.PollAsync("2026-05-06T12:00:00Z");
        await _place.PollAsync("2026-07-09T12:00:00Z");
        await using var daemon = await _place.StartAsync("--now", "2026-07-10T13:00:00Z");
        var leave = Link(Unfolded(File.ReadAllText(Mails("desk@example.org").First())), "leave");

        foreach (var inChunks in new[] { false, true })
            (await ClickAsync(daemon, leave, new string('x', 64 * 1024), inChunks)).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await LineAsync("desk@example.org")).GetProperty("state").GetString().ShouldBe("confirmed");
        (await ClickAsync(daemon, leave, "One-Click", inChunks: true)).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await LineAsync("desk@example.org")).GetProperty("state").GetString().ShouldBe("ended");
    }

    [Theory]
    [InlineData("subscribe", "nobody", "--email", Reader)]
    [InlineData("subscribe", "palantir")]
    [InlineData("subscribe", "palantir", "--email", "no address")]
    [InlineData("subscribe", "palantir", "--email", Reader, "--zone", "Mars/Olympus")]
    [InlineData("subscribe", "palantir", "--email", Reader, "--at", "25:00")]
    [InlineData("subscribe", "palantir", "--email", Reader, "--change", "growth")]
    [InlineData("subscribe", "palantir", "--email", Reader, "--minimum-amount", "-1")]
    [InlineData("subscribe", "palantir", "--email", Reader, "--muted-until", "Christmas")]
    [InlineData("subscribe", "palantir", "--email", Reader, "--resume", "--paused")]
    public async Task What_cannot_be_is_refused(params string[] arguments)
    {
        await _place.PollAsync("2026-05-06T12:00:00Z");
        (await _place.RunAsync(arguments)).ExitCode.ShouldBe(1);
        (await _place.RunAsync("subscriptions", "export")).Lines.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_link_of_somebody_elses_making_opens_nothing()
    {
        await using var daemon = await _place.StartAsync();
        foreach (var path in new[] { "/confirm", "/manage?t=", "/leave?t=AAAA", "/manage?t=" + new string('A', 50) })
        {
            (await daemon.Http.GetAsync(path, Stop)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
            (await daemon.Http.PostAsync(path, new FormUrlEncodedContent([]), Stop)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        }
    }

    private IEnumerable<string> Mails(string address) =>
        Directory.EnumerateFiles(_place.Outbox, "*.eml").Where(file => File.ReadAllText(file).Contains($"To: {address}", StringComparison.Ordinal));

    private string MailTo(string address) => Unfolded(File.ReadAllText(Mails(address).ShouldHaveSingleItem()));

    /// <summary>Quoted-printable and header folding taken back, as far as links need it.</summary>
    private static string Unfolded(string mail) => SoftBreak().Replace(mail, "").Replace("=0D=0A", "\r\n", StringComparison.Ordinal).Replace("=3D", "=", StringComparison.Ordinal).Replace("\r\n ", " ", StringComparison.Ordinal);

    private static string Link(string mail, string path) => "/" + Regex.Match(mail, $@"https://watch\.example\.org/({path}\?t=[A-Za-z0-9_-]+)").Groups[1].Value;

    private static async Task<string> PostAsync(RunningDaemon daemon, string link, params (string Name, string Value)[] fields)
    {
        using var form = new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Name, field.Value)));
        return await (await daemon.Http.PostAsync(link, form, Stop)).Content.ReadAsStringAsync(Stop);
    }

    /// <summary>As mail programs do it, RFC 8058.</summary>
    private static async Task<HttpResponseMessage> ClickAsync(RunningDaemon daemon, string link, string value, bool inChunks)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, link) { Content = new FormUrlEncodedContent([KeyValuePair.Create("List-Unsubscribe", value)]) };
        request.Headers.TransferEncodingChunked = inChunks;
        return await daemon.Http.SendAsync(request, Stop);
    }

    private async Task<JsonElement> LineAsync(string address = Reader) =>
        (await _place.RunAsync("subscriptions", "--json")).Lines.Select(line => JsonDocument.Parse(line).RootElement).Single(line => line.GetProperty("address").GetString() == address);

    private async Task<string?> StateAsync() => (await LineAsync()).GetProperty("state").GetString();

    [GeneratedRegex("""(,|(?<=\[))\{[^{}]*"imported"[^{}]*\}""")]
    private static partial Regex ImportedLast();

    [GeneratedRegex("=\r?\n")]
    private static partial Regex SoftBreak();

    [GeneratedRegex(@"^(?<code>[A-Za-z0-9_-]{50})\r?$", RegexOptions.Multiline)]
    private static partial Regex CodeIn();
}
